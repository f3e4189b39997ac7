import Link from 'next/link'
import { formatRecent, initialOf } from '@hospital/web/format'
import { Tag } from '@hospital/web/parts/tag'
import type { MessagesPageQuery } from '@/graphql/graphql'
import styles from './messages.module.css'

type Conversation = MessagesPageQuery['conversations']['nodes'][number]

export function ConversationList({ conversations, now }: { conversations: Conversation[]; now: number }) {
  return (
    <section className="ih-card" aria-label="与医生的会话">
      <h2>医生会话</h2>
      <ul>
        {conversations.map(({ id, practitioner, patient, unread, open, lastMessage, subjectId }) => (
          <li key={id}>
            <Link href={`/consultations/${subjectId}`} className={styles.row} prefetch={false}>
              <span className="ih-avatar" aria-hidden="true">{initialOf(practitioner.name)}</span>
              <span className={styles.words}>
                <span className={styles.line}>
                  <b className="ih-ellipsis">{practitioner.name} {practitioner.title}</b>
                  {!open && <Tag>已结束</Tag>}
                  {lastMessage && <time dateTime={lastMessage.sentAt}>{formatRecent(lastMessage.sentAt, now)}</time>}
                </span>
                <span className={styles.line}>
                  <span className="ih-ellipsis">{lastMessage ? wordsOf(lastMessage) : `就诊人 ${patient.name}`}</span>
                  {unread > 0 && <span className="ih-badge" aria-label={`${unread} 条未读`}>{unread > 99 ? '99+' : unread}</span>}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

const kindWords = { IMAGE: '[图片]', VOICE: '[语音]', VIDEO: '[视频]', TEXT: '', SYSTEM: '' } as const

export function wordsOf({ kind, text }: Pick<NonNullable<Conversation['lastMessage']>, 'kind' | 'text'>): string {
  return text ?? kindWords[kind]
}
