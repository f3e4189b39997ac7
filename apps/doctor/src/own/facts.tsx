import type { ReactNode } from 'react'
import styles from './own.module.css'

/** Facts, label and value; those without a value are left out. Long ones take the whole width. */
export function Facts({ items }: { items: readonly (readonly [string, ReactNode, 'wide'?])[] }) {
  return (
    <dl className={styles.facts}>
      {items
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([label, value, wide]) => (
          <div key={label} className={wide && styles.wide}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
