import Link from 'next/link'
import { services } from './services'
import styles from './home.module.css'

export function ServiceGrid() {
  return (
    <nav className={`ih-card ${styles.grid}`} aria-label="常用服务">
      {services.map(({ word, href, Icon }) => (
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
export function ElderServices() {
  return (
    <nav className={styles.tiles} aria-label="常用服务">
      {services.slice(0, 6).map(({ word, hint, href, Icon }, index) => (
        <Link key={href} href={href} prefetch={false} data-first={index === 0 || undefined}>
          <Icon size={32} />
          <b>{word}</b>
          <span>{hint}</span>
        </Link>
      ))}
    </nav>
  )
}
