'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { useRouter } from 'next/navigation'
import { App, Button, Input } from 'antd'
import { useMutation } from 'urql'
import { feedbackKindWords, feedbackWords } from '@hospital/web/feedback/words'
import { formatInstant } from '@hospital/web/format'
import { StatusTag } from '@hospital/web/parts/tag'
import { problemOf } from '@hospital/web/problem'
import { AddToFeedbackDocument, MarkFeedbackReadDocument, ReopenFeedbackDocument, SettleFeedbackDocument, type FeedbackThreadQuery } from '@/graphql/graphql'
import styles from '@/own/own.module.css'

type Thread = NonNullable<FeedbackThreadQuery['feedback']>

/** What was said on both sides; opening it takes the red dot away. */
export function FeedbackThread({ feedback }: { feedback: Thread }) {
  const { id, number, kind, status, content, submittedAt, pictures, replies, unreadReplies } = feedback
  const [, markRead] = useMutation(MarkFeedbackReadDocument)
  const open = useEffectEvent(() => { if (unreadReplies > 0) void markRead({ id }) })
  useEffect(() => open(), [id])
  return (
    <section className={styles.card} aria-label="反馈内容">
      <div className={styles.head}>
        <h2>{feedbackKindWords[kind]}</h2>
        <StatusTag status={status} words={feedbackWords} />
        <small>{number}，{formatInstant(submittedAt)}</small>
      </div>
      <p className={styles.words}>{content}</p>
      <div className={styles.pictures}>
        {pictures.map(({ url }, index) => (
          <a key={url} href={url} target="_blank" rel="noreferrer"><img src={url} alt={`第 ${index + 1} 张图片`} /></a>
        ))}
      </div>
      {replies.map(({ id: reply, side, body, at }) => (
        <article key={reply} className={styles.reply} data-side={side}>
          <b>{side === 'HOUSE' ? '医院回复' : '我'}</b>
          <time>{formatInstant(at)}</time>
          <p className={styles.words}>{body}</p>
        </article>
      ))}
      <GoOn feedback={feedback} />
    </section>
  )
}

function GoOn({ feedback: { id, availableActions } }: { feedback: Thread }) {
  const router = useRouter()
  const { message } = App.useApp()
  const [words, setWords] = useState('')
  const [adding, add] = useMutation(AddToFeedbackDocument)
  const [reopening, reopen] = useMutation(ReopenFeedbackDocument)
  const [settling, settle] = useMutation(SettleFeedbackDocument)
  const again = availableActions.includes('reopen')
  const busy = adding.fetching || reopening.fetching || settling.fetching
  async function run(act: () => Promise<{ error?: Parameters<typeof problemOf>[0] }>, said: string) {
    const problem = problemOf((await act()).error)
    if (problem) return void message.error(problem.message)
    setWords('')
    void message.success(said)
    router.refresh()
  }
  return (
    <>
      <Input.TextArea rows={3} maxLength={500} style={{ marginTop: 16 }} value={words} aria-label={again ? '继续反馈' : '补充说明'} placeholder={again ? '还没有解决？请写下还没有解决的问题。' : '还有要补充的，可以写在这里。'} onChange={({ target }) => setWords(target.value)} />
      <div className={styles.foot}>
        <span />
        {availableActions.includes('settle') && <Button disabled={busy} onClick={() => run(() => settle({ id }), '感谢您的反馈')}>问题已解决</Button>}
        <Button type="primary" disabled={busy || !words.trim()} onClick={() => run(() => (again ? reopen({ id, body: words.trim() }) : add({ id, body: words.trim() })), again ? '已再次提交' : '已补充')}>{again ? '继续反馈' : '提交补充'}</Button>
      </div>
    </>
  )
}
