'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { useClient, useMutation } from 'urql'
import { formatRecent } from '@hospital/web/format'
import { problemOf, type Problem } from '@hospital/web/problem'
import { useStream } from '@hospital/web/stream/use-stream'
import { InboxNewsDocument, MarkAllMessagesReadDocument, MarkMessagesReadDocument, MoreMessagesDocument, type MessageFilter, type MessageListFragment } from '@/graphql/graphql'
import styles from './messages.module.css'

interface MessageListProps {
  first: MessageListFragment
  unread: number
  now: number
  filter: MessageFilter
}

/** What the hospital has told; one that is opened is read. New ones appear by themselves. */
export function MessageList({ first, unread, now, filter }: MessageListProps) {
  const router = useRouter()
  const client = useClient()
  const [later, setLater] = useState<MessageListFragment[]>([])
  const [problem, setProblem] = useState<Problem>()
  const [loading, setLoading] = useState(false)
  const [readHere, setReadHere] = useState<ReadonlySet<string>>(new Set())
  const [, startRefresh] = useTransition()
  const [, mark] = useMutation(MarkMessagesReadDocument)
  const [{ fetching: marking }, markAll] = useMutation(MarkAllMessagesReadDocument)
  useStream(InboxNewsDocument, { variables: {}, sequenceOf: ({ inbox }) => inbox.sequence, onEvent: () => startRefresh(() => router.refresh()) })
  const pages = [first, ...later]
  const messages = [...new Map(pages.flatMap(({ nodes }) => nodes).map((message) => [message.id, message])).values()]
  const { hasNextPage, endCursor } = pages.at(-1)!.pageInfo
  const unseen = messages.filter(({ id, readAt }) => !readAt && !readHere.has(id)).map(({ id }) => id)

  async function markRead(ids: string[]) {
    const { error } = await mark({ ids })
    setProblem(problemOf(error) ?? undefined)
    if (!error) setReadHere(new Set([...readHere, ...ids]))
    return !error
  }
  async function readAll() {
    const { error } = await markAll({})
    setProblem(problemOf(error) ?? undefined)
    if (error) return
    setReadHere(new Set(messages.map(({ id }) => id)))
    startRefresh(() => router.refresh())
  }
  async function open({ id, link }: (typeof messages)[number]) {
    if (unseen.includes(id)) await markRead([id])
    if (link) router.push(link)
    else startRefresh(() => router.refresh())
  }
  async function more() {
    setLoading(true)
    const { data, error } = await client.query(MoreMessagesDocument, { after: endCursor, filter }, { requestPolicy: 'network-only' })
    setProblem(problemOf(error) ?? undefined)
    if (data) setLater([...later, data.messages])
    setLoading(false)
  }

  return (
    <section className="ih-card" aria-label="通知">
      <div className={styles.head}>
        <h2>通知</h2>
        {unread > 0 && (
          <button type="button" disabled={marking} onClick={readAll}>
            {marking ? '正在标记…' : '全部标为已读'}
          </button>
        )}
      </div>
      {problem && <p className="ih-note" data-tone="danger" role="alert">{problem.message}</p>}
      <ul>
        {messages.map((message) => (
          <li key={message.id}>
            <button type="button" className={styles.message} data-unread={unseen.includes(message.id) || undefined} onClick={() => void open(message)}>
              <span className={styles.line}>
                {unseen.includes(message.id) && <span className={styles.dot} aria-hidden="true" />}
                <b className="ih-ellipsis">{message.title}</b>
                {unseen.includes(message.id) && <span className={styles.new}>未读</span>}
                <time dateTime={message.at}>{formatRecent(message.at, now)}</time>
              </span>
              <span>{message.body}</span>
            </button>
          </li>
        ))}
      </ul>
      {hasNextPage && <button type="button" className="ih-button" data-kind="quiet" disabled={loading} onClick={more}>{loading ? '正在加载…' : '查看更多'}</button>}
    </section>
  )
}
