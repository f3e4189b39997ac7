'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useMutation } from 'urql'
import { formatFen } from '@hospital/web/format'
import { CheckCircleIcon, ClockIcon, RefundIcon, WarningIcon } from '@hospital/web/parts/icons'
import { Empty } from '@hospital/web/parts/states'
import { RefreshPaymentDocument, type PaymentResultQuery } from '@/graphql/graphql'
import { InsuranceSplit } from './insurance-split'
import { subjectPath, subjectWord } from './subject-path'

type Order = NonNullable<PaymentResultQuery['order']>

/** Asks again after 1, 1.5, 2 … seconds, a minute in all; then leaves it to the person. */
const ROUNDS = 12

/** Nothing is told as paid before the channel has said so to the hospital. */
export function PaymentOutcome({ order }: { order: Order }) {
  const router = useRouter()
  const [round, setRound] = useState(0)
  const [, refresh] = useMutation(RefreshPaymentDocument)
  const pending = order.payments.find(({ status }) => status === 'PENDING' || status === 'CREATED')
  // The order and its payments are read one after the other: paid in between, the order is still told as open.
  const arriving = pending !== undefined || order.payments.some(({ status }) => status === 'SUCCEEDED')
  const rest = restOf(order)
  const unsettled = rest === undefined && (outcomeOf(order) === 'CONFIRMING' || (order.status === 'OPEN' && arriving))

  useEffect(() => {
    if (!unsettled || round >= ROUNDS) return
    const timer = setTimeout(async () => {
      if (pending) await refresh({ id: pending.id })
      router.refresh()
      setRound(round + 1)
    }, round === 0 ? 0 : 500 + round * 500)
    return () => clearTimeout(timer)
  }, [unsettled, round, pending, refresh, router])

  const { subject } = order
  const toSubject = subject && (
    <Link className="ih-button" data-kind="primary" href={subjectPath(subject)} replace prefetch={false}>
      {subject.__typename === 'Consultation' ? '进入咨询' : subjectWord(subject.__typename)}
    </Link>
  )
  const again = <button type="button" className="ih-button" data-kind="primary" onClick={() => setRound(0)}>我已支付，再查一次</button>
  const split = order.insurance && order.insurance.status !== 'FAILED' && <InsuranceSplit split={order.insurance} />
  if (rest !== undefined) {
    return (
      <>
        <Empty title="医保已结算，还需支付现金部分" mark={<ClockIcon size={36} />} ways={<Link className="ih-button" data-kind="primary" href={`/pay/${order.id}`} replace prefetch={false}>继续支付 {formatFen(rest)}</Link>}>超时未支付，医保结算将自动撤销，费用原路退回。</Empty>
        {split}
      </>
    )
  }
  switch (outcomeOf(order)) {
    case 'DONE':
      return <><Empty title="支付成功" mark={<CheckCircleIcon size={36} />} ways={toSubject}>已支付 {formatFen(order.amountFen)}。{doneWords(order)}</Empty>{split}</>
    case 'CONFIRMING':
      return <Empty title="支付成功，正在与医院确认" mark={<ClockIcon size={36} />} ways={toSubject}>已支付 {formatFen(order.amountFen)}。确认完成后会通知您；若医院未能确认，将自动全额退款。</Empty>
    case 'REFUNDED':
      return <Empty title="已为您退款" mark={<RefundIcon size={36} />} ways={toSubject}>订单没有办成，{formatFen(order.amountFen)} 将原路退回，一般 1–3 个工作日到账。</Empty>
    case 'CLOSED':
      return <Empty title="订单已关闭" mark={<WarningIcon size={36} />} ways={toSubject}>未产生费用。如果您已付款，将自动原路退回。</Empty>
    case 'OPEN':
      return unsettled && round < ROUNDS
        ? <Empty title="正在确认支付结果" mark={<ClockIcon size={36} />}>请不要重复支付，通常几秒内完成。</Empty>
        : <Empty title="还没有收到支付结果" mark={<ClockIcon size={36} />} ways={<>{again}<Link className="ih-button" data-kind="quiet" href={`/pay/${order.id}`} replace prefetch={false}>重新支付</Link></>}>如果已经付款，请稍后再查；没有付款可重新支付。</Empty>
  }
}

function nextStep(type: string | undefined): string {
  if (type === 'CardTopUp') return '金额会在片刻后充入就诊卡。'
  return type === 'Consultation' ? '医生会尽快接诊，超时未接诊将全额退款。' : '请按预约时间到院签到。'
}

/** What is left to pay where the insurer has paid its part and nothing is under way. */
function restOf({ status, insurance, payments }: Order): number | undefined {
  const underWay = payments.some((one) => one.status === 'PENDING' || one.status === 'CREATED')
  return status === 'OPEN' && insurance?.status === 'SETTLED' && insurance.cashFen > 0 && !underWay ? insurance.cashFen : undefined
}

function outcomeOf({ status, subject }: Order): 'OPEN' | 'DONE' | 'CONFIRMING' | 'REFUNDED' | 'CLOSED' {
  if (status === 'OPEN') return 'OPEN'
  if (status === 'REFUNDING' || status === 'REFUNDED') return 'REFUNDED'
  if (status === 'CANCELLED' || status === 'EXPIRED') return 'CLOSED'
  if (subject?.__typename === 'Appointment' && ['HELD', 'CONFIRMING'].includes(subject.appointmentStatus)) return 'CONFIRMING'
  if (subject?.__typename === 'OutpatientBill' && ['ORDERED', 'SETTLING'].includes(subject.billStatus)) return 'CONFIRMING'
  if (subject?.__typename === 'InpatientDeposit' && ['AWAITING_PAYMENT', 'PLACING'].includes(subject.depositStatus)) return 'CONFIRMING'
  return 'DONE'
}

function doneWords({ subject }: Order): string {
  switch (subject?.__typename) {
    case 'OutpatientBill': return `${subject.guide ?? '请到门诊楼服务台咨询'}。`
    case 'InpatientDeposit': return `已记入住院账户，收据号 ${subject.receiptNumber ?? '—'}。`
    case 'Consultation': return '医生会尽快接诊，超时未接诊将全额退款。'
    default: return '请按预约时间到院签到。'
  }
}
