'use client'

import { useState } from 'react'
import { Button } from 'antd'
import { useMay } from '@hospital/web/parts/staff'
import { InUse } from '@/catalogue/in-use'
import { DepartmentsDocument, RemoveDepartmentsDocument, SetDepartmentsEnabledDocument } from '@/graphql/graphql'
import { DataTable, type Column, type ListActs } from '@/table/data-table'
import type { FilterValues } from '@/table/filters'
import { RecordActs, recordActs } from '@/table/record-acts'
import { Facts } from '@/table/row-drawer'
import { DepartmentForm, type Department } from './department-form'

const columns: Column<Department>[] = [
  { key: 'name', title: '科室', fixed: true, render: ({ name }) => name },
  { key: 'code', title: '编码', render: ({ code }) => code },
  { key: 'subject', title: '诊疗科目', render: ({ subjectCode }) => subjectCode ?? '—' },
  { key: 'parent', title: '上级科室', render: ({ parent }) => parent?.name ?? '—' },
  { key: 'institution', title: '所属机构', render: ({ institution }) => institution.name },
  { key: 'location', title: '位置', render: ({ location }) => location ?? '—' },
  { key: 'order', title: '排序', align: 'right', render: ({ sortOrder }) => sortOrder },
  { key: 'enabled', title: '状态', render: ({ enabled }) => <InUse enabled={enabled} /> },
]

const acts = recordActs(
  { setEnabled: SetDepartmentsEnabledDocument, remove: RemoveDepartmentsDocument },
  { disable: '停用后患者端不再显示，也不能再预约；已有的预约不受影响。', remove: '删除后不再出现在任何列表中。有下级科室、医护人员或来自医院信息系统的不能删除。' },
)

const filterOf = ({ q, institution, enabled }: FilterValues) => ({ search: q, institutionId: institution, enabled: enabled ? enabled === 'yes' : undefined })

export function DepartmentTable({ institutions }: { institutions: { value: string; label: string }[] }) {
  const mayManage = useMay('directory:manage')
  const [edited, setEdited] = useState<{ department?: Department; list: ListActs } | null>(null)
  return (
    <>
      <DataTable
        name="departments"
        noun="科室"
        source={{ document: DepartmentsDocument, connection: ({ departments }) => departments, variables: (values, page) => ({ ...page, filter: filterOf(values) }) }}
        columns={columns}
        filters={[
          { key: 'q', label: '科室', kind: 'text', placeholder: '名称、编码或拼音' },
          { key: 'institution', label: '所属机构', kind: 'choice', options: institutions },
          { key: 'enabled', label: '状态', kind: 'choice', options: [{ value: 'yes', label: '启用' }, { value: 'no', label: '停用' }] },
        ]}
        toolbar={(list) => mayManage && <Button type="primary" onClick={() => setEdited({ list })}>新增科室</Button>}
        bulk={mayManage ? acts : []}
        exports={{ list: 'departments', filter: filterOf }}
        drawer={(id, row, list) => ({
          title: row?.name ?? '科室',
          wide: true,
          history: { subjectType: 'Department', subjectId: id },
          content: row && <DepartmentFacts department={row} />,
          footer: row && mayManage && <RecordActs noun="科室" id={id} enabled={row.enabled} acts={acts} list={list} onEdit={() => setEdited({ department: row, list })} />,
        })}
      />
      {edited && (
        <DepartmentForm
          department={edited.department}
          institutions={institutions}
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

function DepartmentFacts({ department }: { department: Department }) {
  return (
    <Facts
      items={[
        ['编码', department.code],
        ['诊疗科目', department.subjectCode],
        ['上级科室', department.parent?.name],
        ['所属机构', department.institution.name],
        ['位置', department.location],
        ['简介', department.intro],
        ['数据来源', department.hisId ? '医院信息系统' : '手工新增'],
        ['状态', <InUse key="enabled" enabled={department.enabled} />],
      ]}
    />
  )
}
