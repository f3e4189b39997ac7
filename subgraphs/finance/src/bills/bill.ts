import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import type { Entity } from '@hospital/subgraph/transitions'
import { billTransitions, type BillStatus } from './bill.status.ts'
import { outpatientBill } from './tables.ts'

export type BillRow = typeof outpatientBill.$inferSelect

/** Those who act for the person; finance's own people; nobody else. */
export function visibleBills(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE') return undefined
  if (viewer.kind === 'ADMINISTRATOR' && (can(viewer, 'order:read-all') || can(viewer, 'payment:read'))) return undefined
  return viewer.kind === 'PATIENT' && viewer.patientIds.length ? inArray(outpatientBill.patientId, [...viewer.patientIds]) : sql`false`
}

export const billEntity = { name: 'OutpatientBill', table: outpatientBill, transitions: billTransitions, visible: visibleBills } satisfies Entity<typeof outpatientBill, BillStatus, typeof billTransitions>

export async function findBills(ctx: Context, ids: readonly string[]): Promise<BillRow[]> {
  return ctx.db.select().from(outpatientBill).where(and(inArray(outpatientBill.id, ids.filter(isId)), visibleBills(ctx.viewer)))
}

/** One bill. Refuses NOT_FOUND. */
export async function getBill(ctx: Context, id: string): Promise<BillRow> {
  const [row] = await findBills(ctx, [id])
  if (!row) throw new Refusal('NOT_FOUND')
  return row
}

/** Bills of one person as they are kept, newest first. */
export function listBills(ctx: Context, page: PageArgs, patientId: string, statuses?: readonly BillStatus[] | null): Promise<Page<BillRow>> {
  const of = isId(patientId) ? eq(outpatientBill.patientId, patientId) : sql`false`
  return paginate(page, {
    sort: [{ column: outpatientBill.issuedAt, descending: true }, { column: outpatientBill.id, descending: true }],
    where: and(visibleBills(ctx.viewer), of, statuses?.length ? inArray(outpatientBill.status, [...statuses]) : undefined),
    rows: (where, sort, limit) => ctx.db.select().from(outpatientBill).where(where).orderBy(...sort).limit(limit),
    keyOf: (row) => [row.issuedAt, row.id],
    count: (where) => ctx.db.$count(outpatientBill, where),
  })
}
