import type { ReactNode } from 'react'
import styles from './frame.module.css'

interface WorkstationProps {
  /** Who waits. */
  left: ReactNode
  /** The conversation or the call. */
  middle: ReactNode
  /** The patient. */
  right: ReactNode
}

/** The three columns of the workstation; each scrolls alone, bars at their ends stay. */
export function Workstation({ left, middle, right }: WorkstationProps) {
  return (
    <main className={styles.workstation}>
      <aside className={styles.column} aria-label="候诊与咨询">
        {left}
      </aside>
      <section className={`${styles.column} ${styles.middle}`} aria-label="接诊">
        {middle}
      </section>
      <aside className={styles.column} aria-label="患者">
        {right}
      </aside>
    </main>
  )
}

/** The part of a column that scrolls. Reachable by keyboard, so that its end is too. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.scroll} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  )
}

/** The bar at the end of a column. */
export function ColumnFoot({ children }: { children: ReactNode }) {
  return <div className={styles.foot}>{children}</div>
}
