import { and, eq, sql } from 'drizzle-orm'
import type { EventPayloads } from '@hospital/events/catalogue'
import type { Context } from '@hospital/subgraph/context'
import { enqueue } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import { reverseHeldInsurance } from '../insurance/reversal.ts'
import { requestRefund } from '../refunds/request.ts'
import { allocation, earlyWithdrawal } from '../tables.ts'
import { giveBackNothing } from './order-refunded.ts'
import { lockOrder, orderEntity, refundableFen } from './order.ts'

/** The subject will not be delivered. An order that has not come yet is withdrawn when it comes. */
export async function rememberWithdrawal(tx: Context, { orderId, reason }: EventPayloads['subject.withdrawn']): Promise<void> {
  await holdOrderIds(tx, [orderId])
  await tx.db.insert(earlyWithdrawal).values({ orderId, reason, at: tx.now() }).onConflictDoNothing()
  await withdraw(tx, orderId, reason)
}

/** An order and its withdrawal may arrive at the same moment, and neither sees the other before commit: one waits for the other here. */
export async function holdOrderIds(tx: Context, orderIds: readonly string[]): Promise<void> {
  const ids = sql.join([...orderIds].sort().map((id) => sql`${id}::text`), sql`, `)
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(id, 0)) from unnest(array[${ids}]) as id`)
}

/** An open order closes, and its payments at the channel; of a paid one everything left goes back by itself. */
export async function withdraw(tx: Context, orderId: string, reason: string): Promise<void> {
  const row = await lockOrder(tx, orderId)
  if (!row) return
  if (row.status === 'OPEN') {
    await tryTransition(tx, orderEntity, orderId, row.payUntil <= tx.now() ? 'expire' : 'withdraw', {}, { detail: { reason } })
    return watchLivePayments(tx, orderId)
  }
  if (row.status === 'PAID' && row.amountFen === 0) return giveBackNothing(tx, row)
  const amountFen = refundableFen(row)
  if (amountFen > 0) await requestRefund(tx, row, { cause: 'WITHDRAWN', amountFen, reason, clientKey: 'withdrawn' })
}

/** Sends the watch to payments that have lost their order: it closes them, or finds them paid. What the insurer has paid goes back. */
export async function watchLivePayments(tx: Context, orderId: string): Promise<void> {
  await reverseHeldInsurance(tx, orderId, '订单已取消或超时，医保结算自动撤销')
  const held = await tx.db.select().from(allocation).where(and(eq(allocation.orderId, orderId), eq(allocation.claim, 'HELD')))
  for (const { paymentId } of held) await enqueue(tx, 'watchPayment', { paymentId, attempt: 0 }, { key: paymentId })
}
