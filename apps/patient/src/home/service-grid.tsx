import { pageIcons } from '@hospital/web/parts/page-icons'
import type { CountedEntry } from '@/designed/counts'
import { Way } from '@/designed/way'
import { Count } from '@/frame/count'
import styles from './home.module.css'

interface ServicesProps {
  title: string
  entries: readonly CountedEntry[]
}

export function ServiceGrid({ title, entries, columns }: ServicesProps & { columns: string }) {
  return (
    <section className={`ih-card ${styles.services}`}>
      {title && <h2>{title}</h2>}
      <nav className={styles.grid} aria-label={title || '常用服务'} data-columns={columns}>
        {entries.map(({ word, to, icon, count, of = '' }) => {
          const Icon = pageIcons[icon]
          return (
            <Way key={to + word} to={to}>
              <span className={styles.mark}>
                <Icon size={25} />
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

const MOST_FOR_ELDERS = 6

/** Fewer and larger, in the same order; each says what it is for. */
export function ElderServices({ title, entries }: ServicesProps) {
  return (
    <nav className={styles.tiles} aria-label={title || '常用服务'}>
      {entries.slice(0, MOST_FOR_ELDERS).map(({ word, hint, to, icon, count, of = '' }, index) => {
        const Icon = pageIcons[icon]
        return (
          <Way key={to + word} to={to} data-first={index === 0 || undefined}>
            <Icon size={32} />
            <b>
              {word} <Count count={count} of={of} />
            </b>
            {hint && <span>{hint}</span>}
          </Way>
        )
      })}
    </nav>
  )
}
