'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useStaff } from '@hospital/web/parts/staff'
import styles from './frame.module.css'
import { entryAt, menuFor } from './menu'

export function SideMenu() {
  const here = entryAt(usePathname())?.href
  const { permissions } = useStaff()
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
