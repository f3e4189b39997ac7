import { and, eq, sql } from 'drizzle-orm'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { closedDay, reconciliation, reconciliationDifference } from '../tables.ts'
import { RECONCILED_CHANNELS, type ReconciledChannel } from './reconciled-channel.ts'

/** Two who compare, adjust or close the same day do it one after the other. */
export async function holdDay(tx: Context, day: string): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`finance.reconciliation ${day}`}, 0))`)
}

/** Refuses DAY_CLOSED. The ledger itself refuses what is dated in a closed day, whoever books. */
export async function requireOpenDay(ctx: Context, day: string): Promise<void> {
  if (await ctx.db.$count(closedDay, eq(closedDay.day, day))) throw new Refusal('DAY_CLOSED', { details: { day } })
}

export interface DayState {
  /** Channels that it was not compared with yet. */
  missing: ReconciledChannel[]
  openDifferences: number
}

export async function stateOfDay(ctx: Context, day: string): Promise<DayState> {
  const compared = (await ctx.db.select({ channel: reconciliation.channel }).from(reconciliation).where(eq(reconciliation.day, day))).map(({ channel }) => channel)
  const open = await ctx.db.select({ count: sql<string>`count(*)` }).from(reconciliationDifference).innerJoin(reconciliation, eq(reconciliation.id, reconciliationDifference.reconciliationId))
    .where(and(eq(reconciliation.day, day), eq(reconciliationDifference.status, 'OPEN')))
  return { missing: RECONCILED_CHANNELS.filter((channel) => !compared.includes(channel)), openDifferences: Number(open[0]!.count) }
}

/**
 * Closes a day's books (日结): from then on nothing is booked in it and it is compared no more. Closed before, it answers that.
 * Refuses DAY_NOT_RECONCILED with the channels that are missing and the differences that are open.
 */
export async function closeDay(tx: Context, day: string): Promise<string> {
  await holdDay(tx, day)
  if (await tx.db.$count(closedDay, eq(closedDay.day, day))) return day
  const state = await stateOfDay(tx, day)
  if (state.missing.length || state.openDifferences) throw new Refusal('DAY_NOT_RECONCILED', { details: { ...state } })
  await tx.db.insert(closedDay).values({ day, closedAt: tx.now(), closedById: tx.viewer.kind === 'ADMINISTRATOR' ? tx.viewer.administratorId : null })
  await audit(tx, 'day.closed', { subjectType: 'ReconciledDay', subjectId: day, after: { day } })
  return day
}
