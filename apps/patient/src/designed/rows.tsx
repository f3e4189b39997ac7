import Link from 'next/link'
import type { ReactNode } from 'react'
import { ChevronRightIcon } from '@hospital/web/parts/icons'
import styles from './rows.module.css'

export interface Row {
  key: string
  href: string
  title: ReactNode
  fact: ReactNode
  /** A price or a state. */
  right?: ReactNode
  act: string
}

/** A card of things that can be opened; says so where there is none. */
export function Rows({ title, rows, nothing }: { title: string; rows: readonly Row[]; nothing: string }) {
  return (
    <section className="ih-card">
      <h2>{title}</h2>
      {rows.length === 0 && <p className={styles.nothing}>{nothing}</p>}
      <ul>
        {rows.map(({ key, href, title: main, fact, right, act }) => (
          <li key={key}>
            <Link href={href} prefetch={false} className={styles.row}>
              <span className={styles.words}>
                <b className="ih-ellipsis">{main}</b>
                <span className="ih-ellipsis">{fact}</span>
              </span>
              {right}
              <span className={styles.act}>{act}<ChevronRightIcon size={16} /></span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
