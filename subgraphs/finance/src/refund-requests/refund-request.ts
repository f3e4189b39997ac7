import { and, desc, eq, gte, inArray, like, lt, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import type { Entity } from '@hospital/subgraph/transitions'
import { beginning, idIs, requireSpan } from '../orders/filter.ts'
import { visibleOrders } from '../orders/order.ts'
import { order } from '../tables.ts'
import { refundRequestTransitions, type RefundRequestStatus } from './refund-request.status.ts'
import type { RefundRequestFilter } from './refund-request.types.ts'
import { refundRequest } from './tables.ts'

export type RefundRequestRow = typeof refundRequest.$inferSelect

/** Patients see those of their orders, finance's own people all. */
export function visibleRefundRequests(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'payment:read'))) return undefined
  if (viewer.kind !== 'PATIENT') return sql`false`
  return sql`exists (select 1 from ${order} where ${and(eq(order.id, refundRequest.orderId), visibleOrders(viewer))})`
}

export const refundRequestEntity = { name: 'RefundRequest', table: refundRequest, transitions: refundRequestTransitions, visible: visibleRefundRequests } satisfies Entity<typeof refundRequest, RefundRequestStatus, typeof refundRequestTransitions>

export async function findRefundRequests(ctx: Context, ids: readonly string[]): Promise<RefundRequestRow[]> {
  return ctx.db.select().from(refundRequest).where(and(inArray(refundRequest.id, ids.filter(isId)), visibleRefundRequests(ctx.viewer)))
}

/** Those of an order, newest first. */
export async function findRequestsOfOrders(ctx: Context, orderIds: readonly string[]): Promise<RefundRequestRow[]> {
  return ctx.db.select().from(refundRequest).where(and(inArray(refundRequest.orderId, [...orderIds]), visibleRefundRequests(ctx.viewer))).orderBy(desc(refundRequest.requestedAt))
}

/** Requests that the viewer sees, newest first. Refuses INVALID_INPUT for a span that ends before it begins. */
export function listRefundRequests(ctx: Context, page: PageArgs, { status, kind, institutionId, orderNumber, from, to }: RefundRequestFilter = {}): Promise<Page<RefundRequestRow>> {
  requireSpan(from, to)
  return paginate(page, {
    sort: [{ column: refundRequest.requestedAt, descending: true }, { column: refundRequest.id, descending: true }],
    where: and(
      visibleRefundRequests(ctx.viewer), status?.length ? inArray(refundRequest.status, status) : undefined, kind ? eq(refundRequest.kind, kind) : undefined, idIs(refundRequest.institutionId, institutionId),
      orderNumber?.trim() ? inArray(refundRequest.orderId, ctx.db.select({ id: order.id }).from(order).where(like(order.number, beginning(orderNumber)))) : undefined,
      from ? gte(refundRequest.requestedAt, from) : undefined, to ? lt(refundRequest.requestedAt, to) : undefined,
    ),
    rows: (where, sort, limit) => ctx.db.select().from(refundRequest).where(where).orderBy(...sort).limit(limit),
    keyOf: (row) => [row.requestedAt, row.id],
    count: (where) => ctx.db.$count(refundRequest, where),
  })
}
