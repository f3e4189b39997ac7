'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useMutation } from 'urql'
import { formatCountdown, formatDay, formatFen, formatSpan, formatYuan, hospitalDay } from '@hospital/web/format'
import { ClockIcon, InfoIcon } from '@hospital/web/parts/icons'
import { problemOf, type Problem } from '@hospital/web/problem'
import { ask } from '@/feedback'
import { ActionBar } from '@/frame/action-bar'
import { CancelOrderDocument, StartPaymentDocument, type CashierQuery, type PaymentMethod } from '@/graphql/graphql'
import { useCountdown } from './countdown'
import { PaymentMethods, methodWord } from './payment-methods'
import { ScanToPay } from './scan-to-pay'
import { subjectPath } from './subject-path'
import styles from './cashier.module.css'

type Order = NonNullable<CashierQuery['order']>

interface CashierProps {
  order: Order
  methods: PaymentMethod[]
  now: number
}

/** Last seconds of a hold turn the countdown's colour; before that it is a fact among others. */
const LAST_MS = 60_000

export function Cashier({ order, methods, now }: CashierProps) {
  const router = useRouter()
  const left = useCountdown(order.payUntil, now)
  const [problem, setProblem] = useState<Problem>()
  const [{ fetching }, start] = useMutation(StartPaymentDocument)
  const [{ fetching: cancelling }, cancel] = useMutation(CancelOrderDocument)
  const [leaving, setLeaving] = useState(false)
  const back = order.subject ? subjectPath(order.subject) : '/orders'
  const over = left === 0
  const [method, choose] = useState(methods[0])
  const [code, setCode] = useState<string>()

  useEffect(() => {
    if (over) router.refresh()
  }, [over, router])

  async function pay() {
    if (!method || fetching || leaving) return
    setProblem(undefined)
    const { data, error } = await start({ input: { orderIds: [order.id], method, returnUrl: `${window.location.origin}/pay/return?order=${order.id}` } })
    if (!data) return setProblem(problemOf(error) ?? undefined)
    const { payUrl, codeUrl } = data.startPayment
    if (codeUrl && !payUrl) return setCode(codeUrl)
    setLeaving(true)
    window.location.assign(payUrl ?? `/pay/return?order=${order.id}`)
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
          <span>超时未支付将自动取消，{order.kind === 'REGISTRATION' ? '号源释放，' : ''}不产生费用。{sameDayWarning(order)}</span>
        </p>
        {problem && (
          <p className="ih-note" data-tone="danger" role="alert">
            {problem.message}
          </p>
        )}
        <PaymentMethods methods={methods} chosen={method} onChoose={(one) => { choose(one); setCode(undefined) }} />
        {code && <ScanToPay code={code} result={`/pay/return?order=${order.id}`} />}
        {order.availableActions.includes('cancelOrder') && (
          <button type="button" className="ih-button" data-kind="quiet" disabled={cancelling} onClick={giveUp}>
            放弃支付
          </button>
        )}
      </main>
      <ActionBar>
        <button type="button" className="ih-button" data-kind="primary" disabled={over || fetching || leaving || !method} onClick={pay}>
          {fetching || leaving ? '正在前往支付…' : `${method ? methodWord(method) : '暂不能支付'} ${formatFen(order.amountFen)}`}
        </button>
      </ActionBar>
    </>
  )
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
