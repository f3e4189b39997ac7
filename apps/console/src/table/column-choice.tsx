'use client'

import { useState } from 'react'
import { Checkbox, Popover, Tooltip } from 'antd'
import { ColumnsIcon } from '@hospital/web/parts/icons'
import type { Column } from './data-table'
import styles from './table.module.css'

/** Which columns a person hid, kept on this device for each list. */
export function useHiddenColumns(list: string): [ReadonlySet<string>, (hidden: ReadonlySet<string>) => void] {
  const key = `columns:${list}`
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => {
    if (typeof window === 'undefined') return new Set()
    return new Set((localStorage.getItem(key) ?? '').split(',').filter(Boolean))
  })
  return [
    hidden,
    (next) => {
      localStorage.setItem(key, [...next].join(','))
      setHidden(next)
    },
  ]
}

interface ColumnChoiceProps {
  columns: readonly Pick<Column<never>, 'key' | 'title' | 'fixed'>[]
  hidden: ReadonlySet<string>
  onChange(hidden: ReadonlySet<string>): void
}

export function ColumnChoice({ columns, hidden, onChange }: ColumnChoiceProps) {
  const toggle = (key: string, shown: boolean) => {
    const next = new Set(hidden)
    if (shown) next.delete(key)
    else next.add(key)
    onChange(next)
  }
  const list = (
    <div className={styles.choice}>
      {columns.map(({ key, title, fixed }) => (
        <Checkbox key={key} checked={!hidden.has(key)} disabled={fixed} onChange={(event) => toggle(key, event.target.checked)}>
          {title}
        </Checkbox>
      ))}
    </div>
  )
  return (
    <Popover content={list} trigger="click" placement="bottomRight">
      <Tooltip title="选择列">
        <button type="button" className={styles.tool} aria-label="选择列">
          <ColumnsIcon size={18} />
        </button>
      </Tooltip>
    </Popover>
  )
}
