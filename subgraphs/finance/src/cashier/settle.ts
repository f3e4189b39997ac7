import { and, asc, eq } from 'drizzle-orm'
import type { ChannelTransaction } from '@hospital/connectors/payments/port'
import type { Context } from '@hospital/subgraph/context'
import { tryTransition } from '@hospital/subgraph/transitions'
import { raiseAlert } from '../alerts/alert.ts'
import { bookSettled } from '../insurance/booking.ts'
import { reverseHeldInsurance } from '../insurance/reversal.ts'
import { failSettlement } from '../insurance/settlement.ts'
import { book } from '../ledger/ledger.ts'
import { takePaid } from '../orders/order-paid.ts'
import { lockOrder } from '../orders/order.ts'
import { requestRefund } from '../refunds/request.ts'
import { allocation } from '../tables.ts'
import { booksOfMethod } from './dealing.ts'
import { findPaymentByNumber, paymentEntity, type PaymentRow } from './payment.ts'

/**
 * Applies what the channel answered to a query, in a transaction and as the house. However often and in whatever order it is called,
 * a payment has its effect once: every order that is open takes its part, and what no order takes goes back by itself.
 */
export async function settlePayment(tx: Context, transaction: ChannelTransaction): Promise<void> {
  const { outTradeNo, state } = transaction
  const row = await findPaymentByNumber(tx, outTradeNo)
  const paid = state === 'SUCCESS' || state === 'REFUND'
  if (!row) {
    if (paid) await raiseAlert(tx, { kind: 'UNKNOWN_PAYMENT', about: outTradeNo, detail: { outTradeNo, transactionId: transaction.transactionId, amountFen: transaction.amountFen } })
    return
  }
  if (paid) return receive(tx, row, transaction)
  if (state === 'CLOSED' || state === 'REVOKED') return giveUp(tx, row.id, 'close')
  if (state === 'PAYERROR') return giveUp(tx, row.id, 'fail')
}

async function receive(tx: Context, row: PaymentRow, { transactionId, amountFen, paidAt }: ChannelTransaction): Promise<void> {
  if (row.status === 'SUCCEEDED') return
  if (amountFen !== row.amountFen || !transactionId) {
    await raiseAlert(tx, { kind: 'WRONG_AMOUNT', about: row.number, paymentId: row.id, detail: { expectedFen: row.amountFen, receivedFen: amountFen, transactionId } })
    return giveUp(tx, row.id, 'fail')
  }
  const succeeded = await tryTransition(tx, paymentEntity, row.id, 'succeed', { channelTransactionId: transactionId, succeededAt: paidAt ?? tx.now() })
  if (!succeeded) return
  if (row.method === 'INSURANCE') await bookSettled(tx, succeeded)
  else await book(tx, { fact: 'PAYMENT_RECEIVED', factId: row.id, debit: booksOfMethod(row.method), credit: 'PATIENT_PREPAID', amountFen, paymentId: row.id, memo: `支付 ${row.number} 到账` })
  // In the order of ids, so that payments with the same orders never wait for each other in a circle.
  const parts = await tx.db.select().from(allocation).where(eq(allocation.paymentId, row.id)).orderBy(asc(allocation.orderId))
  for (const part of parts) {
    const taken = await takePart(tx, succeeded, part)
    if (!taken) await returnSurplus(tx, row, part.orderId, part.amountFen)
  }
}

/** The insurer's part waits for the rest of its order, unless it is the whole. One that was given up for another way of paying is not needed any more. */
async function takePart(tx: Context, { id: paymentId, method, number: paymentNumber, succeededAt }: PaymentRow, { orderId, amountFen, claim }: typeof allocation.$inferSelect): Promise<boolean> {
  const order = await lockOrder(tx, orderId)
  if (method === 'INSURANCE' && order?.status === 'OPEN' && amountFen < order.amountFen) return claim === 'HELD'
  return takePaid(tx, { orderId, paymentId, paymentNumber, amountFen, paidAt: succeededAt! })
}

/** The order is no longer open (cancelled, expired, withdrawn, or paid already): this money is not its own. */
async function returnSurplus(tx: Context, { id: paymentId }: PaymentRow, orderId: string, amountFen: number): Promise<void> {
  await tx.db.update(allocation).set({ claim: 'SURPLUS' }).where(and(eq(allocation.paymentId, paymentId), eq(allocation.orderId, orderId)))
  const order = await lockOrder(tx, orderId)
  await requestRefund(tx, order!, { cause: 'SURPLUS', paymentId, amountFen, reason: '订单已关闭或已支付，自动退回', clientKey: `surplus ${paymentId}` })
}

/** Nothing came and nothing will: the orders may be paid by another payment. */
export async function giveUp(tx: Context, paymentId: string, action: 'close' | 'fail'): Promise<void> {
  const gone = await tryTransition(tx, paymentEntity, paymentId, action)
  if (!gone) return
  const parts = await tx.db.update(allocation).set({ claim: 'RELEASED' }).where(and(eq(allocation.paymentId, paymentId), eq(allocation.claim, 'HELD'))).returning()
  if (gone.method === 'INSURANCE') return failSettlement(tx, paymentId, action)
  // The insurer does not wait for another try: what it paid goes back, and the order is open as a whole again.
  if (action === 'fail') for (const { orderId } of parts) await reverseHeldInsurance(tx, orderId, '现金部分支付失败，医保结算自动撤销')
}
