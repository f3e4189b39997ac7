import { eq } from 'drizzle-orm'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { notify } from '@hospital/subgraph/notice'
import { Refusal } from '@hospital/subgraph/refusal'
import { applyTransition } from '@hospital/subgraph/transitions'
import { lockOrder, refundableFen, type OrderRow } from '../orders/order.ts'
import { yuan } from '../yuan.ts'
import { giveBack } from './ask.ts'
import { findRefundRequests, refundRequestEntity, type RefundRequestRow } from './refund-request.ts'
import type { ApproveRefundRequestInput, RefuseRefundRequestInput } from './refund-request.types.ts'
import { refundRequest } from './tables.ts'

/**
 * A person approves a request, for all that was asked or less. Approved before for the same amount, it answers that.
 * Refuses NOT_FOUND, INVALID_INPUT, WRONG_STATE, REFUND_TOO_MUCH, REFUND_INSURED_WHOLE (less than all of an order that insurance paid towards).
 */
export async function approveRefundRequest(tx: Context, { id, amountFen }: ApproveRefundRequestInput): Promise<RefundRequestRow> {
  const { request, row } = await hold(tx, id)
  if (request.status === 'APPROVED' && request.amountFen === amountFen) return request
  if (amountFen <= 0) throw new Refusal('INVALID_INPUT', { message: '退款金额须大于零', details: { field: 'amountFen' } })
  if (request.status === 'PENDING' && amountFen > Math.min(request.amountFen, refundableFen(row))) throw new Refusal('REFUND_TOO_MUCH', { details: { refundableFen: refundableFen(row) } })
  const approved = await applyTransition(tx, refundRequestEntity, id, 'approveRefundRequest', { amountFen, ...decision(tx) })
  const refund = await giveBack(tx, row, approved, amountFen)
  await tx.db.update(refundRequest).set({ refundId: refund.id }).where(eq(refundRequest.id, id))
  await audit(tx, 'refund-request.approve', { subjectType: 'RefundRequest', subjectId: id, before: { status: request.status, amountFen: request.amountFen }, after: { orderNumber: row.number, refundNumber: refund.number, amountFen } })
  await tell(tx, row, id, 'refund.approved', { title: row.title, amount: yuan(amountFen) })
  return { ...approved, refundId: refund.id }
}

/** A person refuses a request with a reason, which the patient is told. Refuses NOT_FOUND, INVALID_INPUT, WRONG_STATE. */
export async function refuseRefundRequest(tx: Context, { id, answer: written }: RefuseRefundRequestInput): Promise<RefundRequestRow> {
  const answer = written.trim()
  if (!answer || answer.length > 200) throw new Refusal('INVALID_INPUT', { message: '请填写不同意的原因（不超过 200 字）', details: { field: 'answer' } })
  const { request, row } = await hold(tx, id)
  if (request.status === 'REFUSED' && request.answer === answer) return request
  const refused = await applyTransition(tx, refundRequestEntity, id, 'refuseRefundRequest', { answer, ...decision(tx) })
  await audit(tx, 'refund-request.refuse', { subjectType: 'RefundRequest', subjectId: id, before: { status: request.status }, after: { orderNumber: row.number, answer } })
  await tell(tx, row, id, 'refund.refused', { title: row.title, reason: answer })
  return refused
}

/** The order first, as every other move of its money does; then the request as it is under that. */
async function hold(tx: Context, id: string): Promise<{ request: RefundRequestRow; row: OrderRow }> {
  const [seen] = await findRefundRequests(tx, [id])
  const row = seen && await lockOrder(tx, seen.orderId)
  const [request] = row ? await findRefundRequests(tx, [id]) : []
  if (!request || !row) throw new Refusal('NOT_FOUND')
  return { request, row }
}

const decision = ({ viewer, now }: Context) => ({ decidedAt: now(), decidedById: viewer.kind === 'ADMINISTRATOR' ? viewer.administratorId : null })

const tell = <E extends 'refund.approved' | 'refund.refused'>(tx: Context, { id: orderId, accountId, institutionId }: OrderRow, subjectId: string, event: E, variables: Parameters<typeof notify<E>>[2]['variables']) =>
  notify(tx, event, { accountId, variables, link: `/orders/${orderId}`, subjectType: 'RefundRequest', subjectId, ...(institutionId && { institutionId }) })
