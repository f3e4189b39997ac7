import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { ledgerEntry, ledgerTransaction } from '../tables.ts'
import type { Fact } from './accounts.ts'
import { ledgerConditions } from './filter.ts'
import type { LedgerFilter } from './ledger.types.ts'

export type LedgerEntryRow = typeof ledgerEntry.$inferSelect

function visibleLedgerEntries(viewer: Viewer): SQL | undefined {
  return viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'ledger:read')) ? undefined : sql`false`
}

export async function findLedgerEntries(ctx: Context, ids: readonly string[]): Promise<LedgerEntryRow[]> {
  return ctx.db.select().from(ledgerEntry).where(and(inArray(ledgerEntry.id, ids.filter(isId)), visibleLedgerEntries(ctx.viewer)))
}

/** Entries, newest first, of one order or of all. Refuses INVALID_INPUT for a span that ends before it begins. */
export function listLedgerEntries(ctx: Context, page: PageArgs, { orderId, ...filter }: LedgerFilter & { orderId?: string }): Promise<Page<LedgerEntryRow>> {
  const ofOrder = orderId ? (isId(orderId) ? eq(ledgerEntry.orderId, orderId) : sql`false`) : undefined
  return paginate(page, {
    sort: [{ column: ledgerEntry.at, descending: true }, { column: ledgerEntry.id, descending: true }],
    where: and(visibleLedgerEntries(ctx.viewer), ofOrder, ...ledgerConditions(ctx, filter)),
    rows: (where, sort, limit) => ctx.db.select().from(ledgerEntry).where(where).orderBy(...sort).limit(limit),
    keyOf: (row) => [row.at, row.id],
    count: (where) => ctx.db.$count(ledgerEntry, where),
  })
}

/** The fact that each of these transactions books. */
export async function findFacts(ctx: Context, transactionIds: readonly string[]): Promise<Map<string, Fact>> {
  const rows = await ctx.db.select({ id: ledgerTransaction.id, fact: ledgerTransaction.fact }).from(ledgerTransaction).where(inArray(ledgerTransaction.id, [...transactionIds]))
  return new Map(rows.map(({ id, fact }) => [id, fact]))
}
