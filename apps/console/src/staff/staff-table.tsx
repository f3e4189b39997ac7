'use client'

import { InUse } from '@/catalogue/in-use'
import { PractitionersDocument, type PractitionersQuery, type StaffRole } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'
import { Facts } from '@/table/row-drawer'

type Practitioner = PractitionersQuery['practitioners']['nodes'][number]

const roles: Record<StaffRole, string> = { DOCTOR: '医生', NURSE: '护士', PHARMACIST: '药师' }
const namesOf = ({ departments }: Practitioner) => departments.map(({ name }) => name).join('、') || '—'

const columns: Column<Practitioner>[] = [
  { key: 'name', title: '姓名', fixed: true, render: ({ name }) => name },
  { key: 'role', title: '类别', render: ({ role }) => roles[role] },
  { key: 'title', title: '职称', render: ({ title }) => title },
  { key: 'departments', title: '科室', render: namesOf },
  { key: 'institution', title: '机构', render: ({ institution }) => institution.name },
  { key: 'licence', title: '执业证号', render: ({ licenceNumber }) => licenceNumber ?? '—' },
  { key: 'priority', title: '优先级', align: 'right', render: ({ priority }) => priority },
  { key: 'enabled', title: '状态', render: ({ enabled }) => <InUse enabled={enabled} /> },
]

export function StaffTable({ institutions }: { institutions: { value: string; label: string }[] }) {
  return (
    <DataTable
      name="staff"
      noun="医护人员"
      source={{
        document: PractitionersDocument,
        connection: ({ practitioners }) => practitioners,
        variables: ({ q, institution, role, enabled }, page) => ({
          ...page,
          filter: { search: q, institutionId: institution, role: (role as StaffRole | undefined) ?? undefined, enabled: enabled ? enabled === 'yes' : undefined },
        }),
      }}
      columns={columns}
      filters={[
        { key: 'q', label: '姓名', kind: 'text', placeholder: '姓名或拼音首字母' },
        { key: 'role', label: '类别', kind: 'choice', options: Object.entries(roles).map(([value, label]) => ({ value, label })) },
        { key: 'institution', label: '机构', kind: 'choice', options: institutions },
        { key: 'enabled', label: '状态', kind: 'choice', options: [{ value: 'yes', label: '启用' }, { value: 'no', label: '停用' }] },
      ]}
      drawer={(_, row) => ({ title: row?.name ?? '医护人员', content: row && <PractitionerFacts practitioner={row} /> })}
    />
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
        ['状态', <InUse key="enabled" enabled={practitioner.enabled} />],
      ]}
    />
  )
}
