import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { EventPayloads } from '@hospital/events/catalogue'
import type { Context } from '@hospital/subgraph/context'
import { tryTransition } from '@hospital/subgraph/transitions'
import { book, revenueOf } from '../ledger/ledger.ts'
import { order, refund } from '../tables.ts'
import { lockOrder, orderEntity } from './order.ts'

/** Asked back, and the HIS has not agreed yet: nothing of it is booked. */
async function untoldFen(tx: Context, orderId: string): Promise<number> {
  const [row] = await tx.db.select({ fen: sql<string>`coalesce(sum(${refund.amountFen}), 0)` }).from(refund)
    .where(and(eq(refund.orderId, orderId), eq(refund.status, 'REQUESTED'), isNotNull(refund.toldAs), isNull(refund.toldAt)))
  return Number(row!.fen)
}

/** What was paid for has been delivered: what was not asked back is now earned. */
export async function deliver(tx: Context, { orderId }: EventPayloads['subject.delivered']): Promise<void> {
  const row = await lockOrder(tx, orderId)
  // Delivery follows payment, so an order that is not here yet is on its way: the job comes again.
  if (!row) throw new Error(`Order ${orderId} is delivered but not known`)
  if (row.deliveredAt) return
  if (!row.paidAt) {
    tx.log.warn({ orderId, status: row.status }, 'delivered without payment')
    return
  }
  await tx.db.update(order).set({ deliveredAt: tx.now() }).where(eq(order.id, orderId))
  await book(tx, {
    fact: 'ORDER_DELIVERED', factId: orderId, debit: 'ORDER_LIABILITY', credit: revenueOf(row.kind),
    amountFen: row.amountFen - row.refundRequestedFen + (await untoldFen(tx, orderId)), orderId, memo: `订单 ${row.number} 确认收入`,
  })
  await tryTransition(tx, orderEntity, orderId, 'fulfil')
}
