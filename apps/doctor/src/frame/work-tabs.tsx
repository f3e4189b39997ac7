import Link from 'next/link'
import styles from './frame.module.css'

export interface WorkTab {
  href: string
  word: string
  count?: number
  /** Someone waits for this doctor's answer: the count is red. */
  urgent?: boolean
}

export function WorkTabs({ tabs, current }: { tabs: WorkTab[]; current: string }) {
  return (
    <nav className={styles.tabs} aria-label="工作列表">
      {tabs.map(({ href, word, count = 0, urgent }) => (
        <Link key={href} href={href} aria-current={href === current ? 'page' : undefined} prefetch={false}>
          {word}
          {count > 0 && (
            <span className="ih-badge" data-tone={urgent ? undefined : 'neutral'}>
              {count}
            </span>
          )}
        </Link>
      ))}
    </nav>
  )
}
