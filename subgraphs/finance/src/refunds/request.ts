import { and, desc, eq, sql } from 'drizzle-orm'
import { actorOf } from '@hospital/access/viewer'
import { newNumber } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { enqueue } from '@hospital/subgraph/transaction'
import { applyTransition } from '@hospital/subgraph/transitions'
import type { Account } from '../ledger/accounts.ts'
import { book, revenueOf } from '../ledger/ledger.ts'
import { orderEntity, type OrderRow } from '../orders/order.ts'
import { allocation, order, refund } from '../tables.ts'
import type { RefundRow } from './refund.ts'

export type RefundRequest = { amountFen: number; reason: string; clientKey: string } & (
  | { cause: 'PLATFORM' | 'REQUESTED' | 'WITHDRAWN' }
  /** Money that the order never took. */
  | { cause: 'SURPLUS'; paymentId: string }
)

/**
 * Asks money of an order back, in the transaction that holds the order's row; a job sends it to the channel, or asks the HIS before, where that
 * holds it as paid. The guards are the counters of order and allocation. Refuses REFUND_TOO_MUCH, REFUND_INSURED_WHOLE (part of an order that insurance paid towards), WRONG_STATE.
 */
export async function requestRefund(tx: Context, row: OrderRow, request: RefundRequest): Promise<RefundRow> {
  const { cause, amountFen } = request
  const told = mustTell(row, cause) ? newNumber('TK', tx.now()) : null
  if (cause !== 'SURPLUS') await takeFromOrder(tx, row, amountFen)
  if (cause !== 'SURPLUS' && await isInsured(tx, row)) return requestBoth(tx, row, request, told)
  return requestOne(tx, row, request, { told, leads: true })
}

/** What the HIS holds as paid is taken back there first: it may have been served or used up. */
const mustTell = ({ kind }: OrderRow, cause: RefundRequest['cause']) =>
  (kind === 'OUTPATIENT_BILL' || kind === 'INPATIENT_DEPOSIT') && (cause === 'PLATFORM' || cause === 'REQUESTED')

/** The insurer takes its part back as a whole, so an order that it has paid towards is refunded as a whole: each leg by the way it came. */
async function requestBoth(tx: Context, row: OrderRow, request: RefundRequest, told: string | null): Promise<RefundRow> {
  if (request.amountFen !== row.amountFen) throw new Refusal('REFUND_INSURED_WHOLE')
  const parts = await tx.db.select().from(allocation).where(and(eq(allocation.orderId, row.id), eq(allocation.claim, 'APPLIED'))).orderBy(desc(allocation.leg))
  const [first, ...rest] = parts
  const made = await requestOne(tx, row, { ...request, amountFen: first!.amountFen }, { told, leads: true, leg: first!.leg })
  for (const { amountFen, leg } of rest) await requestOne(tx, row, { ...request, amountFen, clientKey: `${request.clientKey} ${leg}` }, { told, leads: false, leg })
  return made
}

async function isInsured(tx: Context, { id }: OrderRow): Promise<boolean> {
  return (await tx.db.$count(allocation, and(eq(allocation.orderId, id), eq(allocation.claim, 'APPLIED'), eq(allocation.leg, 'INSURANCE')))) > 0
}

interface Part {
  /** The number that the HIS is told, that of the first leg; null where it need not be told. */
  told: string | null
  leads: boolean
  leg?: typeof allocation.$inferSelect.leg
}

async function requestOne(tx: Context, row: OrderRow, request: RefundRequest, { told, leads, leg }: Part): Promise<RefundRow> {
  const { cause, amountFen, reason, clientKey } = request
  const paymentId = await takeFromAllocation(tx, row, request, leg)
  const { actorKind, actorId } = actorOf(tx.viewer)
  const [made] = await tx.db.insert(refund).values({
    number: leads && told ? told : newNumber('TK', tx.now()), toldAs: told, orderId: row.id, paymentId, cause, amountFen, reason: reason.slice(0, 200), clientKey,
    requestedByKind: actorKind, requestedById: actorId, requestedAt: tx.now(),
  }).returning()
  if (!told) {
    await bookRequested(tx, row, made!)
    await enqueue(tx, 'sendRefund', { refundId: made!.id, attempt: 0 }, { key: made!.id })
  } else if (leads) await enqueue(tx, 'tellRefund', { id: made!.id }, { key: made!.id })
  return made!
}

/** From now on the money is owed to the payer. */
export function bookRequested(tx: Context, row: OrderRow, { id, number, cause, amountFen, paymentId }: RefundRow): Promise<void> {
  return book(tx, {
    fact: 'REFUND_REQUESTED', factId: id, debit: sourceOf(row, cause), credit: 'REFUND_PAYABLE', amountFen,
    orderId: row.id, paymentId, refundId: id, memo: `退款 ${number} 申请`,
  })
}

async function takeFromOrder(tx: Context, { id }: OrderRow, amountFen: number): Promise<void> {
  const [taken] = await tx.db.update(order).set({ refundRequestedFen: sql`${order.refundRequestedFen} + ${amountFen}` })
    .where(and(eq(order.id, id), sql`${order.refundRequestedFen} + ${amountFen} <= ${order.amountFen}`)).returning({ id: order.id })
  if (!taken) throw new Refusal('REFUND_TOO_MUCH')
  await applyTransition(tx, orderEntity, id, 'refundOrder', {}, { detail: { amountFen } })
}

async function takeFromAllocation(tx: Context, { id: orderId }: OrderRow, request: RefundRequest, leg?: typeof allocation.$inferSelect.leg): Promise<string> {
  const which = request.cause === 'SURPLUS'
    ? and(eq(allocation.paymentId, request.paymentId), eq(allocation.claim, 'SURPLUS'))
    : and(eq(allocation.claim, 'APPLIED'), leg && eq(allocation.leg, leg))
  const [taken] = await tx.db.update(allocation).set({ refundRequestedFen: sql`${allocation.refundRequestedFen} + ${request.amountFen}` })
    .where(and(eq(allocation.orderId, orderId), which, sql`${allocation.refundRequestedFen} + ${request.amountFen} <= ${allocation.amountFen}`))
    .returning({ paymentId: allocation.paymentId })
  if (!taken) throw new Refusal('REFUND_TOO_MUCH')
  return taken.paymentId
}

/** Before delivery we owe the service, after it the money has been earned; a surplus was never an order's. */
function sourceOf({ deliveredAt, kind }: OrderRow, cause: RefundRequest['cause']): Account {
  if (cause === 'SURPLUS') return 'PATIENT_PREPAID'
  return deliveredAt ? revenueOf(kind) : 'ORDER_LIABILITY'
}
