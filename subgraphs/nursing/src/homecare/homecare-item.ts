import { and, eq, inArray, type SQL } from 'drizzle-orm'
import type { Viewer } from '@hospital/access/viewer'
import { requireOpen } from '@hospital/configuration/business'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { configuration } from '../configuration.ts'
import { homecareItem } from '../tables.ts'

type HomecareItemRow = typeof homecareItem.$inferSelect

/** Patients see what is offered; the house itself sees all. */
function visibleHomecareItems(viewer: Viewer): SQL | undefined {
  return viewer.kind === 'SERVICE' ? undefined : eq(homecareItem.enabled, true)
}

export async function findHomecareItems(ctx: Context, ids: readonly string[]): Promise<HomecareItemRow[]> {
  return ctx.db.select().from(homecareItem).where(and(inArray(homecareItem.id, ids.filter(isId)), visibleHomecareItems(ctx.viewer)))
}

/** The items on offer, in the order that the hospital gave them. Whoever runs the platform sees them always. Refuses BUSINESS_CLOSED. */
export async function listHomecareItems(ctx: Context, page: PageArgs, { category, institutionId }: { category?: string; institutionId?: string } = {}): Promise<Page<HomecareItemRow>> {
  if (ctx.viewer.kind === 'PATIENT' || ctx.viewer.kind === 'ANONYMOUS') await requireOpen(ctx, configuration, 'HOMECARE', institutionId)
  const where = and(visibleHomecareItems(ctx.viewer), category ? eq(homecareItem.category, category) : undefined)
  return paginate(page, {
    sort: [{ column: homecareItem.sortOrder }, { column: homecareItem.id }],
    where,
    rows: (condition, order, limit) => ctx.db.select().from(homecareItem).where(condition).orderBy(...order).limit(limit),
    keyOf: (row) => [row.sortOrder, row.id],
    count: (condition) => ctx.db.$count(homecareItem, condition),
  })
}
