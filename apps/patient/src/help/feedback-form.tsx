'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useMutation } from 'urql'
import { feedbackKindWords } from '@hospital/web/feedback/words'
import { useHydrated } from '@hospital/web/hydrated'
import { problemOf, type Problem } from '@hospital/web/problem'
import { useUploads } from '@hospital/web/upload/use-upload'
import { ProblemNote } from '@/consultation/rules-step'
import { ActionBar } from '@/frame/action-bar'
import { SubmitFeedbackDocument, type FeedbackKind } from '@/graphql/graphql'
import { Pictures } from './pictures'
import styles from './help.module.css'

/** As the graph takes it. */
const [SHORTEST, LONGEST] = [5, 500]

export function FeedbackForm({ institutionId }: { institutionId?: string }) {
  const router = useRouter()
  const hydrated = useHydrated()
  const uploads = useUploads()
  const [kind, setKind] = useState<FeedbackKind>('OPINION')
  const [content, setContent] = useState('')
  const [contact, setContact] = useState('')
  const [touched, setTouched] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [{ fetching }, submit] = useMutation(SubmitFeedbackDocument)
  const length = [...content.trim()].length
  const lacking = length < SHORTEST ? `请用至少 ${SHORTEST} 个字说明。` : length > LONGEST ? `超出 ${length - LONGEST} 个字，最多 ${LONGEST} 个字。` : undefined
  const unfinished = uploads.items.some(({ receipt, problem: failed }) => !receipt && !failed)
  const busy = fetching || leaving

  async function send() {
    setTouched(true)
    if (busy || lacking) return
    if (uploads.items.some((item) => item.problem)) return setProblem({ code: 'UPLOAD', message: '有图片没有传上去，请重试或移除后再提交。' })
    setProblem(undefined)
    const { data, error } = await submit({ input: { kind, institutionId, content: content.trim(), contact: contact.trim() || null, uploadReceipts: uploads.items.flatMap(({ receipt }) => receipt ?? []) } })
    setProblem(problemOf(error) ?? undefined)
    if (!data) return
    setLeaving(true)
    router.replace(`/help/feedback/${data.submitFeedback.id}`)
  }

  return (
    <>
      <section className={`ih-card ${styles.form}`} aria-label="反馈内容">
        <fieldset disabled={!hydrated}>
          <legend>类型</legend>
          {(Object.keys(feedbackKindWords) as FeedbackKind[]).map((one) => (
            <label key={one} className={styles.kind}>
              <input type="radio" name="kind" value={one} checked={kind === one} onChange={() => setKind(one)} />
              {feedbackKindWords[one]}
            </label>
          ))}
        </fieldset>
        <label htmlFor="content">内容</label>
        <textarea id="content" rows={6} value={content} disabled={!hydrated} placeholder="请写下遇到的问题、意见或建议。" aria-invalid={touched && lacking !== undefined} aria-describedby="content-note" onChange={({ target }) => setContent(target.value)} />
        <p id="content-note" className={styles.note}>
          <span role={touched && lacking ? 'alert' : undefined}>{touched || length > LONGEST ? lacking : `${SHORTEST} 到 ${LONGEST} 个字`}</span>
          <span aria-label={`已写 ${length} 个字，最多 ${LONGEST} 个字`}>{length}/{LONGEST}</span>
        </p>
        <label htmlFor="contact">联系方式（选填）</label>
        <input id="contact" type="text" value={contact} maxLength={60} disabled={!hydrated} placeholder="手机号、邮箱或微信号" aria-describedby="contact-note" onChange={({ target }) => setContact(target.value)} />
        <p id="contact-note" className={styles.note}>加密保存，仅处理反馈的工作人员在需要联系您时查看。</p>
      </section>
      <Pictures uploads={uploads} />
      {problem && <ProblemNote problem={problem} />}
      <ActionBar>
        <button type="button" className="ih-button" data-kind="primary" disabled={!hydrated || busy || unfinished} onClick={send}>
          {busy ? '正在提交…' : unfinished ? '图片上传中…' : '提交反馈'}
        </button>
      </ActionBar>
    </>
  )
}
