'use client'

import { formatStamp } from '@hospital/web/format'
import { Tag } from '@hospital/web/parts/tag'
import { PatientsDocument, type PatientRowFragment, type Relationship } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'
import { PatientDetail } from './patient-detail'
import { sexes, useWords } from './words'

export function PatientTable() {
  const relationships = useWords('relationship')
  const words = new Map(relationships.map(({ value, label }) => [value, label]))
  return (
    <DataTable
      name="patients"
      noun="患者"
      source={{
        document: PatientsDocument,
        connection: ({ patients }) => patients,
        variables: ({ q, relationship, removed }, page) => ({ ...page, filter: { search: q, relationship: (relationship as Relationship | undefined) ?? undefined, removed: removed ? removed === 'yes' : undefined } }),
      }}
      columns={columnsWith(words)}
      filters={[
        { key: 'q', label: '患者', kind: 'text', placeholder: '姓名，或完整手机号、证件号、病历号' },
        { key: 'relationship', label: '与本人关系', kind: 'choice', options: relationships },
        { key: 'removed', label: '状态', kind: 'choice', options: [{ value: 'no', label: '使用中' }, { value: 'yes', label: '已移除' }] },
      ]}
      drawer={(_, row) => ({ title: row ? `患者 ${row.name}` : '患者', content: row && <PatientDetail key={row.version} patient={row} relationships={relationships} /> })}
    />
  )
}

function columnsWith(words: ReadonlyMap<string, string>): Column<PatientRowFragment>[] {
  return [
    { key: 'name', title: '姓名', fixed: true, render: ({ name }) => name },
    { key: 'sex', title: '性别', render: ({ sex }) => sexes[sex] },
    { key: 'age', title: '年龄', align: 'right', render: ({ age }) => age },
    { key: 'idCard', title: '证件号', render: ({ maskedIdCard }) => maskedIdCard ?? '—' },
    { key: 'account', title: '账号手机', render: ({ account }) => account?.maskedPhone ?? '—' },
    { key: 'relationship', title: '与本人关系', render: ({ relationship }) => words.get(relationship) ?? relationship },
    { key: 'recordNumber', title: '病历号', render: ({ recordNumber }) => recordNumber ?? '—' },
    { key: 'status', title: '状态', render: (row) => <PatientTag patient={row} /> },
    { key: 'createdAt', title: '添加时间', render: ({ createdAt }) => formatStamp(createdAt) },
  ]
}

export function PatientTag({ patient: { removedAt, account } }: { patient: PatientRowFragment }) {
  if (removedAt) return <Tag tone="neutral">已移除</Tag>
  return account?.restrictedUntil ? <Tag tone="danger">黑名单</Tag> : <Tag tone="success">使用中</Tag>
}
