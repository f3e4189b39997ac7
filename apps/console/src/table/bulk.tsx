'use client'

import { useState } from 'react'
import { App, Button } from 'antd'
import { useClient, type TypedDocumentNode } from 'urql'
import { problemOf } from '@hospital/web/problem'
import styles from './table.module.css'

/** What came of an act on many rows. */
export interface BulkOutcome {
  done: number
  refused: readonly { id: string; label?: string | null; message: string }[]
}

/** An act on the selected rows: 停用, 删除. */
export interface BulkAct<Data = any, Variables extends object = any> {
  word: string
  danger?: boolean
  document: TypedDocumentNode<Data, Variables>
  variables(ids: string[]): Variables
  outcome(data: Data): BulkOutcome
  /** What follows from it, asked before it is done. */
  consequence: string
}

/** Runs an act on rows after asking, says what was done and row by row what was refused. Answers whether anything changed. */
export function useBulkAct(noun: string): { busy: boolean; run(act: BulkAct, ids: string[]): Promise<boolean> } {
  const client = useClient()
  const { modal, message } = App.useApp()
  const [busy, setBusy] = useState(false)

  async function run(act: BulkAct, ids: string[]): Promise<boolean> {
    const sure = await modal.confirm({ title: `${act.word} ${ids.length} 项${noun}？`, content: act.consequence, okText: act.word, cancelText: '取消', okButtonProps: { danger: act.danger } })
    if (!sure) return false
    setBusy(true)
    const { data, error } = await client.mutation(act.document, act.variables(ids)).toPromise()
    setBusy(false)
    const problem = problemOf(error)
    if (problem) {
      void message.error(problem.message)
      return false
    }
    const { done, refused } = act.outcome(data)
    if (refused.length === 0) void message.success(`已${act.word} ${done} 项${noun}`)
    else modal.warning({ title: done ? `已${act.word} ${done} 项，${refused.length} 项没有${act.word}` : `没有${act.word}`, width: 560, okText: '知道了', content: <Refused rows={refused} /> })
    return done > 0
  }

  return { busy, run }
}

function Refused({ rows }: { rows: BulkOutcome['refused'] }) {
  return (
    <ul className={styles.refused}>
      {rows.map(({ id, label, message }) => (
        <li key={id}>
          <strong>{label ?? '该记录'}</strong>：{message}
        </li>
      ))}
    </ul>
  )
}

interface BulkBarProps {
  noun: string
  acts: readonly BulkAct[]
  selected: readonly string[]
  onClear(): void
  onChanged(): void
}

/** Under the toolbar while rows are selected, on whatever page they are. */
export function BulkBar({ noun, acts, selected, onClear, onChanged }: BulkBarProps) {
  const { busy, run } = useBulkAct(noun)
  if (selected.length === 0) return null
  return (
    <div className={styles.bulk} role="region" aria-label="批量操作">
      <strong>已选 {selected.length} 项</strong>
      {acts.map((act) => (
        <Button
          key={act.word}
          size="small"
          danger={act.danger}
          disabled={busy}
          onClick={async () => {
            if (await run(act, [...selected])) onChanged()
          }}
        >
          批量{act.word}
        </Button>
      ))}
      <Button size="small" type="text" onClick={onClear}>
        取消选择
      </Button>
    </div>
  )
}
