import Link from 'next/link'
import { feedbackKindWords, feedbackWords } from '@hospital/web/feedback/words'
import { formatRecent } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { Count } from '@/frame/count'
import type { FeedbackEntryFragment } from '@/graphql/graphql'
import styles from './help.module.css'

export function FeedbackList({ entries, now }: { entries: readonly FeedbackEntryFragment[]; now: number }) {
  return (
    <section className="ih-card" aria-label="我的反馈">
      {entries.map(({ id, kind, status, content, submittedAt, unreadReplies }) => (
        <Link key={id} className={styles.item} href={`/help/feedback/${id}`} prefetch={false}>
          <span>
            <b>{feedbackKindWords[kind]}</b>
            <StatusTag status={status} words={feedbackWords} />
            <Count count={unreadReplies} of="条新回复" />
            <time>{formatRecent(submittedAt, now)}</time>
          </span>
          <p className="ih-ellipsis">{content}</p>
        </Link>
      ))}
    </section>
  )
}
