'use client'

import { useState } from 'react'
import { Button, Form, Select } from 'antd'
import { useMay } from '@hospital/web/parts/staff'
import { TextField } from '@/form/fields'
import { CreateDiagnosisDocument, DiagnosesDocument, RemoveDiagnosesDocument, SetDiagnosesEnabledDocument, UpdateDiagnosisDocument, type DiagnosesQuery, type UpdateDiagnosisInput } from '@/graphql/graphql'
import { DataTable, type Column, type ListActs } from '@/table/data-table'
import type { FilterValues } from '@/table/filters'
import { RecordActs, recordActs } from '@/table/record-acts'
import { Facts } from '@/table/row-drawer'
import { CatalogueForm } from './catalogue-form'
import { ImportDrawer } from './import-drawer'
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

const acts = recordActs(
  { setEnabled: SetDiagnosesEnabledDocument, remove: RemoveDiagnosesDocument },
  { disable: '停用后医生不能再选用该诊断。', remove: '删除后不能恢复。' },
)

const filterOf = ({ q, system, enabled }: FilterValues) => ({ search: q, system, enabled: enabled ? enabled === 'yes' : undefined })

export function DiagnosisTable() {
  const mayManage = useMay('diagnosis:manage')
  const [edited, setEdited] = useState<{ diagnosis?: Diagnosis; list: ListActs } | null>(null)
  const [importing, setImporting] = useState<{ list: ListActs; into: string } | null>(null)
  return (
    <>
      <DataTable
        name="diagnoses"
        noun="诊断"
        source={{ document: DiagnosesDocument, connection: ({ diagnoses }) => diagnoses, variables: (values, page) => ({ ...page, ...filterOf(values) }) }}
        columns={columns}
        filters={[
          { key: 'q', label: '诊断', kind: 'text', placeholder: '名称、编码或拼音首字母' },
          { key: 'system', label: '编码体系', kind: 'choice', options: Object.entries(systems).map(([value, label]) => ({ value, label })) },
          { key: 'enabled', label: '状态', kind: 'choice', options: [{ value: 'yes', label: '启用' }, { value: 'no', label: '停用' }] },
        ]}
        toolbar={(list) =>
          mayManage && (
            <>
              <Button type="primary" onClick={() => setEdited({ list })}>
                新增诊断
              </Button>
              <Button onClick={() => setImporting({ list, into: 'diagnoses-icd10' })}>导入 ICD-10</Button>
              <Button onClick={() => setImporting({ list, into: 'diagnoses-tcm' })}>导入中医病证</Button>
            </>
          )
        }
        bulk={mayManage ? acts : []}
        exports={{ list: 'diagnoses', filter: filterOf }}
        drawer={(id, row, list) => ({
          title: row?.name ?? '诊断',
          wide: true,
          history: { subjectType: 'Diagnosis', subjectId: id },
          content: row && <DiagnosisFacts diagnosis={row} />,
          footer: row && mayManage && <RecordActs noun="诊断" id={id} enabled={row.enabled} acts={acts} list={list} onEdit={() => setEdited({ diagnosis: row, list })} />,
        })}
      />
      {edited && (
        <DiagnosisForm
          diagnosis={edited.diagnosis}
          onClose={() => setEdited(null)}
          onDone={() => {
            setEdited(null)
            edited.list.reload()
          }}
        />
      )}
      {importing && (
        <ImportDrawer
          noun="诊断"
          list={importing.into}
          columns="诊断编码、诊断名称（必填）"
          onClose={() => {
            setImporting(null)
            importing.list.reload()
          }}
        />
      )}
    </>
  )
}

function DiagnosisForm({ diagnosis, onDone, onClose }: { diagnosis?: Diagnosis; onDone(): void; onClose(): void }) {
  const { code, name, system, synonyms } = diagnosis ?? ({ system: 'ICD10', synonyms: [] } as Partial<Diagnosis>)
  return (
    <CatalogueForm<Omit<UpdateDiagnosisInput, 'id' | 'version'>>
      noun="诊断"
      row={diagnosis}
      documents={{ create: CreateDiagnosisDocument, update: UpdateDiagnosisDocument }}
      initial={{ code, name, system, synonyms }}
      onDone={onDone}
      onClose={onClose}
    >
      <TextField name="name" label="诊断名称" required most={200} />
      <TextField name="code" label="诊断编码" required most={40} />
      <Form.Item name="system" label="编码体系" rules={[{ required: true }]}>
        <Select options={Object.entries(systems).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="synonyms" label="又名" extra="输入后按回车添加">
        <Select mode="tags" open={false} />
      </Form.Item>
    </CatalogueForm>
  )
}

function DiagnosisFacts({ diagnosis }: { diagnosis: Diagnosis }) {
  return (
    <Facts
      items={[
        ['编码', diagnosis.code],
        ['又名', diagnosis.synonyms.join('、')],
        ['拼音首字母', diagnosis.pinyin],
        ['编码体系', systems[diagnosis.system] ?? diagnosis.system],
        ['状态', <InUse key="enabled" enabled={diagnosis.enabled} />],
      ]}
    />
  )
}
