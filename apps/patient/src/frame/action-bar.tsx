import type { ReactNode } from 'react'
import styles from './frame.module.css'

/** The bar at the bottom that holds a page's one primary button. It reserves its own room at the end of the page. */
export function ActionBar({ children }: { children: ReactNode }) {
  return (
    <>
      <div className={styles.actionRoom} />
      <div className={styles.action}>{children}</div>
    </>
  )
}
