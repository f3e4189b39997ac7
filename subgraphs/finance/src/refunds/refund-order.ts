import { and, eq, inArray } from 'drizzle-orm'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { enqueue } from '@hospital/subgraph/transaction'
import { applyTransition } from '@hospital/subgraph/transitions'
import { lockOrder, refundableFen } from '../orders/order.ts'
import { orderTransitions } from '../orders/order.status.ts'
import { refund } from '../tables.ts'
import { findRefunds, refundEntity, type RefundRow } from './refund.ts'
import type { RefundOrderInput } from './refund.types.ts'
import { requestRefund } from './request.ts'

/**
 * An operator gives back all or part of an order (平台退款). A repeated request with the same key answers the first refund.
 * Refuses INVALID_INPUT, NOT_FOUND, NOT_REFUNDABLE, REFUND_TOO_MUCH, REFUND_INSURED_WHOLE, CONFLICT (the key was used for something else).
 */
export async function refundOrder(tx: Context, input: RefundOrderInput): Promise<RefundRow> {
  const { orderId, amountFen, clientKey } = input
  const reason = input.reason.trim()
  if (amountFen <= 0) throw new Refusal('INVALID_INPUT', { message: '退款金额须大于零', details: { field: 'amountFen' } })
  if (!reason || reason.length > 200) throw new Refusal('INVALID_INPUT', { message: '请填写退款原因（不超过 200 字）', details: { field: 'reason' } })
  if (clientKey.length < 8 || clientKey.length > 64) throw new Refusal('INVALID_INPUT', { details: { field: 'clientKey' } })
  const row = await lockOrder(tx, orderId)
  if (!row) throw new Refusal('NOT_FOUND')
  const [before] = await tx.db.select().from(refund).where(and(eq(refund.orderId, orderId), eq(refund.clientKey, keyOf(clientKey))))
  if (before) return sameRequest(tx, before, amountFen)
  if (row.kind === 'CARD_TOP_UP' || !orderTransitions.refundOrder.from.some((status) => status === row.status)) throw new Refusal('NOT_REFUNDABLE', { details: { status: row.status } })
  const refundable = refundableFen(row)
  if (amountFen > refundable) throw new Refusal('REFUND_TOO_MUCH', { details: { refundableFen: refundable } })
  const made = await requestRefund(tx, row, { cause: 'PLATFORM', amountFen, reason, clientKey: keyOf(clientKey) })
  await audit(tx, 'order.refund', { subjectType: 'Order', subjectId: orderId, before: { status: row.status, refundableFen: refundable }, after: { refundNumber: made.number, amountFen, reason } })
  return made
}

/** An operator's keys live apart from the house's own. */
const keyOf = (clientKey: string) => `platform ${clientKey}`

/** Of an order that insurance paid towards, the legs together are what was asked. */
async function sameRequest(tx: Context, before: RefundRow, amountFen: number): Promise<RefundRow> {
  const legs = await tx.db.select({ fen: refund.amountFen }).from(refund).where(and(eq(refund.orderId, before.orderId), inArray(refund.clientKey, [before.clientKey, `${before.clientKey} INSURANCE`])))
  if (legs.reduce((sum, { fen }) => sum + fen, 0) !== amountFen) throw new Refusal('CONFLICT', { message: '这次退款已提交过，金额不同，请刷新后核对', details: { refundId: before.id } })
  return before
}

/**
 * An operator has looked into a failed refund and sends it again; one that the channel has closed for good goes under a new number.
 * Refuses NOT_FOUND, WRONG_STATE.
 */
export async function retryRefund(tx: Context, id: string): Promise<RefundRow> {
  const [before] = await findRefunds(tx, [id])
  const edition = before && before.failureReason === 'CLOSED' ? before.edition + 1 : before?.edition
  const row = await applyTransition(tx, refundEntity, id, 'retryRefund', { edition, failureReason: null })
  await enqueue(tx, 'sendRefund', { refundId: id, attempt: 0 }, { key: id })
  await audit(tx, 'refund.retry', { subjectType: 'Refund', subjectId: id, after: { number: row.number, amountFen: row.amountFen } })
  return row
}
