'use client'

import { useEffect } from 'react'
import Link from 'next/link'
import { usePathname, useRouter } from 'next/navigation'
import { useStaff } from '@hospital/web/parts/staff'
import styles from './frame.module.css'
import { entryAt, menuFor } from './menu'

export function SideMenu() {
  const here = entryAt(usePathname())?.href
  const { permissions } = useStaff()
  const { refresh } = useRouter()
  // The frame outlives every page: a role that was changed meanwhile shows when the person comes back to the window.
  useEffect(() => {
    window.addEventListener('focus', refresh)
    return () => window.removeEventListener('focus', refresh)
  }, [refresh])
  return (
    <nav className={styles.side} aria-label="主菜单">
      {menuFor(permissions).map(({ word, entries }) => (
        <section key={word}>
          <h2>{word}</h2>
          {entries.map(({ href, word: entry, Icon }) => (
            <Link key={href} href={href} title={entry} aria-current={href === here ? 'page' : undefined} prefetch={false}>
              <Icon size={18} />
              <span>{entry}</span>
            </Link>
          ))}
        </section>
      ))}
    </nav>
  )
}
