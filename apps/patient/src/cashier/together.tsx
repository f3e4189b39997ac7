'use client'

import { formatCountdown, formatFen, formatYuan } from '@hospital/web/format'
import { useHydrated } from '@hospital/web/hydrated'
import { ClockIcon, InfoIcon } from '@hospital/web/parts/icons'
import { Dot } from '@hospital/web/parts/tag'
import billStyles from '@/bills/bills.module.css'
import { ProblemNote } from '@/consultation/rules-step'
import { ActionBar } from '@/frame/action-bar'
import type { OrderKind, PaymentMethod, PayTogetherQuery } from '@/graphql/graphql'
import { useCountdown } from './countdown'
import { PaymentMethods, methodWord } from './payment-methods'
import { ScanToPay } from './scan-to-pay'
import { usePayment } from './use-payment'
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
  const hydrated = useHydrated()
  const earliest = orders.reduce((first, { payUntil }) => (payUntil < first ? payUntil : first), orders[0]!.payUntil)
  const left = useCountdown(earliest, now)
  const fen = orders.reduce((sum, order) => sum + owedFen(order), 0)
  const outcome = `/pay/return?order=${orders[0]!.id}`
  const { method, choose, pay, problem, code, busy, payable } = usePayment({ orderIds: orders.map(({ id }) => id), fen, methods, balanceFen, outcome })
  const over = left === 0

  return (
    <>
      <main className="page">
        <section className={`ih-card ${styles.amount}`} aria-label="应付金额">
          <p>应付金额</p>
          <strong className="ih-price"><small>¥</small>{formatYuan(fen)}</strong>
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
        <PaymentMethods methods={methods} chosen={method} onChoose={choose} card={{ cashFen: fen, balanceFen, patientId: orders[0]!.patient?.id }} />
        {code && <ScanToPay code={code} result={outcome} />}
      </main>
      <ActionBar>
        <button type="button" className="ih-button" data-kind="primary" disabled={!hydrated || over || busy || !payable} onClick={pay}>{busy ? '正在前往支付…' : `${method ? methodWord(method) : '暂不能支付'} ${formatFen(fen)}`}</button>
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
