'use client'

import { useState } from 'react'
import { Popover } from 'antd'
import { useQuery } from 'urql'
import { BellIcon } from '@hospital/web/parts/icons'
import { useStream } from '@hospital/web/stream/use-stream'
import { InboxDocument, UnreadMessagesDocument } from '@/graphql/graphql'
import { Messages } from './messages'
import styles from './frame.module.css'

/** How many messages wait, kept true by the inbox: an event says that something changed, the number is asked anew. */
export function InboxBell() {
  const [open, setOpen] = useState(false)
  const [{ data }, ask] = useQuery({ query: UnreadMessagesDocument, variables: {} })
  const refresh = () => ask({ requestPolicy: 'network-only' })
  useStream(InboxDocument, { variables: {}, sequenceOf: ({ inbox }) => inbox.sequence, onEvent: refresh })
  const unread = data?.unreadMessages ?? 0
  return (
    <Popover trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen} destroyOnHidden content={<Messages onRead={refresh} onLeave={() => setOpen(false)} />}>
      <button type="button" className={styles.bell} aria-haspopup="dialog" aria-expanded={open} aria-label={unread ? `通知，${unread} 条未读` : '通知'}>
        <BellIcon size={20} />
        {unread > 0 && <span className="ih-badge">{unread > 99 ? '99+' : unread}</span>}
      </button>
    </Popover>
  )
}
