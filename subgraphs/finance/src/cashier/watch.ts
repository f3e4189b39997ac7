import { and, eq, inArray, lt } from 'drizzle-orm'
import { isConnectorFailure } from '@hospital/connectors/failure'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import type { FinanceContext } from '../context.ts'
import { allocation, order, payment, refund } from '../tables.ts'
import { askChannel, closeAtChannel } from './channel.ts'
import { getPayment, type PaymentRow } from './payment.ts'
import { LIVE_PAYMENT_STATUSES } from './payment.status.ts'

/** Seconds between looks at a payment; the last one repeats until the end is known. */
const LADDER = [15, 30, 60, 120, 300, 600]

export const nextLook = (ctx: FinanceContext, ladder: readonly number[], attempt: number): Date =>
  new Date(ctx.now().getTime() + ladder[Math.min(attempt, ladder.length - 1)]! * 1_000)

/** A lost callback loses nothing: the channel is asked until the payment has come to its end, and told to close when its time is over. */
export async function watchPayment(ctx: FinanceContext, { paymentId, attempt }: { paymentId: string; attempt: number }): Promise<void> {
  const row = await getPayment(ctx, paymentId)
  if (!isLive(row)) return
  try {
    const settled = (await isOver(ctx, row)) ? await closeAtChannel(ctx, row) : await statusAtChannel(ctx, row)
    if (!LIVE_PAYMENT_STATUSES.some((status) => status === settled)) return
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error, paymentId, attempt }, 'payment not known yet')
  }
  const later = nextLook(ctx, LADDER, attempt)
  const runAt = row.expiresAt > ctx.now() && row.expiresAt < later ? row.expiresAt : later
  await inTransaction(ctx, (tx) => enqueue(tx, 'watchPayment', { paymentId, attempt: attempt + 1 }, { runAt, key: paymentId }))
}

async function statusAtChannel(ctx: FinanceContext, row: PaymentRow) {
  await askChannel(ctx, row)
  return (await getPayment(ctx, row.id)).status
}

/** Its time is over, or one of its orders cannot be paid any more or is paid by another payment. */
async function isOver(ctx: FinanceContext, row: PaymentRow): Promise<boolean> {
  if (row.expiresAt <= ctx.now()) return true
  const parts = await ctx.db.select({ status: order.status, claim: allocation.claim }).from(allocation).innerJoin(order, eq(order.id, allocation.orderId)).where(eq(allocation.paymentId, row.id))
  return parts.some(({ status, claim }) => status !== 'OPEN' || claim !== 'HELD')
}

const isLive = ({ status }: PaymentRow) => LIVE_PAYMENT_STATUSES.some((live) => live === status)

const FORGOTTEN_MS = 30 * 60_000

/** The backstop behind the watches: whatever should long have ended is looked at again. */
export async function sweepForgotten(ctx: FinanceContext): Promise<void> {
  const since = new Date(ctx.now().getTime() - FORGOTTEN_MS)
  await inTransaction(ctx, async (tx) => {
    const payments = await tx.db.select({ id: payment.id }).from(payment).where(and(inArray(payment.status, [...LIVE_PAYMENT_STATUSES]), lt(payment.expiresAt, since))).limit(500)
    for (const { id } of payments) await enqueue(tx, 'watchPayment', { paymentId: id, attempt: 0 }, { key: id })
    const orders = await tx.db.select({ id: order.id }).from(order).where(and(eq(order.status, 'OPEN'), lt(order.payUntil, since))).limit(500)
    for (const { id } of orders) await enqueue(tx, 'expireOrder', { orderId: id }, { key: id })
    const unsent = await tx.db.select({ id: refund.id, number: refund.number, toldAs: refund.toldAs, toldAt: refund.toldAt }).from(refund).where(and(eq(refund.status, 'REQUESTED'), lt(refund.requestedAt, new Date(since.getTime() - DAY_MS)))).limit(500)
    for (const { id, number, toldAs, toldAt } of unsent) {
      if (!toldAs || toldAt) await enqueue(tx, 'sendRefund', { refundId: id, attempt: 0 }, { key: id })
      else if (number === toldAs) await enqueue(tx, 'tellRefund', { id }, { key: id })
    }
  })
}

const DAY_MS = 86_400_000
