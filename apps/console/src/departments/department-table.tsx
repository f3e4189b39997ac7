'use client'

import { InUse } from '@/catalogue/in-use'
import { DepartmentsDocument, type DepartmentsQuery } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'
import { Facts } from '@/table/row-drawer'

type Department = DepartmentsQuery['departments']['nodes'][number]

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

export function DepartmentTable({ institutions }: { institutions: { value: string; label: string }[] }) {
  return (
    <DataTable
      name="departments"
      noun="科室"
      source={{
        document: DepartmentsDocument,
        connection: ({ departments }) => departments,
        variables: ({ q, institution, enabled }, page) => ({
          ...page,
          filter: { search: q, institutionId: institution, enabled: enabled ? enabled === 'yes' : undefined },
        }),
      }}
      columns={columns}
      filters={[
        { key: 'q', label: '科室', kind: 'text', placeholder: '名称或编码' },
        { key: 'institution', label: '所属机构', kind: 'choice', options: institutions },
        { key: 'enabled', label: '状态', kind: 'choice', options: [{ value: 'yes', label: '启用' }, { value: 'no', label: '停用' }] },
      ]}
      drawer={(_, row) => ({ title: row?.name ?? '科室', content: row && <DepartmentFacts department={row} /> })}
    />
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
        ['状态', <InUse key="enabled" enabled={department.enabled} />],
      ]}
    />
  )
}
