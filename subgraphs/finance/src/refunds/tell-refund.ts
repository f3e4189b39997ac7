import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { inTransaction, enqueue } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import { raiseAlert } from '../alerts/alert.ts'
import { outpatientBill } from '../bills/tables.ts'
import type { FinanceContext } from '../context.ts'
import { inpatientDeposit } from '../inpatient/tables.ts'
import { getOrder, lockOrder, orderEntity, type OrderRow } from '../orders/order.ts'
import { reopenRequests } from '../refund-requests/ask.ts'
import { allocation, order, refund } from '../tables.ts'
import { tellHis, tellLater, type Telling } from '../telling-his.ts'
import { findRefunds, refundEntity, type RefundRow } from './refund.ts'
import { bookRequested } from './request.ts'

/**
 * Asks the HIS to take a settled bill or a prepayment back before any money moves, under the refund's own number, until it has said what it
 * did. It agrees: the refund is booked and sent. It does not: nothing was booked, the order is as it was, and a person decides.
 */
export async function tellRefund(ctx: FinanceContext, telling: Telling): Promise<void> {
  const [lead] = await findRefunds(ctx, [telling.id])
  if (!lead?.toldAs || lead.toldAt || lead.status !== 'REQUESTED') return
  const { held, row } = await heldByHis(ctx, lead.orderId)
  if (held === 'NOT_KNOWN') return tellLater(ctx, 'tellRefund', telling, row.number)
  if (held === 'NO') return inTransaction(ctx, (tx) => agree(tx, lead))
  const { toldAs: reference } = lead
  const amountFen = await sumOf(ctx, reference)
  const said = await tellHis(ctx, () => ctx.his.refundPayment({ paymentReference: row.number, reference, amountFen }), () => ctx.his.findRefund(reference))
  if (said.answer === 'UNKNOWN') return tellLater(ctx, 'tellRefund', telling, row.number)
  await inTransaction(ctx, (tx) => (said.answer === 'TAKEN' ? agree(tx, lead) : decline(tx, lead, said.code)))
}

/**
 * Whether the HIS has the money: while it is being told of the payment, nobody knows. What ends that telling delivers the order in the same
 * transaction, so the order is read after it: read before, it may be delivered meanwhile and look as if the HIS had never taken it.
 */
async function heldByHis(ctx: FinanceContext, orderId: string): Promise<{ held: 'YES' | 'NO' | 'NOT_KNOWN'; row: OrderRow }> {
  const bills = await ctx.db.$count(outpatientBill, and(eq(outpatientBill.orderId, orderId), inArray(outpatientBill.status, ['ORDERED', 'SETTLING'])))
  const deposits = await ctx.db.$count(inpatientDeposit, and(eq(inpatientDeposit.orderId, orderId), inArray(inpatientDeposit.status, ['AWAITING_PAYMENT', 'PLACING'])))
  const row = await getOrder(ctx, orderId)
  return { row, held: row.deliveredAt ? 'YES' : bills + deposits > 0 ? 'NOT_KNOWN' : 'NO' }
}

/** What insurer and payer get back is one sum to the HIS. */
async function sumOf(ctx: FinanceContext, toldAs: string): Promise<number> {
  const [row] = await ctx.db.select({ fen: sql<string>`sum(${refund.amountFen})` }).from(refund).where(eq(refund.toldAs, toldAs))
  return Number(row!.fen)
}

/** The order first, as every other move of its money does; then the legs as they are under that. */
async function hold(tx: FinanceContext, { orderId, toldAs }: RefundRow): Promise<{ row: OrderRow; legs: RefundRow[] }> {
  const row = (await lockOrder(tx, orderId))!
  return { row, legs: await tx.db.select().from(refund).where(and(eq(refund.toldAs, toldAs!), eq(refund.status, 'REQUESTED'), isNull(refund.toldAt))).orderBy(refund.id) }
}

async function agree(tx: FinanceContext, lead: RefundRow): Promise<void> {
  const { row, legs } = await hold(tx, lead)
  for (const leg of legs) {
    await tx.db.update(refund).set({ toldAt: tx.now() }).where(eq(refund.id, leg.id))
    await bookRequested(tx, row, leg)
    await enqueue(tx, 'sendRefund', { refundId: leg.id, attempt: 0 }, { key: leg.id })
  }
}

async function decline(tx: FinanceContext, lead: RefundRow, code: string): Promise<void> {
  const { row, legs } = await hold(tx, lead)
  for (const { id, paymentId, amountFen } of legs) {
    await tryTransition(tx, refundEntity, id, 'decline', { failureReason: code })
    await tx.db.update(allocation).set({ refundRequestedFen: sql`${allocation.refundRequestedFen} - ${amountFen}` }).where(and(eq(allocation.paymentId, paymentId), eq(allocation.orderId, row.id)))
  }
  if (!legs.length) return
  const sum = legs.reduce((fen, { amountFen }) => fen + amountFen, 0)
  const [after] = await tx.db.update(order).set({ refundRequestedFen: sql`${order.refundRequestedFen} - ${sum}` }).where(eq(order.id, row.id)).returning()
  await restore(tx, after!)
  await reopenRequests(tx, legs.map(({ id }) => id), code)
  await raiseAlert(tx, { kind: 'HIS_REFUSED_REFUND', about: lead.number, refundId: lead.id, paymentId: lead.paymentId, detail: { orderNumber: row.number, amountFen: sum, code } })
}

/** As it was before it was asked back, unless another refund is on its way. */
async function restore(tx: FinanceContext, { id, refundRequestedFen, refundedFen, deliveredAt }: OrderRow): Promise<void> {
  if (refundRequestedFen > refundedFen) return
  await tryTransition(tx, orderEntity, id, refundedFen > 0 ? 'completePartialRefund' : deliveredAt ? 'restoreFulfilled' : 'restorePaid')
}
