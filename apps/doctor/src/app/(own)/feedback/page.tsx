import type { Metadata } from 'next'
import Link from 'next/link'
import { hospitalNow } from '@hospital/web/environment'
import { feedbackKindWords, feedbackWords } from '@hospital/web/feedback/words'
import { formatRecent } from '@hospital/web/format'
import { Empty } from '@hospital/web/parts/states'
import { StatusTag } from '@hospital/web/parts/tag'
import { FeedbackForm } from '@/feedback/feedback-form'
import { mustRead } from '@/graph'
import { MyFeedbackDocument } from '@/graphql/graphql'
import styles from '@/own/own.module.css'

export const metadata: Metadata = { title: '意见反馈' }

export default async function FeedbackPage({ searchParams }: { searchParams: Promise<{ after?: string | string[] }> }) {
  const { after } = await searchParams
  const { myFeedback: { nodes, pageInfo } } = await mustRead(MyFeedbackDocument, { after: typeof after === 'string' ? after : null })
  const now = hospitalNow().getTime()
  return (
    <>
      <h1>意见反馈</h1>
      <FeedbackForm />
      <section className={styles.card} aria-label="我的反馈">
        <h2>我的反馈</h2>
        {nodes.length === 0 && <Empty title="还没有反馈">提交后，处理进度和回复都会在这里。</Empty>}
        {nodes.map(({ id, kind, status, content, submittedAt, unreadReplies }) => (
          <Link key={id} className={styles.item} href={`/feedback/${id}`} prefetch={false}>
            <span>
              <b>{feedbackKindWords[kind]}</b>
              <StatusTag status={status} words={feedbackWords} />
              {unreadReplies > 0 && <span className="ih-badge" aria-label={`${unreadReplies} 条新回复`}>{unreadReplies}</span>}
              <time>{formatRecent(submittedAt, now)}</time>
            </span>
            <p className="ih-ellipsis">{content}</p>
          </Link>
        ))}
        {pageInfo.hasNextPage && <Link className="ih-button" href={`/feedback?after=${encodeURIComponent(pageInfo.endCursor ?? '')}`} prefetch={false}>查看更早的反馈</Link>}
      </section>
    </>
  )
}
