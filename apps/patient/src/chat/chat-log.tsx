'use client'

import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { progressOf } from '@hospital/web/chat/chat'
import { formatChatTime, isAfterPause } from '@hospital/web/chat/timeline'
import type { Chat } from '@hospital/web/chat/use-chat'
import { ChevronDownIcon } from '@hospital/web/parts/icons'
import { MessageBubble } from './message-bubble'
import { PendingBubble } from './pending-bubble'
import styles from './chat.module.css'

interface ChatLogProps {
  chat: Chat
  names: { PATIENT: string; PRACTITIONER: string }
  /** The hospital's day. */
  today: string
  /** What stands before the first message. */
  opening: ReactNode
}

/** So near to its end a log follows what comes. */
const NEAR_PX = 120

export function ChatLog({ chat, names, today, opening }: ChatLogProps) {
  const { messages, pending, hasEarlier, side } = chat.state
  const { log, unseen, toEnd, onScroll } = useFollowing(messages[0]?.id, messages.at(-1)?.id, pending.length)
  return (
    <div className={styles.space}>
      <div ref={log} className={styles.log} role="log" aria-label="对话" tabIndex={0} onScroll={onScroll}>
        <div className={styles.entries}>
          {hasEarlier ? (
            <button type="button" className="ih-button" data-kind="quiet" disabled={chat.earlier.loading} onClick={() => void chat.earlier.load()}>
              {chat.earlier.loading ? '正在加载…' : '查看更早的消息'}
            </button>
          ) : (
            opening
          )}
          {chat.earlier.problem && <p className="ih-note" data-tone="danger" role="alert">{chat.earlier.problem.message}</p>}
          {messages.map((message, index) => (
            <div key={message.id} className={styles.entry} data-message={message.id}>
              {isAfterPause(message, messages[index - 1]) && <time dateTime={message.sentAt}>{formatChatTime(message.sentAt, today)}</time>}
              {message.sender === 'SYSTEM' ? (
                <p className={styles.system}>{message.text}</p>
              ) : (
                <MessageBubble message={message} mine={message.sender === side} name={names[message.sender]} progress={progressOf(chat.state, message)} onExpired={() => chat.renew(message)} />
              )}
            </div>
          ))}
          {pending.map((one) => (
            <PendingBubble key={one.clientId} pending={one} name={names[side]} onRetry={() => chat.retry(one.clientId)} onDiscard={() => chat.discard(one.clientId)} />
          ))}
        </div>
      </div>
      {unseen && (
        <button type="button" className={styles.news} onClick={toEnd}>
          有新消息
          <ChevronDownIcon size={16} />
        </button>
      )}
    </div>
  )
}

/** Follows what comes while the end is in sight, and stays where one reads while it is not, also when older messages come in above. */
function useFollowing(first: string | undefined, last: string | undefined, pending: number) {
  const log = useRef<HTMLDivElement>(null)
  const [unseen, setUnseen] = useState(false)
  const before = useRef({ first, pending, height: 0, atEnd: true })

  useLayoutEffect(() => {
    const { current: box } = log
    if (!box) return
    const { first: firstBefore, pending: pendingBefore, height, atEnd } = before.current
    if (first !== firstBefore && height > 0 && !atEnd) box.scrollTop += box.scrollHeight - height
    else if (atEnd || pending > pendingBefore) box.scrollTop = box.scrollHeight
    else setUnseen(true)
    before.current = { first, pending, height: box.scrollHeight, atEnd: isAtEnd(box) }
  }, [first, last, pending])

  // A picture that loads, a banner, the keyboard: whatever changes the heights, the end stays in sight.
  useEffect(() => {
    const { current: box } = log
    if (!box) return
    const observer = new ResizeObserver(() => {
      if (before.current.atEnd) box.scrollTop = box.scrollHeight
      before.current.height = box.scrollHeight
    })
    for (const one of [box, box.firstElementChild!]) observer.observe(one)
    return () => observer.disconnect()
  }, [])

  function onScroll() {
    const { current: box } = log
    if (!box) return
    before.current.atEnd = isAtEnd(box)
    if (before.current.atEnd) setUnseen(false)
  }
  return { log, unseen, onScroll, toEnd: () => log.current?.scrollTo({ top: log.current.scrollHeight }) }
}

const isAtEnd = ({ scrollTop, clientHeight, scrollHeight }: HTMLElement) => scrollTop + clientHeight >= scrollHeight - NEAR_PX
