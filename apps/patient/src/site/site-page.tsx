import type { ReactNode } from 'react'
import Link from 'next/link'
import { NavBar } from '@/frame/nav-bar'
import styles from './site.module.css'

const ways = [
  ['/site', '医院'], ['/site/departments', '科室'], ['/site/experts', '专家'], ['/site/process', '流程'], ['/site/schedule', '出诊'],
] as const

export type SitePlace = (typeof ways)[number][0]

/** A page of the hospital's own site, with the ways to the others. */
export function SitePage({ title, place, back = '/site', children }: { title: string; place: SitePlace; back?: string; children: ReactNode }) {
  return (
    <>
      <NavBar title={title} back={place === '/site' ? '/' : back} />
      <nav className={styles.ways} aria-label="微官网">
        {ways.map(([href, word]) => (
          <Link key={href} href={href} prefetch={false} aria-current={href === place ? 'page' : undefined}>
            {word}
          </Link>
        ))}
      </nav>
      <main className="page">{children}</main>
    </>
  )
}

/** A plain text in its paragraphs. */
export function Paragraphs({ text }: { text: string }) {
  return (
    <div className={styles.paragraphs}>
      {text.split(/\n+/).map((paragraph, place) => (
        <p key={place}>{paragraph}</p>
      ))}
    </div>
  )
}
