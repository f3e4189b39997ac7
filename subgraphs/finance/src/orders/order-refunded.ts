import type { Context } from '@hospital/subgraph/context'
import { emit } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import { orderEntity, type OrderRow } from './order.ts'

/** Where an order's refunds have all come to their end, the order has too. `row` as it stands after the last one. */
export async function concludeRefunds(tx: Context, row: OrderRow, refundFen: number): Promise<void> {
  const full = row.refundedFen === row.amountFen
  if (full) await tryTransition(tx, orderEntity, row.id, 'completeRefund')
  else if (row.refundedFen === row.refundRequestedFen) await tryTransition(tx, orderEntity, row.id, 'completePartialRefund')
  const { id: orderId, subjectType, subjectId } = row
  await emit(tx, 'order.refunded', { orderId, subjectType, subjectId, refundFen, full, at: tx.now().toISOString() })
}

/** A free order that will not be delivered: nothing moves, but its life ends like any other's. */
export async function giveBackNothing(tx: Context, row: OrderRow): Promise<void> {
  if (await tryTransition(tx, orderEntity, row.id, 'refundOrder')) await concludeRefunds(tx, row, 0)
}
