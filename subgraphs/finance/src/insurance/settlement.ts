import { and, desc, eq, exists, inArray, ne, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import type { Context } from '@hospital/subgraph/context'
import type { Entity } from '@hospital/subgraph/transitions'
import { tryTransition } from '@hospital/subgraph/transitions'
import { visibleOrders } from '../orders/order.ts'
import { allocation, insuranceSettlement, order, payment } from '../tables.ts'
import { insuranceTransitions, type InsuranceStatus } from './insurance.status.ts'

export type SettlementRow = typeof insuranceSettlement.$inferSelect

/** With its order; finance's own people see all. */
export function visibleSettlements(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'payment:read'))) return undefined
  if (viewer.kind !== 'PATIENT') return sql`false`
  return exists(sql`(select 1 from ${order} where ${and(eq(order.id, insuranceSettlement.orderId), visibleOrders(viewer))})`)
}

export const settlementEntity = {
  name: 'InsuranceSettlement', table: insuranceSettlement, transitions: insuranceTransitions, visible: visibleSettlements,
} satisfies Entity<typeof insuranceSettlement, InsuranceStatus, typeof insuranceTransitions>

/** The latest of each order. One that its order has let go of is told as reversed: `reversedAt` says when the insurer has it back. */
export async function findSettlementsOfOrders(ctx: Context, orderIds: readonly string[]): Promise<Map<string, SettlementRow>> {
  const rows = await ctx.db.select({ row: insuranceSettlement, claim: allocation.claim }).from(insuranceSettlement).leftJoin(allocation, eq(allocation.paymentId, insuranceSettlement.paymentId))
    .where(and(inArray(insuranceSettlement.orderId, [...orderIds]), visibleSettlements(ctx.viewer))).orderBy(insuranceSettlement.createdAt, insuranceSettlement.id)
  return new Map(rows.map(({ row, claim }) => [row.orderId, row.status === 'SETTLED' && claim === 'SURPLUS' ? { ...row, status: 'REVERSED' as const } : row]))
}

export async function findSettlementOfPayment(ctx: Context, paymentId: string): Promise<SettlementRow | undefined> {
  const [row] = await ctx.db.select().from(insuranceSettlement).where(and(eq(insuranceSettlement.paymentId, paymentId), visibleSettlements(ctx.viewer))).orderBy(desc(insuranceSettlement.createdAt)).limit(1)
  return row
}

/** By the number that it shares with its payment. */
export async function findSettlementByNumber(ctx: Context, number: string): Promise<SettlementRow | undefined> {
  const [row] = await ctx.db.select().from(insuranceSettlement).where(and(eq(insuranceSettlement.number, number), visibleSettlements(ctx.viewer)))
  return row
}

export interface HeldInsurance {
  paymentId: string
  amountFen: number
}

/** What the insurer has paid towards orders whose rest is still open. */
export async function findHeldInsurance(ctx: Context, orderIds: readonly string[]): Promise<Map<string, HeldInsurance>> {
  const rows = await ctx.db.select({ orderId: allocation.orderId, paymentId: allocation.paymentId, amountFen: allocation.amountFen }).from(allocation).innerJoin(payment, eq(payment.id, allocation.paymentId))
    .where(and(inArray(allocation.orderId, [...orderIds]), eq(allocation.leg, 'INSURANCE'), eq(allocation.claim, 'HELD'), eq(payment.status, 'SUCCEEDED')))
  return new Map(rows.map(({ orderId, ...held }) => [orderId, held]))
}

/** Nothing came of it: the split that was told is worth nothing any more. */
export async function failSettlement(tx: Context, paymentId: string, failureReason: string): Promise<void> {
  const row = await findSettlementOfPayment(tx, paymentId)
  if (row) await tryTransition(tx, settlementEntity, row.id, 'fail', { failureReason })
}

/** Earlier splits of an order, when a newer one is told. */
export async function supersede(tx: Context, orderId: string, settlementId: string): Promise<void> {
  const before = await tx.db.select({ id: insuranceSettlement.id }).from(insuranceSettlement)
    .where(and(eq(insuranceSettlement.orderId, orderId), eq(insuranceSettlement.status, 'PRESETTLED'), ne(insuranceSettlement.id, settlementId)))
  for (const { id } of before) await tryTransition(tx, settlementEntity, id, 'fail', { failureReason: 'SUPERSEDED' })
}
