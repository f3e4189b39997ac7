import { and, eq, inArray } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { applyTransition, tryTransition } from '@hospital/subgraph/transitions'
import { asHouse, type FinanceContext } from '../context.ts'
import { lockOrder, refundableFen, type OrderRow } from '../orders/order.ts'
import { requestRefund } from '../refunds/request.ts'
import type { RefundRow } from '../refunds/refund.ts'
import { refundRequestEntity, type RefundRequestRow } from './refund-request.ts'
import type { AskRefundInput } from './refund-request.types.ts'
import { refundWay } from './rule.ts'
import { refundRequest } from './tables.ts'

export const LIVE = ['PENDING', 'APPROVED'] as const

/**
 * The payer asks back what is left of a paid order. By the hospital's rule it goes back at once, or a person decides. While a request is open,
 * asking again answers it. Refuses INVALID_INPUT, NOT_FOUND, and what `refundWay` refuses.
 */
export async function askRefund(tx: FinanceContext, { orderId, reason, words: written }: AskRefundInput): Promise<RefundRequestRow> {
  const words = (written ?? '').trim()
  if (words.length > 200) throw new Refusal('INVALID_INPUT', { message: '补充说明不超过 200 字。', details: { field: 'words' } })
  if (reason === 'OTHER' && !words) throw new Refusal('INVALID_INPUT', { message: '请填写退费原因。', details: { field: 'words' } })
  const row = await lockOrder(tx, orderId)
  if (!row || tx.viewer.kind !== 'PATIENT' || row.accountId !== tx.viewer.accountId) throw new Refusal('NOT_FOUND')
  const [open] = await tx.db.select().from(refundRequest).where(and(eq(refundRequest.orderId, orderId), inArray(refundRequest.status, [...LIVE])))
  if (open) return open
  const way = await refundWay(tx, row)
  const [made] = await tx.db.insert(refundRequest).values({
    orderId, kind: row.kind, institutionId: row.institutionId, accountId: row.accountId, reason, words, amountFen: refundableFen(row), requestedAt: tx.now(),
  }).returning()
  return way === 'AUTOMATIC' ? approveByRule(asHouse(tx), row, made!) : made!
}

async function approveByRule(tx: Context, row: OrderRow, request: RefundRequestRow): Promise<RefundRequestRow> {
  const { id: refundId } = await giveBack(tx, row, request, request.amountFen)
  return applyTransition(tx, refundRequestEntity, request.id, 'approveByRule', { refundId, decidedAt: tx.now() })
}

/** One refund of a request, however often it is approved. */
export const giveBack = (tx: Context, row: OrderRow, { id, refundId }: RefundRequestRow, amountFen: number): Promise<RefundRow> =>
  // Where the HIS did not agree to an earlier one, this is another.
  requestRefund(tx, row, { cause: 'REQUESTED', amountFen, reason: '患者申请退费', clientKey: refundId ? `request ${id} after ${refundId}` : `request ${id}` })

/** Refuses NOT_FOUND, WRONG_STATE. */
export const withdrawRefundRequest = (tx: Context, id: string): Promise<RefundRequestRow> =>
  applyTransition(tx, refundRequestEntity, id, 'withdrawRefundRequest', {}, { where: tx.viewer.kind === 'PATIENT' ? eq(refundRequest.accountId, tx.viewer.accountId) : undefined })

/** The HIS did not agree to refunds: the requests that they were for are open again, and say why. */
export async function reopenRequests(tx: Context, refundIds: readonly string[], hisRefusal: string): Promise<void> {
  const approved = await tx.db.select({ id: refundRequest.id }).from(refundRequest).where(inArray(refundRequest.refundId, [...refundIds]))
  for (const { id } of approved) await tryTransition(tx, refundRequestEntity, id, 'reopen', { hisRefusal, decidedAt: null, decidedById: null })
}

/** A refund has arrived: the request that it was for is done; so is any other, where nothing of the order remains. */
export async function completeRequests(tx: Context, refund: RefundRow, full: boolean): Promise<void> {
  const open = await tx.db.select().from(refundRequest).where(and(eq(refundRequest.orderId, refund.orderId), inArray(refundRequest.status, [...LIVE])))
  for (const { id, refundId } of open) if (full || refundId === refund.id) await tryTransition(tx, refundRequestEntity, id, 'complete')
}
