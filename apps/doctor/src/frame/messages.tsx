'use client'

import Link from 'next/link'
import { useMutation, useQuery } from 'urql'
import { formatRecent } from '@hospital/web/format'
import { BellIcon } from '@hospital/web/parts/icons'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { problemOf } from '@hospital/web/problem'
import { useHospitalNow } from '@/desk/hospital-clock'
import { MarkMessagesReadDocument, MessagesDocument } from '@/graphql/graphql'
import styles from './frame.module.css'

interface MessagesProps {
  onRead(): void
  onLeave(): void
}

/** The newest messages to this doctor; opening one marks it as read. */
export function Messages({ onRead, onLeave }: MessagesProps) {
  const now = useHospitalNow()
  const [{ data, error }, read] = useQuery({ query: MessagesDocument, variables: {}, requestPolicy: 'network-only' })
  const [{ fetching }, mark] = useMutation(MarkMessagesReadDocument)
  const nodes = data?.messages.nodes
  const problem = problemOf(error)
  if (!nodes) return <div className={styles.messages}>{problem ? <ErrorState problem={problem} title="通知没有加载出来" /> : <RowSkeletons count={4} />}</div>
  const unread = nodes.filter(({ readAt }) => !readAt).map(({ id }) => id)
  async function markRead(ids: string[]) {
    if (ids.length > 0) await mark({ ids })
    read({ requestPolicy: 'network-only' })
    onRead()
  }
  return (
    <div className={styles.messages} role="dialog" aria-label="通知">
      <header>
        <h2>通知</h2>
        <button type="button" disabled={fetching || unread.length === 0} onClick={() => void markRead(unread)}>
          全部标为已读
        </button>
      </header>
      {nodes.length === 0 && <Empty title="还没有通知" mark={<BellIcon size={28} />}>新的咨询与患者消息会通知到这里。</Empty>}
      <ul>
        {nodes.map(({ id, title, body, link, at, readAt }) => (
          <li key={id} data-unread={!readAt || undefined}>
            <Link href={link ?? '/'} prefetch={false} onClick={() => { void markRead(readAt ? [] : [id]); onLeave() }}>
              <b>
                {title}
                {!readAt && <span className="ih-hidden">，未读</span>}
              </b>
              <small>{formatRecent(at, now)}</small>
              <span>{body}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
