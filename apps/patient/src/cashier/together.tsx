'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useMutation } from 'urql'
import { formatCountdown, formatFen, formatYuan } from '@hospital/web/format'
import { useHydrated } from '@hospital/web/hydrated'
import { ClockIcon, InfoIcon } from '@hospital/web/parts/icons'
import { Dot } from '@hospital/web/parts/tag'
import { problemOf, type Problem } from '@hospital/web/problem'
import billStyles from '@/bills/bills.module.css'
import { ProblemNote } from '@/consultation/rules-step'
import { ActionBar } from '@/frame/action-bar'
import { StartPaymentDocument, type OrderKind, type PaymentMethod, type PayTogetherQuery } from '@/graphql/graphql'
import { useCountdown } from './countdown'
import { PaymentMethods, methodWord } from './payment-methods'
import { ScanToPay } from './scan-to-pay'
import styles from './cashier.module.css'

type Order = PayTogetherQuery['orders']['nodes'][number]

export const kindWords: Record<OrderKind, string> = { REGISTRATION: '挂号费', CONSULTATION: '咨询费', OUTPATIENT_BILL: '门诊费用', INPATIENT_DEPOSIT: '住院预缴', CARD_TOP_UP: '就诊卡充值' }

interface TogetherProps {
  orders: Order[]
  /** Asked for, but paid or dead by now. */
  missing: number
  methods: PaymentMethod[]
  /** On the card of the person whom all of them are for. */
  balanceFen?: number
  now: number
}

/** One payment for several orders: its parts, the earliest time limit, the sum. */
export function Together({ orders, missing, methods, balanceFen, now }: TogetherProps) {
  const router = useRouter()
  const hydrated = useHydrated()
  const earliest = orders.reduce((first, { payUntil }) => (payUntil < first ? payUntil : first), orders[0]!.payUntil)
  const left = useCountdown(earliest, now)
  const [problem, setProblem] = useState<Problem>()
  const [leaving, setLeaving] = useState(false)
  const [{ fetching }, start] = useMutation(StartPaymentDocument)
  const sum = orders.reduce((fen, order) => fen + owedFen(order), 0)
  const covers = (one: PaymentMethod) => one !== 'HOSPITAL_CARD' || (balanceFen ?? 0) >= sum
  const [chosen, choose] = useState<PaymentMethod>()
  const method = chosen ?? methods.find(covers)
  const [code, setCode] = useState<string>()
  const over = left === 0
  const back = `/pay/return?order=${orders[0]!.id}`

  async function pay() {
    if (!method || fetching || leaving) return
    setProblem(undefined)
    const { data, error } = await start({ input: { orderIds: orders.map(({ id }) => id), method, returnUrl: window.location.origin + back } })
    if (!data) {
      setProblem(problemOf(error) ?? undefined)
      return router.refresh()
    }
    const { payUrl, codeUrl } = data.startPayment
    if (codeUrl && !payUrl) return setCode(codeUrl)
    setLeaving(true)
    window.location.assign(payUrl ?? back)
  }

  return (
    <>
      <main className="page">
        <section className={`ih-card ${styles.amount}`} aria-label="应付金额">
          <p>应付金额</p>
          <strong className="ih-price"><small>¥</small>{formatYuan(sum)}</strong>
          <p className={styles.left} role="timer"><ClockIcon size={18} />{over ? '有订单已超过支付时间' : `请在 ${formatCountdown(left)} 内支付`}</p>
        </section>
        {missing > 0 && <p className="ih-note" data-tone="warn" role="status">有 {missing} 笔已支付或已失效，未列入。</p>}
        <section className="ih-card">
          <h2>合并支付 {orders.length} 笔</h2>
          <ul>
            {orders.map((order) => (
              <Part key={order.id} order={order} />
            ))}
          </ul>
        </section>
        <p className="ih-note" data-tone="plain"><InfoIcon size={18} /><span>每一笔分别入账、分别退费；其中有一笔没有办成，那一笔的费用会自动退回，其余不受影响。</span></p>
        {problem && <ProblemNote problem={problem} />}
        <PaymentMethods methods={methods} chosen={method} onChoose={(one) => { choose(one); setCode(undefined) }} card={{ cashFen: sum, balanceFen, patientId: orders[0]!.patient?.id }} />
        {code && <ScanToPay code={code} result={back} />}
      </main>
      <ActionBar>
        <button type="button" className="ih-button" data-kind="primary" disabled={!hydrated || over || fetching || leaving || !method} onClick={pay}>{fetching || leaving ? '正在前往支付…' : `${method ? methodWord(method) : '暂不能支付'} ${formatFen(sum)}`}</button>
      </ActionBar>
    </>
  )
}

function Part({ order }: { order: Order }) {
  const { kind, title, patient, department } = order
  return (
    <li className={billStyles.part}>
      <span className={billStyles.words}><b>{kindWords[kind]}</b><small>{title}{patient && <><Dot />{patient.name}</>}{department && !title.includes(department.name) && <><Dot />{department.name}</>}</small></span>
      <span className={billStyles.side}>{formatFen(owedFen(order))}</span>
    </li>
  )
}

/** What the insurer has paid already is not paid again. */
const owedFen = ({ amountFen, insurance }: Order): number => (insurance?.status === 'SETTLED' ? insurance.cashFen : amountFen)
