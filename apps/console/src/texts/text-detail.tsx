'use client'

import { useState } from 'react'
import { App, Button, Segmented, Table } from 'antd'
import { useQuery } from 'urql'
import { formatStamp } from '@hospital/web/format'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { ErrorState } from '@hospital/web/parts/states'
import { Tag } from '@hospital/web/parts/tag'
import { problemOf } from '@hospital/web/problem'
import { useAct } from '@/form/use-act'
import { TextVersionsDocument, WithdrawTextDocument, type TextRowFragment } from '@/graphql/graphql'
import { Difference } from './difference-view'
import { stateWords } from './words'
import styles from './texts.module.css'

/** The versions of a text, who agreed to which, and what each says. */
export function TextDetail({ id, onChanged }: { id: string; onChanged(): void }) {
  const [{ data, error }, ask] = useQuery({ query: TextVersionsDocument, variables: { id } })
  const [chosen, choose] = useState<string | null>(null)
  const [view, setView] = useState<'text' | 'difference'>('text')
  const problem = problemOf(error)
  if (problem && !data) return <ErrorState problem={problem} title="文案没有加载出来" ways={<Button onClick={() => ask({ requestPolicy: 'network-only' })}>重试</Button>} />
  if (!data) return <RowSkeletons count={6} />
  const { nodes } = data.textVersions
  const at = Math.max(0, nodes.findIndex((one) => one.id === chosen))
  const [version, before] = [nodes[at]!, nodes[at + 1]]
  const reload = () => {
    ask({ requestPolicy: 'network-only' })
    onChanged()
  }
  return (
    <>
      <Versions nodes={nodes} chosen={version.id} onChoose={choose} onWithdrawn={reload} />
      <h3>第 {version.version} 版：{version.title}</h3>
      {before && <Segmented<'text' | 'difference'> value={view} onChange={(next) => setView(next)} options={[{ value: 'text', label: '正文' }, { value: 'difference', label: `与第 ${before.version} 版的差异` }]} style={{ marginBlock: 8 }} />}
      {view === 'difference' && before ? <Difference before={before.body} after={version.body} /> : <div className={styles.paper} role="region" aria-label="正文" tabIndex={0}>{version.body}</div>}
    </>
  )
}

interface VersionsProps {
  nodes: TextRowFragment[]
  chosen: string
  onChoose(id: string): void
  onWithdrawn(): void
}

function Versions({ nodes, chosen, onChoose, onWithdrawn }: VersionsProps) {
  const { modal } = App.useApp()
  const { act } = useAct(WithdrawTextDocument, '已撤回')
  const withdraw = ({ id, version }: TextRowFragment) =>
    modal.confirm({
      title: `撤回第 ${version} 版？`, content: '该版本不会生效，当前生效的版本继续使用。', okText: '撤回版本', cancelText: '取消', okButtonProps: { danger: true },
      onOk: async () => { if (await act({ id })) onWithdrawn() },
    })
  return (
    <Table<TextRowFragment>
      rowKey="id"
      size="small"
      pagination={false}
      dataSource={nodes}
      onRow={({ id }) => ({ 'aria-current': id === chosen || undefined })}
      columns={[
        { key: 'version', title: '版本', render: (_, row) => <Button type="link" size="small" aria-label={`查看第 ${row.version} 版`} onClick={() => onChoose(row.id)}>第 {row.version} 版</Button> },
        { key: 'state', title: '状态', render: (_, { state }) => <Tag tone={stateWords[state].tone}>{stateWords[state].word}</Tag> },
        { key: 'from', title: '生效时间', render: (_, { publishedAt }) => formatStamp(publishedAt) },
        { key: 'note', title: '更新说明', render: (_, { note }) => note ?? '—' },
        { key: 'consents', title: '同意次数', align: 'right', render: (_, { consentCount }) => (consentCount ?? 0).toLocaleString('zh-CN') },
        { key: 'acts', title: '操作', render: (_, row) => (row.state === 'SCHEDULED' ? <Button size="small" danger onClick={() => withdraw(row)}>撤回</Button> : '—') },
      ]}
    />
  )
}
