'use client'

import { useState } from 'react'
import { Button } from 'antd'
import { useQuery } from 'urql'
import { formatStamp } from '@hospital/web/format'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { ErrorState } from '@hospital/web/parts/states'
import { StatusTag } from '@hospital/web/parts/tag'
import { problemOf } from '@hospital/web/problem'
import { useAct } from '@/form/use-act'
import { FeedbackDetailDocument, ReadFeedbackContactDocument, type FeedbackRowFragment } from '@/graphql/graphql'
import { Facts } from '@/table/row-drawer'
import table from '@/table/table.module.css'
import styles from './feedback.module.css'
import { authorWords, feedbackWords, kindWords } from './words'

export function FeedbackDetail({ feedback }: { feedback: FeedbackRowFragment }) {
  const [{ data, error }] = useQuery({ query: FeedbackDetailDocument, variables: { id: feedback.id }, requestPolicy: 'network-only' })
  const problem = problemOf(error)
  return (
    <>
      <Facts
        items={[
          ['类型', kindWords[feedback.kind]],
          ['状态', <StatusTag key="status" status={feedback.status} words={feedbackWords} />],
          ['来源', feedback.practitioner ? `${authorWords[feedback.authorKind]} ${feedback.practitioner.name}` : authorWords[feedback.authorKind]],
          ['机构', feedback.institution.name],
          ['处理人', feedback.assignee?.name],
          ['提交时间', formatStamp(feedback.submittedAt)],
          ['答复时间', feedback.answeredAt && formatStamp(feedback.answeredAt)],
          ['关闭时间', feedback.closedAt && formatStamp(feedback.closedAt)],
          ['联系方式', feedback.hasContact ? <Contact key="contact" id={feedback.id} /> : '未留'],
        ]}
      />
      <article className={styles.words}>{feedback.content}</article>
      {problem && <ErrorState problem={problem} title="图片与回复没有加载出来" />}
      {!data && !problem && <RowSkeletons count={2} />}
      <div className={table.pictures}>
        {data?.feedback?.pictures.map(({ url }, index) => (
          <a key={url} href={url} target="_blank" rel="noreferrer">
            <img src={url} alt={`第 ${index + 1} 张图片`} />
          </a>
        ))}
      </div>
      {data?.feedback?.replies.map(({ id, side, body, at }) => (
        <article key={id} className={styles.words} data-side={side}>
          <b>{side === 'HOUSE' ? '医院答复' : '反馈人'}</b>
          <time>{formatStamp(at)}</time>
          <p>{body}</p>
        </article>
      ))}
    </>
  )
}

/** Sealed until somebody needs it; the log keeps who opened it. */
function Contact({ id }: { id: string }) {
  const [contact, setContact] = useState<string | null>(null)
  const { act, busy } = useAct(ReadFeedbackContactDocument, '已显示，并记入日志')
  if (contact) return contact
  return (
    <Button
      size="small"
      loading={busy}
      onClick={async () => {
        const data = await act({ id })
        if (data) setContact(data.readFeedbackContact ?? '未留')
      }}
    >
      查看联系方式
    </Button>
  )
}
