'use client'

import { useQuery } from 'urql'
import { useStream } from '@hospital/web/stream/use-stream'
import { BellIcon } from '@hospital/web/parts/icons'
import { InboxDocument, UnreadMessagesDocument } from '@/graphql/graphql'
import styles from './frame.module.css'

/** How many messages wait, kept true by the inbox: an event says that something changed, the number is asked anew. */
export function InboxBell() {
  const [{ data }, refresh] = useQuery({ query: UnreadMessagesDocument, variables: {} })
  useStream(InboxDocument, {
    variables: {},
    sequenceOf: ({ inbox }) => inbox.sequence,
    onEvent: () => refresh({ requestPolicy: 'network-only' }),
  })
  const unread = data?.unreadMessages ?? 0
  return (
    <span className={styles.bell} role="img" aria-label={unread ? `通知，${unread} 条未读` : '通知'}>
      <BellIcon size={20} />
      {unread > 0 && <span className="ih-badge">{unread > 99 ? '99+' : unread}</span>}
    </span>
  )
}
