'use client'

import { useState } from 'react'
import { App, Button } from 'antd'
import { useQuery } from 'urql'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { ErrorState } from '@hospital/web/parts/states'
import { problemOf } from '@hospital/web/problem'
import { useAct } from '@/form/use-act'
import { Panes } from '@/frame/panes'
import { DeleteDictionaryDocument, DictionariesDocument, type DictionaryRowFragment } from '@/graphql/graphql'
import { DictionaryForm } from './dictionary-form'
import { EntryTable } from './entry-table'

/** Dictionaries on the left, the words of the chosen one on the right. */
export function DictionaryBoard() {
  const [{ data, error }, ask] = useQuery({ query: DictionariesDocument })
  const [chosen, choose] = useState<string | null>(null)
  const [form, setForm] = useState<'new' | 'edit' | null>(null)
  const problem = problemOf(error)
  if (problem && !data) return <ErrorState problem={problem} title="数据字典没有加载出来" ways={<Button onClick={() => ask({ requestPolicy: 'network-only' })}>重试</Button>} />
  if (!data) return <RowSkeletons count={8} />
  const { nodes } = data.dictionaries
  const dictionary = nodes.find(({ id }) => id === chosen) ?? nodes[0]!
  const reload = () => {
    setForm(null)
    ask({ requestPolicy: 'network-only' })
  }
  return (
    <>
      <Panes label="数据字典" entries={nodes.map(({ id, name, entries }) => ({ key: id, word: name, hint: `${entries.length} 条` }))} chosen={dictionary.id} onChoose={choose} acts={<Button block onClick={() => setForm('new')}>新建字典</Button>}>
        <Panes.Head title={dictionary.name} hint={[`编码 ${dictionary.code}`, dictionary.description].filter(Boolean).join('；')}>
          {!dictionary.builtIn && <DeleteButton dictionary={dictionary} onDone={reload} />}
          <Button onClick={() => setForm('edit')}>修改字典</Button>
        </Panes.Head>
        <EntryTable key={dictionary.id} dictionary={dictionary} onChanged={reload} />
      </Panes>
      {form && <DictionaryForm dictionary={form === 'edit' ? dictionary : undefined} onDone={reload} onClose={() => setForm(null)} />}
    </>
  )
}

function DeleteButton({ dictionary, onDone }: { dictionary: DictionaryRowFragment; onDone(): void }) {
  const { modal } = App.useApp()
  const { act } = useAct(DeleteDictionaryDocument, '字典已删除')
  const ask = () =>
    modal.confirm({
      title: `删除字典“${dictionary.name}”？`, content: `其中的 ${dictionary.entries.length} 个条目会一并删除，不能恢复。`, okText: '删除字典', cancelText: '取消', okButtonProps: { danger: true },
      onOk: async () => { if (await act({ id: dictionary.id })) onDone() },
    })
  return <Button danger onClick={ask}>删除字典</Button>
}
