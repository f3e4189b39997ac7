import type { ReactNode } from 'react'
import styles from './frame.module.css'

interface PageProps {
  title: string
  /** Where the page stands, or what it is for, in a few words. */
  hint?: string
  /** The page's acts; at most one of them primary. */
  acts?: ReactNode
  children: ReactNode
}

export function Page({ title, hint, acts, children }: PageProps) {
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <h1>{title}</h1>
        {hint && <p>{hint}</p>}
        {acts && <div className={styles.acts}>{acts}</div>}
      </header>
      {children}
    </main>
  )
}
