import type { ReactNode } from 'react'
import styles from './panes.module.css'

interface PanesProps<Key extends string> {
  /** What the entries are: 角色, 机构. */
  label: string
  entries: readonly { key: Key; word: string; hint?: string; /** How far below others in a tree. */ depth?: number }[]
  chosen: Key
  onChoose(key: Key): void
  /** Below the entries. */
  acts?: ReactNode
  children: ReactNode
}

/** A choice on the left, what was chosen on the right. */
export function Panes<Key extends string>({ label, entries, chosen, onChoose, acts, children }: PanesProps<Key>) {
  return (
    <div className={styles.panes}>
      <nav className={styles.entries} aria-label={label}>
        {entries.map(({ key, word, hint, depth = 0 }) => (
          <button key={key} type="button" aria-current={key === chosen || undefined} onClick={() => onChoose(key)} style={{ paddingInlineStart: 12 + depth * 16 }}>
            <span>{word}</span>
            {hint && <small>{hint}</small>}
          </button>
        ))}
        {acts && <div className={styles.acts}>{acts}</div>}
      </nav>
      <section className={styles.content} aria-label={entries.find(({ key }) => key === chosen)?.word}>
        {children}
      </section>
    </div>
  )
}

Panes.Head = function PanesHead({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <header className={styles.head}>
      <div>
        <h2>{title}</h2>
        {hint && <p>{hint}</p>}
      </div>
      {children && <div className={styles.headActs}>{children}</div>}
    </header>
  )
}
