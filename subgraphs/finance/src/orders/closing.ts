import { and, eq, lte } from 'drizzle-orm'
import { Refusal } from '@hospital/subgraph/refusal'
import { emit, enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { applyTransition, tryTransition } from '@hospital/subgraph/transitions'
import { asHouse, type FinanceContext } from '../context.ts'
import { askGivenUp, closeLivePayments } from '../cashier/channel.ts'
import { order } from '../tables.ts'
import { getOrder, orderEntity, ownedOrders, type OrderRow } from './order.ts'
import { watchLivePayments } from './withdrawal.ts'

/**
 * The payer gives an unpaid order up. Its payments are closed at the channel first; one that turns out paid is taken, and the order stays.
 * A channel that cannot be reached does not hold the payer up: money that comes later goes back by itself.
 * Refuses NOT_FOUND, WRONG_STATE.
 */
export async function cancelOrder(ctx: FinanceContext, id: string): Promise<OrderRow> {
  const [owned] = await ctx.db.select({ status: order.status }).from(order).where(and(eq(order.id, (await getOrder(ctx, id)).id), ownedOrders(ctx.viewer)))
  if (!owned) throw new Refusal('NOT_FOUND')
  if (owned.status !== 'OPEN') throw new Refusal('WRONG_STATE', { details: { status: owned.status, action: 'cancelOrder' } })
  await closeLivePayments(asHouse(ctx), [id]).catch((error: unknown) => ctx.log.warn({ err: error, orderId: id }, 'payments are closed later'))
  return inTransaction(ctx, async (tx) => {
    const cancelled = await applyTransition(tx, orderEntity, id, 'cancelOrder', {}, { where: ownedOrders(tx.viewer) })
    await watchLivePayments(tx, id)
    await emit(tx, 'order.closed', { orderId: id, subjectType: cancelled.subjectType, subjectId: cancelled.subjectId, reason: 'CANCELLED' })
    return cancelled
  })
}

/** The time to pay has run out. The channel is asked before, so that a payment made in time counts however late its callback is. */
export async function expireOrder(ctx: FinanceContext, { orderId }: { orderId: string }): Promise<void> {
  const row = await getOrder(ctx, orderId)
  if (row.status !== 'OPEN') return
  if (row.payUntil > ctx.now()) return inTransaction(ctx, (tx) => enqueue(tx, 'expireOrder', { orderId }, { runAt: row.payUntil, key: orderId }))
  await lastLook(ctx, orderId).catch((error: unknown) => ctx.log.warn({ err: error, orderId }, 'payments are closed later'))
  await inTransaction(ctx, async (tx) => {
    const expired = await tryTransition(tx, orderEntity, orderId, 'expire', {}, { where: lte(order.payUntil, tx.now()) })
    if (!expired) return
    await watchLivePayments(tx, orderId)
    await emit(tx, 'order.closed', { orderId, subjectType: expired.subjectType, subjectId: expired.subjectId, reason: 'EXPIRED' })
  })
}

async function lastLook(ctx: FinanceContext, orderId: string): Promise<void> {
  await closeLivePayments(ctx, [orderId])
  await askGivenUp(ctx, orderId)
}

/** WeChat Pay takes refunds for a year after payment. */
const REFUNDABLE_MS = 365 * 86_400_000

/** Delivered orders are closed once the channel takes no refund of them any more. */
export async function closeOldOrders(ctx: FinanceContext): Promise<void> {
  const old = await ctx.db.select({ id: order.id }).from(order)
    .where(and(eq(order.status, 'FULFILLED'), lte(order.paidAt, new Date(ctx.now().getTime() - REFUNDABLE_MS)))).limit(1_000)
  for (const { id } of old) await inTransaction(ctx, (tx) => tryTransition(tx, orderEntity, id, 'close'))
}
