import { and, eq } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { lockOrder } from '../orders/order.ts'
import { requestRefund } from '../refunds/request.ts'
import { allocation } from '../tables.ts'
import { findHeldInsurance } from './settlement.ts'

/** The rest of an order was not paid, or not this way: what the insurer paid goes back by itself. A job sends it, however often that takes. */
export async function reverseHeldInsurance(tx: Context, orderId: string, reason: string): Promise<void> {
  const held = (await findHeldInsurance(tx, [orderId])).get(orderId)
  const row = held && await lockOrder(tx, orderId)
  if (!held || !row) return
  const [taken] = await tx.db.update(allocation).set({ claim: 'SURPLUS' }).where(and(eq(allocation.paymentId, held.paymentId), eq(allocation.orderId, orderId), eq(allocation.claim, 'HELD'))).returning()
  if (taken) await requestRefund(tx, row, { cause: 'SURPLUS', paymentId: held.paymentId, amountFen: held.amountFen, reason, clientKey: `surplus ${held.paymentId}` })
}
