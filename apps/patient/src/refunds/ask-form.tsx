'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useMutation } from 'urql'
import { useHydrated } from '@hospital/web/hydrated'
import { problemOf, type Problem } from '@hospital/web/problem'
import { ProblemNote } from '@/consultation/rules-step'
import { ActionBar } from '@/frame/action-bar'
import { AskRefundDocument, type RefundReason } from '@/graphql/graphql'
import styles from '@/help/help.module.css'
import { reasonWords } from './words'

const LONGEST = 200

export function AskForm({ orderId }: { orderId: string }) {
  const router = useRouter()
  const hydrated = useHydrated()
  const [reason, setReason] = useState<RefundReason>('NOT_NEEDED')
  const [words, setWords] = useState('')
  const [touched, setTouched] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [{ fetching }, submit] = useMutation(AskRefundDocument)
  const length = [...words.trim()].length
  const lacking = reason === 'OTHER' && length === 0 ? '请填写退费原因。' : length > LONGEST ? `超出 ${length - LONGEST} 个字。` : undefined
  const busy = fetching || leaving

  async function send() {
    setTouched(true)
    if (busy || lacking) return
    setProblem(undefined)
    const { data, error } = await submit({ input: { orderId, reason, words: words.trim() || null } })
    setProblem(problemOf(error) ?? undefined)
    if (!data) return
    setLeaving(true)
    router.replace(`/orders/${orderId}`)
    router.refresh()
  }

  return (
    <>
      <section className={`ih-card ${styles.form}`} aria-label="退费原因">
        <fieldset disabled={!hydrated}>
          <legend>退费原因</legend>
          {(Object.keys(reasonWords) as RefundReason[]).map((one) => (
            <label key={one} className={styles.kind}>
              <input type="radio" name="reason" value={one} checked={reason === one} onChange={() => setReason(one)} />
              {reasonWords[one]}
            </label>
          ))}
        </fieldset>
        <label htmlFor="words">补充说明{reason === 'OTHER' ? '' : '（选填）'}</label>
        <textarea id="words" rows={4} value={words} disabled={!hydrated} aria-invalid={touched && lacking !== undefined} aria-describedby="words-note" onChange={({ target }) => setWords(target.value)} />
        <p id="words-note" className={styles.note}><span role={touched && lacking ? 'alert' : undefined}>{touched ? lacking : `不超过 ${LONGEST} 个字`}</span></p>
      </section>
      {problem && <ProblemNote problem={problem} />}
      <ActionBar>
        <button type="button" className="ih-button" data-kind="primary" disabled={!hydrated || busy} onClick={send}>{busy ? '正在提交…' : '提交申请'}</button>
      </ActionBar>
    </>
  )
}
