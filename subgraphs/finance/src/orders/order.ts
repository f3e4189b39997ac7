import { and, eq, inArray, or, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { actionsOf, type Entity } from '@hospital/subgraph/transitions'
import { order } from '../tables.ts'
import { orderConditions } from './filter.ts'
import { orderTransitions, type OrderStatus } from './order.status.ts'
import type { OrderFilter } from './order.types.ts'

export type OrderRow = typeof order.$inferSelect

/** The payer's account and those who act for the patient; finance's own people; nobody else. */
export function visibleOrders(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE') return undefined
  if (viewer.kind === 'ADMINISTRATOR' && (can(viewer, 'order:read-all') || can(viewer, 'payment:read'))) return undefined
  if (viewer.kind !== 'PATIENT') return sql`false`
  return or(eq(order.accountId, viewer.accountId), viewer.patientIds.length ? inArray(order.patientId, [...viewer.patientIds]) : undefined)
}

export const orderEntity = { name: 'Order', table: order, transitions: orderTransitions, visible: visibleOrders } satisfies Entity<typeof order, OrderStatus, typeof orderTransitions>

/** Only the account that the order was made for pays it or gives it up. */
export function ownedOrders(viewer: Viewer): SQL {
  return viewer.kind === 'PATIENT' ? eq(order.accountId, viewer.accountId) : sql`false`
}

export async function findOrders(ctx: Context, ids: readonly string[]): Promise<OrderRow[]> {
  return ctx.db.select().from(order).where(and(inArray(order.id, ids.filter(isId)), visibleOrders(ctx.viewer)))
}

/** One order. Refuses NOT_FOUND. */
export async function getOrder(ctx: Context, id: string): Promise<OrderRow> {
  const [row] = await findOrders(ctx, [id])
  if (!row) throw new Refusal('NOT_FOUND')
  return row
}

/** The order, held against every other money's move on it until the transaction ends. */
export async function lockOrder(tx: Context, id: string): Promise<OrderRow | undefined> {
  if (!isId(id)) return undefined
  const [row] = await tx.db.select().from(order).where(and(eq(order.id, id), visibleOrders(tx.viewer))).for('update')
  return row
}

/** The latest of each. */
export async function findOrdersBySubject(ctx: Context, ids: readonly string[]): Promise<Map<string, OrderRow>> {
  const rows = await ctx.db.select().from(order).where(and(inArray(order.subjectId, ids.filter(isId)), visibleOrders(ctx.viewer))).orderBy(order.createdAt)
  return new Map(rows.map((row) => [row.subjectId, row]))
}

/** Orders that the viewer sees, newest first. Refuses INVALID_INPUT for a span that ends before it begins. */
export function listOrders(ctx: Context, page: PageArgs, filter: OrderFilter = {}): Promise<Page<OrderRow>> {
  return paginate(page, {
    sort: [{ column: order.createdAt, descending: true }, { column: order.id, descending: true }],
    where: and(visibleOrders(ctx.viewer), ...orderConditions(filter)),
    rows: (where, sort, limit) => ctx.db.select().from(order).where(where).orderBy(...sort).limit(limit),
    keyOf: (row) => [row.createdAt, row.id],
    count: (where) => ctx.db.$count(order, where),
  })
}

/** What may still be given back. Money on a card is given back at the counter. */
export const refundableFen = (row: OrderRow): number =>
  row.kind !== 'CARD_TOP_UP' && orderTransitions.refundOrder.from.some((status) => status === row.status) ? row.amountFen - row.refundRequestedFen : 0

/** The payer's and the operator's buttons. `startPayment` moves no status itself, so it stands beside the table. */
export function orderActions(ctx: Context, row: OrderRow): string[] {
  const { viewer } = ctx
  const owner = viewer.kind === 'PATIENT' && viewer.accountId === row.accountId
  const payable = owner && can(viewer, 'order:pay') && row.status === 'OPEN' && row.payUntil > ctx.now()
  const actions = actionsOf(orderTransitions, row.status, viewer).filter((action) => {
    if (action === 'cancelOrder') return owner
    return action === 'refundOrder' && refundableFen(row) > 0
  })
  return payable ? ['startPayment', ...actions] : actions
}
