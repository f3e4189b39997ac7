'use client'

import { useRouter } from 'next/navigation'
import { useState, type ReactNode } from 'react'
import { useMutation } from 'urql'
import { fenOfYuan, formatFen } from '@hospital/web/format'
import { useHydrated } from '@hospital/web/hydrated'
import { problemOf, type Problem } from '@hospital/web/problem'
import { ProblemNote } from '@/consultation/rules-step'
import { ActionBar } from '@/frame/action-bar'
import { PayDepositDocument } from '@/graphql/graphql'
import styles from './inpatient.module.css'

interface DepositFormProps {
  patientId: string
  limits: { minFen: number; maxFen: number; suggestedFen: number[] }
  /** What stands below the form. */
  children: ReactNode
}

/** The hospital's amounts to choose from, or another within its range. The key lets a doubled press make one. */
export function DepositForm({ patientId, limits: { minFen, maxFen, suggestedFen }, children }: DepositFormProps) {
  const router = useRouter()
  const hydrated = useHydrated()
  const [clientKey, renew] = useState(() => crypto.randomUUID())
  const [text, setText] = useState(suggestedFen[0] ? String(suggestedFen[0] / 100) : '')
  const [touched, setTouched] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [{ fetching }, start] = useMutation(PayDepositDocument)
  const fen = fenOfYuan(text)
  const range = `${formatFen(minFen)} 至 ${formatFen(maxFen)}`
  const lacking = fen === null ? '请填写金额，最多两位小数。' : fen < minFen || fen > maxFen ? `每次预缴须在 ${range} 之间。` : undefined
  const busy = fetching || leaving

  function choose(value: string) {
    setText(value)
    renew(crypto.randomUUID())
  }

  async function pay() {
    setTouched(true)
    if (busy || lacking || fen === null) return
    setProblem(undefined)
    const { data, error } = await start({ input: { patientId, amountFen: fen, clientKey } })
    setProblem(problemOf(error) ?? undefined)
    if (!data?.payDeposit.order) return
    setLeaving(true)
    router.push(`/pay/${data.payDeposit.order.id}`)
  }

  return (
    <>
      <section className="ih-card">
        <h2>预缴金额</h2>
        <div className={styles.amounts} role="group" aria-label="常用金额">
          {suggestedFen.map((one) => <button key={one} type="button" disabled={!hydrated} aria-pressed={fen === one} onClick={() => choose(String(one / 100))}>{one / 100} 元</button>)}
        </div>
        <div className={styles.own}>
          <label htmlFor="yuan">其他金额（元）</label>
          <input id="yuan" inputMode="decimal" value={text} disabled={!hydrated} aria-invalid={touched && lacking !== undefined} aria-describedby="yuan-note" onChange={({ target }) => choose(target.value)} />
          <p id="yuan-note" className={styles.fact}><span role={touched && lacking ? 'alert' : undefined}>{touched && lacking ? lacking : `每次 ${range}`}</span></p>
        </div>
      </section>
      {problem && <ProblemNote problem={problem} />}
      {children}
      <ActionBar>
        <button type="button" className="ih-button" data-kind="primary" disabled={!hydrated || busy} onClick={pay}>{busy ? '正在提交…' : fen === null ? '去支付' : `预缴 ${formatFen(fen)}`}</button>
      </ActionBar>
    </>
  )
}
