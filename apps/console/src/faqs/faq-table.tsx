'use client'

import { useState } from 'react'
import { App, Button } from 'antd'
import { InUse } from '@/catalogue/in-use'
import { useAct } from '@/form/use-act'
import { DeleteFaqDocument, FaqRowsDocument, type FaqRowFragment } from '@/graphql/graphql'
import { useWords } from '@/patients/words'
import { DataTable, type Column, type ListActs } from '@/table/data-table'
import { Facts } from '@/table/row-drawer'
import styles from '@/table/table.module.css'
import { FaqForm } from './faq-form'
import { shortcutWords } from './words'

/** Questions in the order of the page, with how many readers each helped. */
export function FaqTable() {
  const categories = useWords('faq-category')
  const words = new Map(categories.map(({ value, label }) => [value, label]))
  const [edited, setEdited] = useState<{ faq?: FaqRowFragment; list: ListActs } | null>(null)
  return (
    <>
      <DataTable
        name="faqs"
        noun="问题"
        source={{
          document: FaqRowsDocument,
          connection: ({ faqs }) => faqs,
          variables: ({ q, of, enabled }, page) => ({ ...page, filter: { search: q, category: of, enabled: enabled ? enabled === 'yes' : undefined } }),
        }}
        columns={columnsWith(words)}
        filters={[
          { key: 'q', label: '问题', kind: 'text', placeholder: '关键词或拼音首字母' },
          { key: 'of', label: '分类', kind: 'choice', options: categories },
          { key: 'enabled', label: '状态', kind: 'choice', options: [{ value: 'yes', label: '启用' }, { value: 'no', label: '停用' }] },
        ]}
        toolbar={(list) => <Button type="primary" onClick={() => setEdited({ list })}>新建问题</Button>}
        drawer={(id, row, list) => ({
          title: '常见问题',
          history: { subjectType: 'Faq', subjectId: id },
          content: row && <FaqFacts faq={row} words={words} />,
          footer: row && <Acts faq={row} list={list} onEdit={() => setEdited({ faq: row, list })} />,
        })}
      />
      {edited && (
        <FaqForm
          faq={edited.faq}
          onClose={() => setEdited(null)}
          onDone={() => {
            edited.list.reload()
            setEdited(null)
          }}
        />
      )}
    </>
  )
}

function columnsWith(words: ReadonlyMap<string, string>): Column<FaqRowFragment>[] {
  return [
    { key: 'question', title: '问题', fixed: true, render: ({ question }) => question },
    { key: 'category', title: '分类', render: ({ category }) => words.get(category) ?? category },
    { key: 'institution', title: '适用机构', render: ({ institution }) => institution?.name ?? '全院' },
    { key: 'order', title: '顺序', align: 'right', render: ({ sortOrder }) => sortOrder },
    { key: 'solved', title: '已解决', align: 'right', render: ({ solvedCount }) => solvedCount ?? 0 },
    { key: 'unsolved', title: '未解决', align: 'right', render: ({ unsolvedCount }) => unsolvedCount ?? 0 },
    { key: 'enabled', title: '状态', render: ({ enabled }) => <InUse enabled={enabled} /> },
  ]
}

function FaqFacts({ faq, words }: { faq: FaqRowFragment; words: ReadonlyMap<string, string> }) {
  return (
    <Facts
      items={[
        ['问题', faq.question],
        ['答案', faq.answer],
        ['分类', words.get(faq.category) ?? faq.category],
        ['业务快捷入口', faq.shortcut && shortcutWords[faq.shortcut]],
        ['适用机构', faq.institution?.name ?? '全院'],
        ['顺序', faq.sortOrder],
        ['读者评价', `已解决 ${faq.solvedCount ?? 0} 人，未解决 ${faq.unsolvedCount ?? 0} 人`],
        ['状态', <InUse key="enabled" enabled={faq.enabled} />],
      ]}
    />
  )
}

function Acts({ faq: { id, question }, list, onEdit }: { faq: FaqRowFragment; list: ListActs; onEdit(): void }) {
  const { modal } = App.useApp()
  const { act } = useAct(DeleteFaqDocument, '问题已删除')
  const remove = () =>
    modal.confirm({
      title: `删除“${question}”？`, content: '读者评价一并删除，不能恢复。如果只是暂时不用，可以停用。', okText: '删除问题', cancelText: '取消', okButtonProps: { danger: true },
      async onOk() {
        if (!(await act({ id }))) return
        list.close()
        list.reload()
      },
    })
  return (
    <div className={styles.acts}>
      <Button danger onClick={remove}>删除</Button>
      <Button type="primary" onClick={onEdit}>编辑</Button>
    </div>
  )
}
