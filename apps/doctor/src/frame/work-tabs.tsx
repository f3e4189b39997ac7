'use client'

import Link from 'next/link'
import { needsAnswer } from '@/consultation/order'
import { useDesk } from '@/desk/desk-provider'
import styles from './frame.module.css'

/** The lists of the left column, with how many wait in each; red where an answer is due. */
export function WorkTabs({ current }: { current: '/' | '/consultations' }) {
  const { queues, open } = useDesk()
  const tabs = [
    { href: '/', word: '候诊', count: queues.reduce((sum, { waitingCount }) => sum + waitingCount, 0), urgent: false },
    { href: '/consultations', word: '咨询', count: open.filter(needsAnswer).length, urgent: true },
  ]
  return (
    <nav className={styles.tabs} aria-label="工作列表">
      {tabs.map(({ href, word, count, urgent }) => (
        <Link key={href} href={href} aria-current={href === current ? 'page' : undefined} prefetch={false}>
          {word}
          {count > 0 && (
            <span className="ih-badge" data-tone={urgent ? undefined : 'neutral'}>
              {count}
            </span>
          )}
        </Link>
      ))}
    </nav>
  )
}
