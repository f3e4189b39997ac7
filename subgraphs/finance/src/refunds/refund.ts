import { and, eq, exists, inArray, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import type { Entity } from '@hospital/subgraph/transitions'
import { order, refund } from '../tables.ts'
import { visibleOrders } from '../orders/order.ts'
import { refundTransitions, type RefundStatus } from './refund.status.ts'

export type RefundRow = typeof refund.$inferSelect

/** Patients see those of their orders, finance's own people all. */
export function visibleRefunds(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'payment:read'))) return undefined
  if (viewer.kind !== 'PATIENT') return sql`false`
  return exists(sql`(select 1 from ${order} where ${and(eq(order.id, refund.orderId), visibleOrders(viewer))})`)
}

export const refundEntity = { name: 'Refund', table: refund, transitions: refundTransitions, visible: visibleRefunds } satisfies Entity<typeof refund, RefundStatus, typeof refundTransitions>

export async function findRefunds(ctx: Context, ids: readonly string[]): Promise<RefundRow[]> {
  return ctx.db.select().from(refund).where(and(inArray(refund.id, ids.filter(isId)), visibleRefunds(ctx.viewer)))
}

export async function findRefundsOfOrders(ctx: Context, orderIds: readonly string[]): Promise<RefundRow[]> {
  return ctx.db.select().from(refund).where(and(inArray(refund.orderId, [...orderIds]), visibleRefunds(ctx.viewer))).orderBy(refund.requestedAt, refund.id)
}

/** The channel's out_refund_no of this edition. */
export const outRefundNo = ({ number, edition }: RefundRow): string => (edition === 0 ? number : `${number}-${edition}`)

export async function findRefundByOutNumber(ctx: Context, outNumber: string): Promise<RefundRow | undefined> {
  const [row] = await ctx.db.select().from(refund).where(and(eq(refund.number, outNumber.split('-')[0]!), visibleRefunds(ctx.viewer)))
  return row
}
