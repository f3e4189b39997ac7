import Link from 'next/link'
import type { IconName } from '@hospital/pages/icons'
import { ChevronRightIcon } from '@hospital/web/parts/icons'
import { pageIcons } from '@hospital/web/parts/page-icons'
import { Way } from '@/designed/way'
import { Count } from '@/frame/count'
import styles from './mine.module.css'

export interface Shortcut {
  word: string
  to: string
  icon: IconName
  count?: number
  /** What is counted, as it is said after the number. */
  of?: string
}

interface ShortcutsProps {
  title: string
  all?: { word: string; href: string }
  entries: readonly Shortcut[]
  columns?: string
}

function Head({ title, all }: Pick<ShortcutsProps, 'title' | 'all'>) {
  if (!title) return null
  return (
    <div className={styles.head}>
      <h2>{title}</h2>
      {all && <Link href={all.href} prefetch={false}>{all.word}<ChevronRightIcon size={16} /></Link>}
    </div>
  )
}

export function Shortcuts({ title, all, entries, columns = '4' }: ShortcutsProps) {
  return (
    <section className="ih-card">
      <Head title={title} all={all} />
      <nav className={styles.acts} aria-label={title || '快捷入口'} data-columns={columns}>
        {entries.map(({ word, to, icon, count, of = '项' }) => {
          const Icon = pageIcons[icon]
          return (
            <Way key={to + word} to={to}>
              <span>
                <Icon size={26} />
              </span>
              {word}
              <Count count={count} of={of} />
            </Way>
          )
        })}
      </nav>
    </section>
  )
}

/** The same, one line each. */
export function ShortcutRows({ title, all, entries }: ShortcutsProps) {
  return (
    <section className="ih-card">
      <Head title={title} all={all} />
      <nav className={styles.rows} aria-label={title || '快捷入口'}>
        {entries.map(({ word, to, icon, count, of = '项' }) => {
          const Icon = pageIcons[icon]
          return (
            <Way key={to + word} to={to}>
              <Icon size={22} />
              <span className={styles.word}>{word}</span>
              <Count count={count} of={of} />
              <ChevronRightIcon size={18} />
            </Way>
          )
        })}
      </nav>
    </section>
  )
}
