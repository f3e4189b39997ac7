'use client'

import type { ReactNode } from 'react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { HospitalIcon } from '@hospital/web/parts/icons'
import { PersonMenu } from '@hospital/web/parts/person-menu'
import { InboxBell } from '@/frame/inbox-bell'
import { ownPages } from './pages'
import styles from './own.module.css'

interface OwnFrameProps {
  institution: string
  /** Nobody is led to a desk that he may not work at. */
  mayWork: boolean
  children: ReactNode
}

/** The pages about the practitioner himself: also for who is not audited yet. */
export function OwnFrame({ institution, mayWork, children }: OwnFrameProps) {
  const path = usePathname()
  return (
    <>
      <header className="ih-top">
        <span className="ih-top-brand">
          <HospitalIcon size={24} />
          {institution}
        </span>
        <span className="ih-top-end">
          {mayWork && <Link className={styles.back} href="/" prefetch={false}>返回工作站</Link>}
          <InboxBell />
          <PersonMenu />
        </span>
      </header>
      <div className={styles.frame}>
        <nav className={styles.side} aria-label="我的">
          {ownPages.map(({ href, word }) => (
            <Link key={href} href={href} aria-current={path === href || path.startsWith(`${href}/`) ? 'page' : undefined} prefetch={false}>
              {word}
            </Link>
          ))}
        </nav>
        <main className={styles.main}>{children}</main>
      </div>
    </>
  )
}
