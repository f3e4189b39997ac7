import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { reconciliation, reconciliationDifference } from '../tables.ts'

export type ReconciliationRow = typeof reconciliation.$inferSelect
export type DifferenceRow = typeof reconciliationDifference.$inferSelect

function visibleReconciliations(viewer: Viewer): SQL | undefined {
  return viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'reconciliation:read')) ? undefined : sql`false`
}

export async function findReconciliations(ctx: Context, ids: readonly string[]): Promise<ReconciliationRow[]> {
  return ctx.db.select().from(reconciliation).where(and(inArray(reconciliation.id, ids.filter(isId)), visibleReconciliations(ctx.viewer)))
}

export async function findReconciliationOf(ctx: Context, day: string): Promise<ReconciliationRow | undefined> {
  const [row] = await ctx.db.select().from(reconciliation).where(and(eq(reconciliation.day, day), visibleReconciliations(ctx.viewer)))
  return row
}

export function listReconciliations(ctx: Context, page: PageArgs): Promise<Page<ReconciliationRow>> {
  return paginate(page, {
    sort: [{ column: reconciliation.day, descending: true }],
    where: visibleReconciliations(ctx.viewer),
    rows: (where, sort, limit) => ctx.db.select().from(reconciliation).where(where).orderBy(...sort).limit(limit),
    keyOf: (row) => [row.day],
    count: (where) => ctx.db.$count(reconciliation, where),
  })
}

/** What differed when the day was last compared. */
export function listDifferences(ctx: Context, { id }: ReconciliationRow, page: PageArgs): Promise<Page<DifferenceRow>> {
  const { number, id: differenceId } = reconciliationDifference
  return paginate(page, {
    sort: [{ column: number }, { column: differenceId }],
    where: eq(reconciliationDifference.reconciliationId, id),
    rows: (where, sort, limit) => ctx.db.select().from(reconciliationDifference).where(where).orderBy(...sort).limit(limit),
    keyOf: (row) => [row.number, row.id],
    count: (where) => ctx.db.$count(reconciliationDifference, where),
  })
}
