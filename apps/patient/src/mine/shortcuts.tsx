import Link from 'next/link'
import { ChevronRightIcon, type WalletIcon } from '@hospital/web/parts/icons'
import styles from './mine.module.css'

interface ShortcutsProps {
  title: string
  all?: { word: string; href: string }
  entries: { word: string; href: string; Icon: typeof WalletIcon; count?: number }[]
}

export function Shortcuts({ title, all, entries }: ShortcutsProps) {
  return (
    <section className="ih-card">
      <div className={styles.head}>
        <h2>{title}</h2>
        {all && <Link href={all.href} prefetch={false}>{all.word}<ChevronRightIcon size={16} /></Link>}
      </div>
      <nav className={styles.acts} aria-label={title}>
        {entries.map(({ word, href, Icon, count }) => (
          <Link key={word} href={href} prefetch={false}>
            <span>
              <Icon size={26} />
              {count ? <b className="ih-badge" aria-label={`${count} 项`}>{count > 99 ? '99+' : count}</b> : null}
            </span>
            {word}
          </Link>
        ))}
      </nav>
    </section>
  )
}
