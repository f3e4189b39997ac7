import Link from 'next/link'
import type { MessageFilter } from '@/graphql/graphql'
import styles from './messages.module.css'

/** How the inbox may be looked through. */
const KINDS: Record<string, { word: string; filter: MessageFilter }> = {
  all: { word: '全部', filter: {} },
  unread: { word: '未读', filter: { unread: true } },
  visits: { word: '挂号就诊', filter: { kinds: ['appointment', 'queue'] } },
  consultations: { word: '咨询', filter: { kinds: ['consultation', 'conversation'] } },
  orders: { word: '订单', filter: { kinds: ['order'] } },
}

export const kindAt = (asked: string | string[] | undefined): string => (typeof asked === 'string' && Object.hasOwn(KINDS, asked) ? asked : 'all')

export const filterOfKind = (kind: string): MessageFilter => KINDS[kind]!.filter

export function MessageKinds({ chosen }: { chosen: string }) {
  return (
    <nav className={styles.kinds} aria-label="消息分类">
      {Object.entries(KINDS).map(([kind, { word }]) => (
        <Link key={kind} href={kind === 'all' ? '/messages' : `/messages?kind=${kind}`} aria-current={kind === chosen ? 'page' : undefined} prefetch={false} scroll={false}>{word}</Link>
      ))}
    </nav>
  )
}
