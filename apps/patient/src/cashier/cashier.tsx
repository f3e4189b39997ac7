'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useMutation } from 'urql'
import { formatCountdown, formatDay, formatFen, formatSpan, formatYuan, hospitalDay } from '@hospital/web/format'
import { ClockIcon, InfoIcon } from '@hospital/web/parts/icons'
import { problemOf } from '@hospital/web/problem'
import { ask } from '@/feedback'
import { ActionBar } from '@/frame/action-bar'
import { CancelOrderDocument, PayByInsuranceDocument, type CashierQuery, type PaymentMethod } from '@/graphql/graphql'
import { useCountdown } from './countdown'
import { InsuranceCard } from './insurance-card'
import { PaymentMethods, methodWord } from './payment-methods'
import { ScanToPay } from './scan-to-pay'
import { subjectPath } from './subject-path'
import { usePayment } from './use-payment'
import styles from './cashier.module.css'

export type Order = NonNullable<CashierQuery['order']>

interface CashierProps {
  order: Order
  methods: PaymentMethod[]
  /** On the hospital card; undefined where there is none, or the hospital's system does not say. */
  balanceFen?: number
  /** What the voucher's page has sent back. */
  ecToken?: string
  now: number
}

/** Last seconds of a hold turn the countdown's colour; before that it is a fact among others. */
const LAST_MS = 60_000

export function Cashier({ order, methods, balanceFen, ecToken, now }: CashierProps) {
  const router = useRouter()
  const left = useCountdown(order.payUntil, now)
  const [{ fetching: cancelling }, cancel] = useMutation(CancelOrderDocument)
  const [{ fetching: settling }, settle] = useMutation(PayByInsuranceDocument)
  const [insured, setInsured] = useState(true)
  const back = order.subject ? subjectPath(order.subject) : '/orders'
  const over = left === 0
  const { insurance } = order
  const split = insurance && insured && (insurance.status === 'SETTLED' || (insurance.status === 'PRESETTLED' && Date.parse(insurance.goodUntil) > now)) ? insurance : undefined
  const cashFen = split ? split.cashFen : order.amountFen
  const ways = methods.filter((one) => one !== 'INSURANCE')
  const outcome = `/pay/return?order=${order.id}`
  const { method, choose, pay, leave, refuse, problem, setProblem, code, busy, payable } = usePayment({ orderIds: [order.id], fen: cashFen, methods: ways, balanceFen, outcome })

  useEffect(() => {
    if (over) router.refresh()
  }, [over, router])

  /** The insurer settles first; what is left is paid by the chosen method. */
  async function settleAndPay() {
    if (!payable || settling || busy) return
    if (split?.status === 'PRESETTLED') {
      setProblem(undefined)
      const { data, error } = await settle({ settlementId: split.id })
      if (!data) return refuse(problemOf(error))
      if (data.payByInsurance.status !== 'SUCCEEDED' || cashFen === 0) return leave()
    }
    await pay()
  }

  async function giveUp() {
    const sure = await ask({ title: '放弃支付？', content: '将释放锁定的号源或取消申请，不产生费用。', confirmText: '放弃支付', cancelText: '继续支付' })
    if (!sure) return
    const { error } = await cancel({ id: order.id })
    const refused = problemOf(error)
    if (refused) return setProblem(refused)
    router.replace(back)
    router.refresh()
  }

  return (
    <>
      <main className="page">
        <section className={`ih-card ${styles.amount}`} aria-label="应付金额">
          <p>应付金额</p>
          <strong className="ih-price">
            <small>¥</small>
            {formatYuan(order.amountFen)}
          </strong>
          <p className={styles.left} data-last={left < LAST_MS || undefined} role="timer">
            <ClockIcon size={18} />
            {over ? '已超过支付时间' : `请在 ${formatCountdown(left)} 内支付`}
          </p>
        </section>
        <OrderFacts order={order} />
        <p className="ih-note" data-tone="plain">
          <InfoIcon size={18} />
          <span>超时未支付将自动取消，{order.kind === 'REGISTRATION' ? '号源释放，' : ''}{order.insurance?.status === 'SETTLED' ? '医保结算自动撤销。' : '不产生费用。'}{sameDayWarning(order)}</span>
        </p>
        {problem && (
          <p className="ih-note" data-tone="danger" role="alert">
            {problem.message}
          </p>
        )}
        {methods.includes('INSURANCE') && <InsuranceCard order={order} ecToken={ecToken} now={now} used={insured} onUse={setInsured} onProblem={setProblem} />}
        {cashFen > 0 && <PaymentMethods methods={ways} chosen={method} onChoose={choose} card={{ balanceFen, cashFen, patientId: order.patient?.id }} />}
        {code && <ScanToPay code={code} result={outcome} />}
        {order.availableActions.includes('cancelOrder') && (
          <button type="button" className="ih-button" data-kind="quiet" disabled={cancelling} onClick={giveUp}>
            放弃支付
          </button>
        )}
      </main>
      <ActionBar>
        <button type="button" className="ih-button" data-kind="primary" disabled={over || settling || busy || !payable} onClick={settleAndPay}>
          {settling || busy ? '正在支付…' : payWord(split, method, cashFen)}
        </button>
      </ActionBar>
    </>
  )
}

function payWord(split: Order['insurance'] | undefined, method: PaymentMethod | undefined, cashFen: number): string {
  const own = `${method === 'HOSPITAL_CARD' ? '就诊卡支付' : method ? methodWord(method) : '暂不能支付'} ${formatFen(cashFen)}`
  if (!split || split.status === 'SETTLED') return own
  return cashFen === 0 ? `医保支付 ${formatFen(split.totalFen)}` : `医保结算并${own}`
}

function sameDayWarning({ subject }: Order): string {
  return subject?.__typename === 'Appointment' && subject.sameDay ? '当日挂号支付后不支持在线取消与退费。' : ''
}

function OrderFacts({ order }: { order: Order }) {
  const { subject, practitioner, department, patient } = order
  return (
    <section className="ih-card" aria-label="订单">
      <h2>{order.title}</h2>
      <dl className={styles.facts}>
        {patient && <Fact name="就诊人">{patient.name}</Fact>}
        {department && <Fact name="科室">{department.name}</Fact>}
        {practitioner && (
          <Fact name="医生">
            {practitioner.name} {practitioner.title}
          </Fact>
        )}
        {subject?.__typename === 'Appointment' && (
          <Fact name="就诊时间">
            {formatDay(hospitalDay(subject.startsAt))} {formatSpan(subject.startsAt, subject.endsAt)}
          </Fact>
        )}
        <Fact name="订单编号">{order.number}</Fact>
      </dl>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
