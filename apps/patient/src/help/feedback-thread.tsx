'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState } from 'react'
import { useMutation } from 'urql'
import { feedbackKindWords, feedbackWords } from '@hospital/web/feedback/words'
import { formatInstant } from '@hospital/web/format'
import { useHydrated } from '@hospital/web/hydrated'
import { Dot, StatusTag } from '@hospital/web/parts/tag'
import { problemOf, type Problem } from '@hospital/web/problem'
import { ProblemNote } from '@/consultation/rules-step'
import { toast } from '@/feedback'
import { AddToFeedbackDocument, MarkFeedbackReadDocument, ReopenFeedbackDocument, SettleFeedbackDocument, type FeedbackThreadQuery } from '@/graphql/graphql'
import styles from './help.module.css'

type Thread = NonNullable<FeedbackThreadQuery['feedback']>

/** What was said on both sides; opening it takes the red dot away. */
export function FeedbackThread({ feedback }: { feedback: Thread }) {
  const { id, number, kind, status, content, submittedAt, pictures, replies, unreadReplies } = feedback
  const [, markRead] = useMutation(MarkFeedbackReadDocument)
  const open = useEffectEvent(() => { if (unreadReplies > 0) void markRead({ id }) })
  useEffect(() => open(), [id])
  return (
    <>
      <section className="ih-card" aria-label="反馈内容">
        <div className={styles.head}>
          <h2>{feedbackKindWords[kind]}</h2>
          <StatusTag status={status} words={feedbackWords} />
        </div>
        <p className={styles.words}>{content}</p>
        {pictures.length > 0 && (
          <div className={styles.pictures}>
            {pictures.map(({ url }, index) => (
              <a key={url} href={url} target="_blank" rel="noreferrer"><img src={url} alt={`第 ${index + 1} 张图片`} /></a>
            ))}
          </div>
        )}
        <p className={styles.facts}>{number}<Dot />{formatInstant(submittedAt)}</p>
      </section>
      {replies.length > 0 && (
        <section className={`ih-card ${styles.replies}`} aria-label="回复记录">
          <h2>回复记录</h2>
          {replies.map(({ id: reply, side, body, at }) => (
            <article key={reply} className={styles.reply} data-side={side}>
              <b>{side === 'HOUSE' ? '医院回复' : '我'}</b>
              <time>{formatInstant(at)}</time>
              <p className={styles.words}>{body}</p>
            </article>
          ))}
        </section>
      )}
      <GoOn feedback={feedback} />
    </>
  )
}

/** Adding to what waits for an answer; or saying that the answer was enough, or was not. */
function GoOn({ feedback: { id, status, availableActions } }: { feedback: Thread }) {
  const router = useRouter()
  const hydrated = useHydrated()
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const [adding, add] = useMutation(AddToFeedbackDocument)
  const [reopening, reopen] = useMutation(ReopenFeedbackDocument)
  const [settling, settle] = useMutation(SettleFeedbackDocument)
  const again = availableActions.includes('reopen')
  const busy = adding.fetching || reopening.fetching || settling.fetching

  async function done(error: Parameters<typeof problemOf>[0], said: string) {
    const refused = problemOf(error)
    setProblem(refused ?? undefined)
    if (refused) return
    setWords('')
    await toast(said)
    router.refresh()
  }
  async function send() {
    if (busy || !words.trim()) return
    const body = words.trim()
    const { error } = again ? await reopen({ id, body }) : await add({ id, body })
    await done(error, again ? '已再次提交，医院会继续处理' : '已补充')
  }

  return (
    <section className={`ih-card ${styles.form}`} aria-label={again ? '继续反馈' : '补充说明'}>
      <label htmlFor="more">{again ? '还没有解决？' : '补充说明'}</label>
      <textarea id="more" rows={3} value={words} maxLength={500} disabled={!hydrated} placeholder={again ? '请写下还没有解决的问题，医院会继续处理。' : '还有要补充的，可以写在这里。'} onChange={({ target }) => setWords(target.value)} />
      {problem && <ProblemNote problem={problem} />}
      <button type="button" className="ih-button" data-kind={status === 'ANSWERED' ? 'brand' : 'primary'} disabled={!hydrated || busy || !words.trim()} onClick={send}>{again ? '继续反馈' : '提交补充'}</button>
      {availableActions.includes('settle') && (
        <button type="button" className="ih-button" data-kind="primary" disabled={!hydrated || busy} onClick={async () => done((await settle({ id })).error, '感谢您的反馈')}>问题已解决</button>
      )}
    </section>
  )
}
