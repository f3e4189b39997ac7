import Link from 'next/link'
import type { ReactNode } from 'react'
import { formatFen, formatInstant } from '@hospital/web/format'
import { CardIcon, ChatIcon, ChevronRightIcon, QueueIcon } from '@hospital/web/parts/icons'
import { Dot } from '@hospital/web/parts/tag'
import { ticketWords } from '@hospital/web/status-words'
import type { HomePersonQuery } from '@/graphql/graphql'
import { wordsOf } from '@/messages/conversation-list'
import styles from './todos.module.css'

interface Todo {
  key: string
  href: string
  tone: 'warn' | 'brand' | 'info'
  mark: ReactNode
  title: ReactNode
  fact: ReactNode
  price?: string
  act: string
}

/** What this person should do or know now; nothing is shown when there is nothing. */
export function Todos({ title, most, home }: { title: string; most: number; home: HomePersonQuery }) {
  const todos = [...waiting(home), ...toPay(home), ...replies(home)].slice(0, most)
  if (todos.length === 0) return null
  return (
    <section className="ih-card">
      <h2 className={styles.title}>
        {title} <small>{todos.length} 项</small>
      </h2>
      <ul>
        {todos.map(({ key, href, tone, mark, title, fact, price, act }) => (
          <li key={key}>
            <Link href={href} className={styles.todo} prefetch={false}>
              <span className={styles.mark} data-tone={tone} aria-hidden="true">{mark}</span>
              <span className={styles.words}>
                <b className="ih-ellipsis">{title}</b>
                <span className="ih-ellipsis">{fact}</span>
              </span>
              {price && <span className="ih-price">{price}</span>}
              <span className={styles.act}>{act}<ChevronRightIcon size={16} /></span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

const toPay = ({ unpaid }: HomePersonQuery): Todo[] =>
  (unpaid?.nodes ?? [])
    .filter(({ availableActions }) => availableActions.includes('startPayment'))
    .map(({ id, title, amountFen, payUntil }) => ({
      key: id, href: `/pay/${id}`, tone: 'warn', mark: <CardIcon size={20} />, act: '去支付',
      title, price: formatFen(amountFen), fact: `${formatInstant(payUntil)} 前支付`,
    }))

const waiting = ({ visits }: HomePersonQuery): Todo[] =>
  (visits?.nodes ?? []).flatMap(({ ticket, room, department }) => (ticket ? [{
    key: ticket.id, href: `/queue/${ticket.id}`, tone: 'brand' as const, mark: <QueueIcon size={20} />, act: '看进度',
    title: ticket.status === 'WAITING' ? `候诊中，前面还有 ${ticket.ahead ?? 0} 人` : `${ticketWords[ticket.status].word}，${department.name}`,
    fact: <>{ticket.number}<Dot />{room ?? department.name}</>,
  }] : []))

const replies = ({ conversations }: HomePersonQuery): Todo[] =>
  (conversations?.nodes ?? []).filter(({ unread }) => unread > 0).map(({ id, subjectId, practitioner, lastMessage }) => ({
    key: id, href: `/consultations/${subjectId}`, tone: 'info', mark: <ChatIcon size={20} />, act: '去查看',
    title: `${practitioner.name}医生回复了您`, fact: lastMessage ? wordsOf(lastMessage) : '有新消息',
  }))
