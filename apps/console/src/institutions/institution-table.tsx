'use client'

import { useState } from 'react'
import { Button } from 'antd'
import { useMay } from '@hospital/web/parts/staff'
import { InUse } from '@/catalogue/in-use'
import { InstitutionsDocument, RemoveInstitutionsDocument, SetInstitutionsEnabledDocument } from '@/graphql/graphql'
import { DataTable, type Column, type ListActs } from '@/table/data-table'
import type { FilterValues } from '@/table/filters'
import { nestRows } from '@/table/nest'
import { RecordActs, recordActs } from '@/table/record-acts'
import { Facts } from '@/table/row-drawer'
import { InstitutionForm, type Institution } from './institution-form'

const kinds = { MAIN: '总院', BRANCH: '院区' }

const columns: Column<Institution>[] = [
  { key: 'name', title: '机构', fixed: true, render: ({ name }) => name },
  { key: 'kind', title: '类型', render: ({ kind }) => kinds[kind] },
  { key: 'licence', title: '执业许可证号', render: ({ licenceNumber }) => licenceNumber ?? '—' },
  { key: 'address', title: '地址', render: ({ address }) => address ?? '—' },
  { key: 'phone', title: '电话', render: ({ phone }) => phone ?? '—' },
  { key: 'enabled', title: '状态', render: ({ enabled }) => <InUse enabled={enabled} /> },
]

const acts = recordActs(
  { setEnabled: SetInstitutionsEnabledDocument, remove: RemoveInstitutionsDocument },
  { disable: '停用后患者端不再显示该机构。', remove: '删除后不再出现在任何列表中。有下级机构、科室、人员或来自医院信息系统的不能删除。' },
)

const filterOf = ({ q, enabled }: FilterValues) => ({ search: q, enabled: enabled ? enabled === 'yes' : undefined })

/** The tree of institutions; what was searched for stands in it without the rest. */
export function InstitutionTable() {
  const mayManage = useMay('directory:manage')
  const [edited, setEdited] = useState<{ institution?: Institution; list: ListActs } | null>(null)
  const [all, setAll] = useState<readonly Institution[]>([])
  return (
    <>
      <DataTable
        name="institutions"
        noun="机构"
        source={{
          document: InstitutionsDocument,
          connection: ({ institutions }) => ({ nodes: institutions, pageInfo: { hasNextPage: false }, totalCount: institutions.length }),
          variables: (values) => ({ filter: filterOf(values) }),
        }}
        columns={columns}
        nest={(rows) => {
          if (rows.length > all.length) queueMicrotask(() => setAll(rows))
          return nestRows(rows, ({ parent }) => parent?.id)
        }}
        filters={[
          { key: 'q', label: '机构', kind: 'text', placeholder: '名称或地址' },
          { key: 'enabled', label: '状态', kind: 'choice', options: [{ value: 'yes', label: '启用' }, { value: 'no', label: '停用' }] },
        ]}
        toolbar={(list) => mayManage && <Button type="primary" onClick={() => setEdited({ list })}>新增机构</Button>}
        bulk={mayManage ? acts : []}
        exports={{ list: 'institutions', filter: filterOf }}
        drawer={(id, row, list) => ({
          title: row?.name ?? '机构',
          wide: true,
          history: { subjectType: 'Institution', subjectId: id },
          content: row && <InstitutionFacts institution={row} />,
          footer: row && mayManage && <RecordActs noun="机构" id={id} enabled={row.enabled} acts={acts} list={list} onEdit={() => setEdited({ institution: row, list })} />,
        })}
      />
      {edited && (
        <InstitutionForm
          institution={edited.institution}
          institutions={all}
          onClose={() => setEdited(null)}
          onDone={() => {
            setEdited(null)
            edited.list.reload()
          }}
        />
      )}
    </>
  )
}

function InstitutionFacts({ institution }: { institution: Institution }) {
  return (
    <Facts
      items={[
        ['类型', kinds[institution.kind]],
        ['上级机构', institution.parent?.name],
        ['执业许可证号', institution.licenceNumber],
        ['地址', institution.address],
        ['电话', institution.phone],
        ['简介', institution.intro],
        ['签到范围', `${institution.fenceMeters} 米`],
        ['主题色', institution.brandColor],
        ['数据来源', institution.hisId ? '医院信息系统' : '手工新增'],
        ['状态', <InUse key="enabled" enabled={institution.enabled} />],
      ]}
    />
  )
}
