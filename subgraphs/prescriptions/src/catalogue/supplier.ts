import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import type { Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import { matchText } from '@hospital/search/match'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { batch } from '@hospital/subgraph/schema'
import { supplier } from '../tables.ts'
import type { SupplierFilter } from './supplier.types.ts'

export type SupplierRow = typeof supplier.$inferSelect

/** Whom the hospital buys from is the administration's matter. */
function visibleSuppliers(viewer: Viewer): SQL | undefined {
  return viewer.kind === 'SERVICE' || viewer.kind === 'ADMINISTRATOR' ? undefined : sql`false`
}

export async function findSuppliers(ctx: Context, ids: readonly string[]): Promise<SupplierRow[]> {
  return ctx.db.select().from(supplier).where(and(inArray(supplier.id, ids.filter(isId)), visibleSuppliers(ctx.viewer)))
}

export const supplierOf = (ctx: Context, id: string) =>
  batch(ctx, 'supplier by id', async (ids) => new Map((await findSuppliers(ctx, ids)).map((row) => [row.id, row]))).load(id)

/** By name. */
export function listSuppliers(ctx: Context, page: PageArgs, { search, enabled }: SupplierFilter = {}): Promise<Page<SupplierRow>> {
  return paginate(page, {
    sort: [{ column: supplier.name }, { column: supplier.id }],
    where: and(visibleSuppliers(ctx.viewer), matchText(search, supplier)?.where, typeof enabled === 'boolean' ? eq(supplier.enabled, enabled) : undefined),
    rows: (where, order, limit) => ctx.db.select().from(supplier).where(where).orderBy(...order).limit(limit),
    keyOf: (row) => [row.name, row.id],
    count: (where) => ctx.db.$count(supplier, where),
  })
}
