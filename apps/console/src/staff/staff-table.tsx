'use client'

import { useState } from 'react'
import { Button } from 'antd'
import { formatStamp } from '@hospital/web/format'
import { useMay } from '@hospital/web/parts/staff'
import { StatusTag } from '@hospital/web/parts/tag'
import { InUse } from '@/catalogue/in-use'
import { standingWords } from '@/applications/words'
import { PractitionersDocument, RemovePractitionersDocument, SetPractitionersEnabledDocument, type PractitionerStanding, type StaffRole } from '@/graphql/graphql'
import { DataTable, type Column, type ListActs } from '@/table/data-table'
import type { FilterValues } from '@/table/filters'
import { RecordActs, recordActs } from '@/table/record-acts'
import { Facts } from '@/table/row-drawer'
import { StaffAccount } from './staff-account'
import { StaffForm, type Practitioner } from './staff-form'

const roles: Record<StaffRole, string> = { DOCTOR: '医生', NURSE: '护士', PHARMACIST: '药师' }
/** Branches name their departments alike: each name once. */
const namesOf = ({ departments }: Practitioner) => [...new Set(departments.map(({ name }) => name))].join('、') || '—'

const columns: Column<Practitioner>[] = [
  { key: 'name', title: '姓名', fixed: true, render: ({ name }) => name },
  { key: 'role', title: '类别', render: ({ role }) => roles[role] },
  { key: 'title', title: '职称', render: ({ title }) => title },
  { key: 'departments', title: '科室', render: namesOf },
  { key: 'institution', title: '机构', render: ({ institution }) => institution.name },
  { key: 'licence', title: '执业证号', render: ({ licenceNumber }) => licenceNumber ?? '—' },
  { key: 'standing', title: '资质', render: ({ standing }) => <StatusTag status={standing} words={standingWords} /> },
  { key: 'priority', title: '优先级', align: 'right', render: ({ priority }) => priority },
  { key: 'enabled', title: '状态', render: ({ enabled }) => <InUse enabled={enabled} /> },
]

const acts = recordActs(
  { setEnabled: SetPractitionersEnabledDocument, remove: RemovePractitionersDocument },
  { disable: '停用后立即退出登录，患者端不再显示，也不能再预约与咨询；进行中的服务不受影响。', remove: '删除后不再出现在任何列表中。有登录账号、已开通服务或来自医院信息系统的不能删除。' },
)

const filterOf = ({ q, institution, role, standing, enabled }: FilterValues) => ({
  search: q, institutionId: institution, role: (role as StaffRole | undefined) ?? undefined, standing: (standing as PractitionerStanding | undefined) ?? undefined, enabled: enabled ? enabled === 'yes' : undefined,
})

export function StaffTable({ institutions }: { institutions: { value: string; label: string }[] }) {
  const mayManage = useMay('directory:manage')
  const mayOpenAccounts = useMay('practitioner:account')
  const [edited, setEdited] = useState<{ practitioner?: Practitioner; list: ListActs } | null>(null)
  return (
    <>
      <DataTable
        name="staff"
        noun="医护人员"
        source={{ document: PractitionersDocument, connection: ({ practitioners }) => practitioners, variables: (values, page) => ({ ...page, filter: filterOf(values) }) }}
        columns={columns}
        filters={[
          { key: 'q', label: '姓名', kind: 'text', placeholder: '姓名或拼音首字母' },
          { key: 'role', label: '类别', kind: 'choice', options: Object.entries(roles).map(([value, label]) => ({ value, label })) },
          { key: 'institution', label: '机构', kind: 'choice', options: institutions },
          { key: 'standing', label: '资质', kind: 'choice', options: Object.entries(standingWords).map(([value, { word }]) => ({ value, label: word })) },
          { key: 'enabled', label: '状态', kind: 'choice', options: [{ value: 'yes', label: '启用' }, { value: 'no', label: '停用' }] },
        ]}
        toolbar={(list) => mayManage && <Button type="primary" onClick={() => setEdited({ list })}>新增人员</Button>}
        bulk={mayManage ? acts : []}
        exports={{ list: 'practitioners', filter: filterOf }}
        drawer={(id, row, list) => ({
          title: row?.name ?? '医护人员',
          wide: true,
          history: { subjectType: 'Practitioner', subjectId: id },
          content: row && (
            <>
              <PractitionerFacts practitioner={row} />
              {mayOpenAccounts && <StaffAccount practitioner={row} list={list} />}
            </>
          ),
          footer: row && mayManage && <RecordActs noun="医护人员" id={id} enabled={row.enabled} acts={acts} list={list} onEdit={() => setEdited({ practitioner: row, list })} />,
        })}
      />
      {edited && (
        <StaffForm
          practitioner={edited.practitioner}
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

function PractitionerFacts({ practitioner }: { practitioner: Practitioner }) {
  return (
    <Facts
      items={[
        ['类别', roles[practitioner.role]],
        ['职称', practitioner.title],
        ['机构', practitioner.institution.name],
        ['科室', namesOf(practitioner)],
        ['擅长', practitioner.specialties],
        ['简介', practitioner.intro],
        ['执业证号', practitioner.licenceNumber],
        ['执业证有效期至', practitioner.licenceExpiresOn],
        ['独立临床工作起', practitioner.independentSince],
        ['工号', practitioner.staffNumber],
        ['登录账号', practitioner.account?.login],
        ['最近登录', practitioner.account?.signedInAt && formatStamp(practitioner.account.signedInAt)],
        ['资质', <StatusTag key="standing" status={practitioner.standing} words={standingWords} />],
        ['数据来源', practitioner.hisId ? '医院信息系统' : '手工新增'],
        ['状态', <InUse key="enabled" enabled={practitioner.enabled} />],
      ]}
    />
  )
}
