import type { ReactNode } from 'react'
import styles from './frame.module.css'

/** The three columns of the workstation, who waits on the left; each scrolls alone, bars at their ends stay. */
export function Workstation({ left, children }: { left: ReactNode; children: ReactNode }) {
  return (
    <main className={styles.workstation}>
      <aside className={styles.column} aria-label="候诊与咨询">
        {left}
      </aside>
      {children}
    </main>
  )
}

interface CareProps {
  /** The conversation or the call. */
  middle: ReactNode
  /** The patient. */
  right: ReactNode
}

/** The two columns about the one who is being cared for. */
export function Care({ middle, right }: CareProps) {
  return (
    <>
      <section className={`${styles.column} ${styles.middle}`} aria-label="接诊">
        {middle}
      </section>
      <aside className={styles.column} aria-label="患者">
        {right}
      </aside>
    </>
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
