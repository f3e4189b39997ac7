'use client'

import { useState } from 'react'
import { Button } from 'antd'
import { formatDay, hospitalDay } from '@hospital/web/format'
import { Tag } from '@hospital/web/parts/tag'
import { TextsDocument, type TextRowFragment } from '@/graphql/graphql'
import { DataTable, type Column, type ListActs } from '@/table/data-table'
import type { FilterValues } from '@/table/filters'
import { TextForm } from './text-form'
import { TextDetail } from './text-detail'
import { kindWords, stateWords } from './words'
import styles from './texts.module.css'

const columns: Column<TextRowFragment>[] = [
  { key: 'title', title: '文案', fixed: true, render: ({ title }) => title },
  { key: 'key', title: '标识', render: ({ key }) => key },
  { key: 'kind', title: '类型', render: ({ kind }) => kindWords[kind] },
  { key: 'institution', title: '适用机构', render: ({ institution }) => institution?.name ?? '全院' },
  { key: 'version', title: '最新版本', align: 'right', render: ({ version }) => version },
  { key: 'state', title: '状态', render: ({ state }) => <Tag tone={stateWords[state].tone}>{stateWords[state].word}</Tag> },
  { key: 'from', title: '生效日期', render: ({ publishedAt }) => formatDay(hospitalDay(publishedAt)) },
  { key: 'consents', title: '同意次数', align: 'right', render: ({ consentCount }) => (consentCount ?? 0).toLocaleString('zh-CN') },
]

const filterOf = ({ q, kind, institution }: FilterValues) => ({ search: q, kind: kind as keyof typeof kindWords | undefined, institutionId: institution })

/** Every text with its newest version; its earlier ones in the drawer. */
export function TextTable({ institutions }: { institutions: { value: string; label: string }[] }) {
  const [form, setForm] = useState<{ text?: TextRowFragment; list: ListActs } | null>(null)
  return (
    <>
      <DataTable
        name="texts"
        noun="文案"
        source={{ document: TextsDocument, connection: ({ texts }) => texts, variables: (values, page) => ({ ...page, filter: filterOf(values) }) }}
        columns={columns}
        filters={[
          { key: 'q', label: '文案', kind: 'text', placeholder: '标题或标识' },
          { key: 'kind', label: '类型', kind: 'choice', options: Object.entries(kindWords).map(([value, label]) => ({ value, label })) },
          { key: 'institution', label: '适用机构', kind: 'choice', options: institutions },
        ]}
        toolbar={(list) => <Button type="primary" onClick={() => setForm({ list })}>新建文案</Button>}
        drawer={(id, row, list) => ({
          title: row?.title ?? '文案',
          wide: true,
          content: <TextDetail key={`${id} ${row?.version}`} id={id} onChanged={list.reload} />,
          footer: row && <div className={styles.acts}><Button type="primary" onClick={() => setForm({ text: row, list })}>发布新版本</Button></div>,
        })}
      />
      {form && (
        <TextForm
          text={form.text}
          institutions={institutions}
          onClose={() => setForm(null)}
          onDone={() => {
            setForm(null)
            form.list.close()
            form.list.reload()
          }}
        />
      )}
    </>
  )
}
