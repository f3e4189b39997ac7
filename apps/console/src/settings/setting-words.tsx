import type { ReactNode } from 'react'
import type { SettingRowFragment } from '@/graphql/graphql'
import styles from './settings.module.css'

/** A value as people read it. */
export function wordOf({ kind, value, choices }: SettingRowFragment): ReactNode {
  if (kind === 'CHOICE') return choices.find((choice) => choice.value === value)?.label ?? String(value)
  if (kind === 'COLOR') {
    return (
      <>
        <i className={styles.swatch} style={{ background: String(value) }} />
        {String(value)}
      </>
    )
  }
  return value === '' ? <span className={styles.nothing}>未填写</span> : String(value)
}
