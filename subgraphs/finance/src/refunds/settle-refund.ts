import { and, eq, sql } from 'drizzle-orm'
import type { ChannelRefund } from '@hospital/connectors/payments/port'
import type { Context } from '@hospital/subgraph/context'
import { notify } from '@hospital/subgraph/notice'
import { enqueue } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import { raiseAlert } from '../alerts/alert.ts'
import { booksOfMethod } from '../cashier/dealing.ts'
import { getPayment } from '../cashier/payment.ts'
import { bookReversed } from '../insurance/booking.ts'
import { book } from '../ledger/ledger.ts'
import { concludeRefunds } from '../orders/order-refunded.ts'
import { lockOrder, type OrderRow } from '../orders/order.ts'
import { completeRequests } from '../refund-requests/ask.ts'
import { allocation, order } from '../tables.ts'
import { yuan } from '../yuan.ts'
import { findRefundByOutNumber, outRefundNo, refundEntity, type RefundRow } from './refund.ts'

const FIRST_LOOK_MS = 15_000

/** Applies what the channel says of a refund, in a transaction and as the house; each end has its effect once. */
export async function settleRefund(tx: Context, answer: ChannelRefund): Promise<void> {
  const row = await findRefundByOutNumber(tx, answer.outRefundNo)
  if (!row || outRefundNo(row) !== answer.outRefundNo) {
    if (answer.state === 'SUCCESS') await raiseAlert(tx, { kind: 'UNKNOWN_REFUND', about: answer.outRefundNo, detail: { outRefundNo: answer.outRefundNo, refundFen: answer.refundFen } })
    return
  }
  if (answer.refundFen !== row.amountFen) {
    return raiseAlert(tx, { kind: 'REFUND_WRONG_AMOUNT', about: answer.outRefundNo, refundId: row.id, paymentId: row.paymentId, detail: { expectedFen: row.amountFen, answeredFen: answer.refundFen } })
  }
  if (answer.state === 'SUCCESS') return complete(tx, row, answer)
  if (answer.state === 'CLOSED' || answer.state === 'ABNORMAL') return failRefund(tx, row, answer.state)
  const sent = await tryTransition(tx, refundEntity, row.id, 'send', { channelRefundId: answer.refundId, sentAt: tx.now() })
  if (sent) await enqueue(tx, 'watchRefund', { refundId: row.id, attempt: 0 }, { runAt: new Date(tx.now().getTime() + FIRST_LOOK_MS), key: row.id })
}

async function complete(tx: Context, row: RefundRow, { refundId: channelRefundId, succeededAt }: ChannelRefund): Promise<void> {
  const { amountFen, orderId, paymentId } = row
  const done = await tryTransition(tx, refundEntity, row.id, 'succeed', { channelRefundId, succeededAt: succeededAt ?? tx.now(), failureReason: null })
  if (!done) return
  const before = await lockOrder(tx, orderId)
  await tx.db.update(allocation).set({ refundedFen: sql`${allocation.refundedFen} + ${amountFen}` }).where(and(eq(allocation.paymentId, paymentId), eq(allocation.orderId, orderId)))
  const { method } = await getPayment(tx, paymentId)
  if (method === 'INSURANCE') await bookReversed(tx, row)
  else await book(tx, { fact: 'REFUND_PAID', factId: row.id, debit: 'REFUND_PAYABLE', credit: booksOfMethod(method), amountFen, orderId, paymentId, refundId: row.id, memo: `退款 ${row.number} 到账` })
  if (row.cause !== 'SURPLUS') {
    const [after] = await tx.db.update(order).set({ refundedFen: sql`${order.refundedFen} + ${amountFen}` }).where(eq(order.id, orderId)).returning()
    await concludeRefunds(tx, after!, amountFen)
    await completeRequests(tx, row, after!.refundedFen === after!.amountFen)
  }
  await announce(tx, before!, row)
}

const announce = (tx: Context, { id, accountId, title }: OrderRow, { id: refundId, amountFen, reason }: RefundRow) => notify(tx, 'order.refunded', {
  accountId, variables: { title, amount: yuan(amountFen), reason }, link: `/orders/${id}`, subjectType: 'Order', subjectId: id, occurrence: refundId,
})

/** The payer is still owed the money: a person is told. */
export async function failRefund(tx: Context, row: RefundRow, failureReason: string): Promise<void> {
  const failed = await tryTransition(tx, refundEntity, row.id, 'fail', { failureReason })
  if (!failed) return
  const about = `${row.number} ${tx.now().toISOString()}`
  await raiseAlert(tx, { kind: 'REFUND_FAILED', about, refundId: row.id, paymentId: row.paymentId, detail: { failureReason, amountFen: row.amountFen } })
}
