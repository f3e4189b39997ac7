import Link from 'next/link'
import type { House } from '@/house/house'
import { openServices } from './services'
import styles from './home.module.css'

export function ServiceGrid({ closed }: { closed: House['closed'] }) {
  return (
    <nav className={`ih-card ${styles.grid}`} aria-label="常用服务">
      {openServices(closed).map(({ word, href, Icon }) => (
        <Link key={href} href={href} prefetch={false}>
          <span className={styles.mark}>
            <Icon size={25} />
          </span>
          {word}
        </Link>
      ))}
    </nav>
  )
}

/** Fewer and larger, in the same order; each says what it is for. */
export function ElderServices({ closed }: { closed: House['closed'] }) {
  return (
    <nav className={styles.tiles} aria-label="常用服务">
      {openServices(closed).slice(0, 6).map(({ word, hint, href, Icon }, index) => (
        <Link key={href} href={href} prefetch={false} data-first={index === 0 || undefined}>
          <Icon size={32} />
          <b>{word}</b>
          <span>{hint}</span>
        </Link>
      ))}
    </nav>
  )
}
