import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { ledgerEntry } from '../tables.ts'

export type LedgerEntryRow = typeof ledgerEntry.$inferSelect

function visibleLedgerEntries(viewer: Viewer): SQL | undefined {
  return viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'ledger:read')) ? undefined : sql`false`
}

export async function findLedgerEntries(ctx: Context, ids: readonly string[]): Promise<LedgerEntryRow[]> {
  return ctx.db.select().from(ledgerEntry).where(and(inArray(ledgerEntry.id, ids.filter(isId)), visibleLedgerEntries(ctx.viewer)))
}

/** Entries, newest first, of one order or of all. */
export function listLedgerEntries(ctx: Context, page: PageArgs, orderId?: string): Promise<Page<LedgerEntryRow>> {
  const ofOrder = orderId ? (isId(orderId) ? eq(ledgerEntry.orderId, orderId) : sql`false`) : undefined
  return paginate(page, {
    sort: [{ column: ledgerEntry.at, descending: true }, { column: ledgerEntry.id, descending: true }],
    where: and(visibleLedgerEntries(ctx.viewer), ofOrder),
    rows: (where, sort, limit) => ctx.db.select().from(ledgerEntry).where(where).orderBy(...sort).limit(limit),
    keyOf: (row) => [row.at, row.id],
    count: (where) => ctx.db.$count(ledgerEntry, where),
  })
}
