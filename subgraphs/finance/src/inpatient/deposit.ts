import { and, desc, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import type { Entity } from '@hospital/subgraph/transitions'
import { depositTransitions, type DepositStatus } from './deposit.status.ts'
import { inpatientDeposit } from './tables.ts'

export type DepositRow = typeof inpatientDeposit.$inferSelect

/** Those who act for the person; finance's own people; nobody else. */
export function visibleDeposits(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE') return undefined
  if (viewer.kind === 'ADMINISTRATOR' && (can(viewer, 'order:read-all') || can(viewer, 'payment:read'))) return undefined
  return viewer.kind === 'PATIENT' && viewer.patientIds.length ? inArray(inpatientDeposit.patientId, [...viewer.patientIds]) : sql`false`
}

export const depositEntity = { name: 'InpatientDeposit', table: inpatientDeposit, transitions: depositTransitions, visible: visibleDeposits } satisfies Entity<typeof inpatientDeposit, DepositStatus, typeof depositTransitions>

export async function findDeposits(ctx: Context, ids: readonly string[]): Promise<DepositRow[]> {
  return ctx.db.select().from(inpatientDeposit).where(and(inArray(inpatientDeposit.id, ids.filter(isId)), visibleDeposits(ctx.viewer)))
}

/** Those of one stay that were made here, newest first. */
export async function depositsOfStay(ctx: Context, hisAccountId: string): Promise<DepositRow[]> {
  return ctx.db.select().from(inpatientDeposit).where(and(eq(inpatientDeposit.hisAccountId, hisAccountId), visibleDeposits(ctx.viewer))).orderBy(desc(inpatientDeposit.createdAt)).limit(200)
}
