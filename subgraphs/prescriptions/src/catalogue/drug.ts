import { and, eq, getTableColumns, inArray, sql, type SQL } from 'drizzle-orm'
import type { Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import { matchText } from '@hospital/search/match'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { drug } from '../tables.ts'
import type { DrugFilter } from './drug.types.ts'

export type DrugRow = typeof drug.$inferSelect

/** Those who prescribe see what may still be used; the console and the house see withdrawn drugs too. */
function visibleDrugs(viewer: Viewer): SQL | undefined {
  return viewer.kind === 'SERVICE' || viewer.kind === 'ADMINISTRATOR' ? undefined : eq(drug.enabled, true)
}

export async function findDrugs(ctx: Context, ids: readonly string[]): Promise<DrugRow[]> {
  return ctx.db.select().from(drug).where(and(inArray(drug.id, ids.filter(isId)), visibleDrugs(ctx.viewer)))
}

/** The catalogue by name; what was typed may be part of a name, a code's beginning or pinyin initials, best matches first. */
export function listDrugs(ctx: Context, page: PageArgs, { search, enabled, controlled, supplierId }: DrugFilter & { search?: string | null } = {}): Promise<Page<DrugRow & { rank: number }>> {
  const match = matchText(search, drug)
  const rank = match?.rank ?? sql<number>`0::integer`
  return paginate(page, {
    sort: [{ column: rank, type: 'integer' }, { column: drug.name }, { column: drug.id }],
    where: and(
      visibleDrugs(ctx.viewer), match?.where,
      typeof enabled === 'boolean' ? eq(drug.enabled, enabled) : undefined, typeof controlled === 'boolean' ? eq(drug.controlled, controlled) : undefined,
      supplierId ? (isId(supplierId) ? eq(drug.supplierId, supplierId) : sql`false`) : undefined,
    ),
    rows: (where, order, limit) => ctx.db.select({ ...getTableColumns(drug), rank: rank.mapWith(Number) }).from(drug).where(where).orderBy(...order).limit(limit),
    keyOf: (row) => [row.rank, row.name, row.id],
    count: (where) => ctx.db.$count(drug, where),
  })
}
