'use client'

import type { ReactNode } from 'react'
import { Drawer, Tabs } from 'antd'
import { useMay } from '@hospital/web/parts/staff'
import { History } from './history'
import styles from './table.module.css'

export interface RowView {
  title: string
  content: ReactNode
  /** Acts on the row, right in the footer, the primary one last. */
  footer?: ReactNode
  /** With a table inside. */
  wide?: boolean
  /** Shows what was done to the record beside it, to those who may read the log. */
  history?: { subjectType: string; subjectId: string }
}

export function RowDrawer({ view, onClose }: { view: RowView; onClose(): void }) {
  const mayReadLog = useMay('audit:read')
  return (
    <Drawer open closable={{ placement: 'end' }} title={view.title} size={view.wide ? 720 : 520} onClose={onClose} footer={view.footer}>
      {view.history && mayReadLog ? (
        <Tabs
          items={[
            { key: 'facts', label: '详情', children: view.content },
            { key: 'history', label: '变更历史', children: <History {...view.history} />, destroyOnHidden: true },
          ]}
        />
      ) : (
        view.content
      )}
    </Drawer>
  )
}

/** Facts of a row, label and value. Facts without a value are left out. */
export function Facts({ items }: { items: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {items
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
