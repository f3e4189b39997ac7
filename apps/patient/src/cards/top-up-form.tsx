'use client'

import { useRouter } from 'next/navigation'
import { useState, type FormEvent } from 'react'
import { useMutation } from 'urql'
import { fenOfYuan, formatFen } from '@hospital/web/format'
import { useHydrated } from '@hospital/web/hydrated'
import { problemOf, type Problem } from '@hospital/web/problem'
import { ActionBar } from '@/frame/action-bar'
import { TopUpHospitalCardDocument, type CardAccountQuery } from '@/graphql/graphql'
import { TextField } from '@/people/text-field'
import formStyles from '@/people/person-form.module.css'
import styles from '@/cashier/cashier.module.css'

interface TopUpFormProps {
  patientId: string
  name: string
  account: NonNullable<CardAccountQuery['hospitalCardAccount']>
}

/** An amount of those that are offered, or another one; then the cashier. */
export function TopUpForm({ patientId, name, account: { balanceFen, suggestedFen, leastFen, mostFen } }: TopUpFormProps) {
  const router = useRouter()
  const hydrated = useHydrated()
  const [chosen, setChosen] = useState(suggestedFen[0])
  const [other, setOther] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const [leaving, setLeaving] = useState(false)
  const [{ fetching }, topUp] = useMutation(TopUpHospitalCardDocument)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (fetching || leaving) return
    const amountFen = other ? fenOfYuan(other) : chosen
    if (amountFen === undefined || amountFen === null || amountFen < leastFen || amountFen > mostFen) return setProblem({ code: 'INVALID_INPUT', message: `充值金额须在 ${formatFen(leastFen)} 到 ${formatFen(mostFen)} 之间。` })
    const { data, error } = await topUp({ patientId, amountFen })
    if (!data) return setProblem(problemOf(error) ?? undefined)
    setLeaving(true)
    router.push(`/pay/${data.topUpHospitalCard.id}`)
  }

  return (
    <form onSubmit={submit} noValidate>
      <section className="ih-card">
        <h2>{name} 就诊卡余额 {formatFen(balanceFen)}</h2>
        <fieldset className={formStyles.field} disabled={!hydrated}>
          <legend>充值金额</legend>
          <div className={styles.amounts}>
            {suggestedFen.map((fen) => (
              <label key={fen}>
                <input type="radio" name="amount" checked={!other && chosen === fen} onChange={() => { setChosen(fen); setOther(''); setProblem(undefined) }} />
                {formatFen(fen)}
              </label>
            ))}
          </div>
        </fieldset>
        <TextField name="other" label="其他金额（元）" placeholder="不选上面的金额时填写" autoComplete="off" maxLength={8} value={other} onChange={(text) => { setOther(text); setProblem(undefined) }} disabled={!hydrated} problem={problem?.message} />
        <p className={styles.quiet}>充入的金额由医院系统管理，可用于线上线下缴费；退款请到门诊窗口办理。</p>
      </section>
      <ActionBar>
        <button className="ih-button" data-kind="primary" disabled={!hydrated || fetching || leaving}>{fetching || leaving ? '正在前往支付…' : '去支付'}</button>
      </ActionBar>
    </form>
  )
}
