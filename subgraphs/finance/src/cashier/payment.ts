import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import type { Entity } from '@hospital/subgraph/transitions'
import { allocation, payment } from '../tables.ts'
import { paymentConditions } from './payment-filter.ts'
import { paymentTransitions, type PaymentStatus } from './payment.status.ts'
import type { PaymentFilter } from './payment.types.ts'

export type PaymentRow = typeof payment.$inferSelect
export type AllocationRow = typeof allocation.$inferSelect

/** Who paid, and finance's own people: a payment may cover orders of several persons. */
export function visiblePayments(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'payment:read'))) return undefined
  return viewer.kind === 'PATIENT' ? eq(payment.accountId, viewer.accountId) : sql`false`
}

export const paymentEntity = { name: 'Payment', table: payment, transitions: paymentTransitions, visible: visiblePayments } satisfies Entity<typeof payment, PaymentStatus, typeof paymentTransitions>

export async function findPayments(ctx: Context, ids: readonly string[]): Promise<PaymentRow[]> {
  return ctx.db.select().from(payment).where(and(inArray(payment.id, ids.filter(isId)), visiblePayments(ctx.viewer)))
}

/** One payment. Refuses NOT_FOUND. */
export async function getPayment(ctx: Context, id: string): Promise<PaymentRow> {
  const [row] = await findPayments(ctx, [id])
  if (!row) throw new Refusal('NOT_FOUND')
  return row
}

export async function findPaymentByNumber(ctx: Context, number: string): Promise<PaymentRow | undefined> {
  const [row] = await ctx.db.select().from(payment).where(and(eq(payment.number, number), visiblePayments(ctx.viewer)))
  return row
}

/** Payments that the viewer sees, newest first. Refuses INVALID_INPUT for a span that ends before it begins. */
export function listPayments(ctx: Context, page: PageArgs, filter: PaymentFilter = {}): Promise<Page<PaymentRow>> {
  return paginate(page, {
    sort: [{ column: payment.createdAt, descending: true }, { column: payment.id, descending: true }],
    where: and(visiblePayments(ctx.viewer), ...paymentConditions(ctx, filter)),
    rows: (where, sort, limit) => ctx.db.select().from(payment).where(where).orderBy(...sort).limit(limit),
    keyOf: (row) => [row.createdAt, row.id],
    count: (where) => ctx.db.$count(payment, where),
  })
}

/** Allocations of visible payments. */
export async function findAllocations(ctx: Context, by: 'paymentId' | 'orderId', ids: readonly string[]): Promise<(AllocationRow & { payment: PaymentRow })[]> {
  const rows = await ctx.db.select().from(allocation).innerJoin(payment, eq(payment.id, allocation.paymentId))
    .where(and(inArray(allocation[by], ids.filter(isId)), visiblePayments(ctx.viewer))).orderBy(payment.createdAt, allocation.orderId)
  return rows.map((row) => ({ ...row.allocation, payment: row.payment }))
}
