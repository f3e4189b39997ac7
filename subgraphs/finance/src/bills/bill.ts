import { and, inArray, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import type { Entity } from '@hospital/subgraph/transitions'
import { billTransitions, type BillStatus } from './bill.status.ts'
import { outpatientBill, patientRecord } from './tables.ts'

export type BillRow = typeof outpatientBill.$inferSelect

/** The same person in another account is another patient here, and one record in the HIS: a bill of that record is both's. */
const ofRecordsOf = (patientIds: readonly string[]) => sql`${outpatientBill.patientId} in (
  select same.patient_id from ${patientRecord} own join ${patientRecord} same on same.his_patient_id = own.his_patient_id where own.patient_id in (${sql.join(patientIds.map((id) => sql`${id}::uuid`), sql`, `)}))`

/** Those who act for the person; finance's own people; nobody else. */
export function visibleBills(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE') return undefined
  if (viewer.kind === 'ADMINISTRATOR' && (can(viewer, 'order:read-all') || can(viewer, 'payment:read'))) return undefined
  return viewer.kind === 'PATIENT' && viewer.patientIds.length ? ofRecordsOf(viewer.patientIds) : sql`false`
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
  const of = isId(patientId) ? ofRecordsOf([patientId]) : sql`false`
  return paginate(page, {
    sort: [{ column: outpatientBill.issuedAt, descending: true }, { column: outpatientBill.id, descending: true }],
    where: and(visibleBills(ctx.viewer), of, statuses?.length ? inArray(outpatientBill.status, [...statuses]) : undefined),
    rows: (where, sort, limit) => ctx.db.select().from(outpatientBill).where(where).orderBy(...sort).limit(limit),
    keyOf: (row) => [row.issuedAt, row.id],
    count: (where) => ctx.db.$count(outpatientBill, where),
  })
}
