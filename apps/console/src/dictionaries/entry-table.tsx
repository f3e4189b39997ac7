'use client'

import { useState } from 'react'
import { App, Button, Space, Table } from 'antd'
import { Empty } from '@hospital/web/parts/states'
import { InUse } from '@/catalogue/in-use'
import { useAct } from '@/form/use-act'
import { DeleteDictionaryEntryDocument, type DictionaryRowFragment } from '@/graphql/graphql'
import { EntryForm, type EntryRow } from './dictionary-form'

export function EntryTable({ dictionary, onChanged }: { dictionary: DictionaryRowFragment; onChanged(): void }) {
  const [editing, edit] = useState<EntryRow | 'new' | null>(null)
  const { modal } = App.useApp()
  const { act } = useAct(DeleteDictionaryEntryDocument, '条目已删除')
  const remove = ({ id, label }: EntryRow) =>
    modal.confirm({
      title: `删除条目“${label}”？`, content: '如果只是暂时不用，可以停用。', okText: '删除条目', cancelText: '取消', okButtonProps: { danger: true },
      onOk: async () => { if (await act({ id })) onChanged() },
    })
  const create = <Button type="primary" onClick={() => edit('new')}>新建条目</Button>
  return (
    <>
      {dictionary.entries.length === 0 ? (
        <Empty title="还没有条目" ways={create} />
      ) : (
        <Space orientation="vertical" style={{ width: '100%' }}>
          {create}
          <Table<EntryRow>
            rowKey="id"
            size="small"
            pagination={false}
            dataSource={dictionary.entries}
            columns={[
              { key: 'code', title: '编码', render: (_, { code }) => code },
              { key: 'label', title: '显示名称', render: (_, { label }) => label },
              { key: 'sortOrder', title: '顺序', align: 'right', render: (_, { sortOrder }) => sortOrder },
              { key: 'enabled', title: '状态', render: (_, { enabled }) => <InUse enabled={enabled} /> },
              {
                key: 'acts', title: '操作', render: (_, entry) => (
                  <Space>
                    <Button size="small" aria-label={`修改${entry.label}`} onClick={() => edit(entry)}>修改</Button>
                    {!entry.builtIn && <Button size="small" danger aria-label={`删除${entry.label}`} onClick={() => remove(entry)}>删除</Button>}
                  </Space>
                ),
              },
            ]}
          />
        </Space>
      )}
      {editing && (
        <EntryForm
          dictionary={dictionary}
          entry={editing === 'new' ? undefined : editing}
          onDone={() => {
            edit(null)
            onChanged()
          }}
          onClose={() => edit(null)}
        />
      )}
    </>
  )
}
