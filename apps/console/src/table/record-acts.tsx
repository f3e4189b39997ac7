'use client'

import { Button } from 'antd'
import { useBulkAct, type BulkAct } from './bulk'
import type { ListActs } from './data-table'
import styles from './table.module.css'

interface RecordActsProps {
  noun: string
  id: string
  enabled: boolean
  /** On this one record, e.g. 停用 and 删除. */
  acts: readonly BulkAct[]
  list: ListActs
  onEdit(): void
}

/** The footer of a record that may be changed: the same acts as on many, and 编辑. */
export function RecordActs({ noun, id, enabled, acts, list, onEdit }: RecordActsProps) {
  const { busy, run } = useBulkAct(noun)
  return (
    <div className={styles.acts}>
      {acts.filter(({ word }) => word !== (enabled ? '启用' : '停用')).map((act) => (
        <Button
          key={act.word}
          danger={act.danger}
          disabled={busy}
          onClick={async () => {
            if (!(await run(act, [id]))) return
            list.close()
            list.reload()
          }}
        >
          {act.word}
        </Button>
      ))}
      <Button type="primary" onClick={onEdit}>
        编辑
      </Button>
    </div>
  )
}

/** 启用, 停用 and 删除 of a kind of record. */
export function recordActs(documents: { setEnabled: BulkAct['document']; remove: BulkAct['document'] }, consequences: { disable: string; remove: string }): BulkAct[] {
  const only = (data: Record<string, BulkActOutcome>) => Object.values(data)[0]!
  return [
    { word: '启用', document: documents.setEnabled, variables: (ids) => ({ ids, enabled: true }), outcome: only, consequence: '启用后立即恢复使用。' },
    { word: '停用', document: documents.setEnabled, variables: (ids) => ({ ids, enabled: false }), outcome: only, consequence: consequences.disable },
    { word: '删除', danger: true, document: documents.remove, variables: (ids) => ({ ids }), outcome: only, consequence: consequences.remove },
  ]
}

type BulkActOutcome = ReturnType<BulkAct['outcome']>
