import { and, desc, eq, exists, gte, inArray, lte, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import type { Entity } from '@hospital/subgraph/transitions'
import { closedDay, reconciliation, reconciliationDifference } from '../tables.ts'
import { differenceTransitions, type DifferenceStatus } from './difference.status.ts'
import type { ReconciledChannel } from './reconciled-channel.ts'
import type { DifferenceFilter } from './reconciliation.types.ts'

export type ReconciliationRow = typeof reconciliation.$inferSelect
export type DifferenceRow = typeof reconciliationDifference.$inferSelect

const maySee = (viewer: Viewer) => viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'reconciliation:read'))

const visibleReconciliations = (viewer: Viewer): SQL | undefined => (maySee(viewer) ? undefined : sql`false`)

/** With the comparisons that found them. */
const visibleDifferences = visibleReconciliations

export const differenceEntity = {
  name: 'ReconciliationDifference', table: reconciliationDifference, transitions: differenceTransitions, visible: visibleDifferences,
} satisfies Entity<typeof reconciliationDifference, DifferenceStatus, typeof differenceTransitions>

export async function findReconciliations(ctx: Context, ids: readonly string[]): Promise<ReconciliationRow[]> {
  return ctx.db.select().from(reconciliation).where(and(inArray(reconciliation.id, ids.filter(isId)), visibleReconciliations(ctx.viewer)))
}

export async function findReconciliationOf(ctx: Context, day: string, channel: ReconciledChannel): Promise<ReconciliationRow | undefined> {
  const [row] = await ctx.db.select().from(reconciliation).where(and(eq(reconciliation.day, day), eq(reconciliation.channel, channel), visibleReconciliations(ctx.viewer)))
  return row
}

export async function findReconciliationsOfDay(ctx: Context, day: string): Promise<ReconciliationRow[]> {
  return ctx.db.select().from(reconciliation).where(and(eq(reconciliation.day, day), visibleReconciliations(ctx.viewer))).orderBy(reconciliation.channel)
}

export async function findDifferences(ctx: Context, ids: readonly string[]): Promise<DifferenceRow[]> {
  return ctx.db.select().from(reconciliationDifference).where(and(inArray(reconciliationDifference.id, ids.filter(isId)), visibleDifferences(ctx.viewer)))
}

export function listReconciliations(ctx: Context, page: PageArgs): Promise<Page<ReconciliationRow>> {
  return paginate(page, {
    sort: [{ column: reconciliation.day, descending: true }, { column: reconciliation.id, descending: true }],
    where: visibleReconciliations(ctx.viewer),
    rows: (where, sort, limit) => ctx.db.select().from(reconciliation).where(where).orderBy(...sort).limit(limit),
    keyOf: (row) => [row.day, row.id],
    count: (where) => ctx.db.$count(reconciliation, where),
  })
}

/** Days that were compared with any channel, newest first. */
export function listDays(ctx: Context, page: PageArgs): Promise<Page<{ day: string }>> {
  return paginate(page, {
    sort: [{ column: reconciliation.day, descending: true }],
    where: visibleReconciliations(ctx.viewer),
    rows: (where, _sort, limit) => ctx.db.selectDistinct({ day: reconciliation.day }).from(reconciliation).where(where).orderBy(desc(reconciliation.day)).limit(limit),
    keyOf: (row) => [row.day],
    count: async (where) => Number((await ctx.db.select({ days: sql<string>`count(distinct ${reconciliation.day})` }).from(reconciliation).where(where))[0]!.days),
  })
}

export async function findClosing(ctx: Context, day: string): Promise<typeof closedDay.$inferSelect | undefined> {
  const [row] = maySee(ctx.viewer) ? await ctx.db.select().from(closedDay).where(eq(closedDay.day, day)) : []
  return row
}

/** What differs, of one comparison or by what a filter says: by number. */
export function listDifferences(ctx: Context, filter: DifferenceFilter & { reconciliationId?: string }, page: PageArgs): Promise<Page<DifferenceRow>> {
  const { number, id: differenceId } = reconciliationDifference
  return paginate(page, {
    sort: [{ column: number }, { column: differenceId }],
    where: and(visibleDifferences(ctx.viewer), ...conditions(ctx, filter)),
    rows: (where, sort, limit) => ctx.db.select().from(reconciliationDifference).where(where).orderBy(...sort).limit(limit),
    keyOf: (row) => [row.number, row.id],
    count: (where) => ctx.db.$count(reconciliationDifference, where),
  })
}

function conditions(ctx: Context, { reconciliationId, from, to, channel, status }: DifferenceFilter & { reconciliationId?: string }): (SQL | undefined)[] {
  const of = and(eq(reconciliation.id, reconciliationDifference.reconciliationId), from ? gte(reconciliation.day, from) : undefined, to ? lte(reconciliation.day, to) : undefined, channel ? eq(reconciliation.channel, channel) : undefined)
  return [
    reconciliationId ? eq(reconciliationDifference.reconciliationId, reconciliationId) : undefined,
    status ? eq(reconciliationDifference.status, status) : undefined,
    from || to || channel ? exists(ctx.db.select({ one: sql`1` }).from(reconciliation).where(of)) : undefined,
  ]
}
