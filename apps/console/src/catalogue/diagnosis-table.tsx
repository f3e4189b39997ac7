'use client'

import { DiagnosesDocument, type DiagnosesQuery } from '@/graphql/graphql'
import { DataTable, type Column } from '@/table/data-table'
import { InUse } from './in-use'

type Diagnosis = DiagnosesQuery['diagnoses']['nodes'][number]

const systems: Record<string, string> = { ICD10: 'ICD-10 国家临床版', TCM: '中医病证' }

const columns: Column<Diagnosis>[] = [
  { key: 'code', title: '编码', fixed: true, render: ({ code }) => code },
  { key: 'name', title: '诊断', render: ({ name }) => name },
  { key: 'synonyms', title: '又名', render: ({ synonyms }) => synonyms.join('、') || '—' },
  { key: 'pinyin', title: '拼音首字母', render: ({ pinyin }) => pinyin },
  { key: 'system', title: '编码体系', render: ({ system }) => systems[system] ?? system },
  { key: 'enabled', title: '状态', render: ({ enabled }) => <InUse enabled={enabled} /> },
]

export function DiagnosisTable() {
  return (
    <DataTable
      name="diagnoses"
      noun="诊断"
      source={{ document: DiagnosesDocument, connection: ({ diagnoses }) => diagnoses, variables: ({ q, system }, page) => ({ ...page, search: q, system }) }}
      columns={columns}
      filters={[
        { key: 'q', label: '诊断', kind: 'text', placeholder: '名称、编码或拼音首字母' },
        { key: 'system', label: '编码体系', kind: 'choice', options: Object.entries(systems).map(([value, label]) => ({ value, label })) },
      ]}
    />
  )
}
