import { and, desc, eq, inArray, ne, or, sql, type SQL } from 'drizzle-orm'
import { addDays, hospitalDay } from '@hospital/database/clock'
import { isId } from '@hospital/database/identifier'
import { can } from '@hospital/access/viewer'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { visibleAppointments } from '../registration/appointment.ts'
import { readSettings } from '../settings.ts'
import { consultation } from '../tables/consultation.ts'
import { appointment } from '../tables/registration.ts'
import { report } from '../tables/reports.ts'
import type { ReportKind } from './report.kinds.ts'

export type ReportRow = typeof report.$inferSelect

/** Patients read those of their persons, doctors those of whom they care for; nobody else any. */
async function visibleReports(ctx: Context): Promise<SQL | undefined> {
  const { viewer } = ctx
  if (viewer.kind === 'SERVICE') return undefined
  if (!can(viewer, 'report:read')) return sql`false`
  if (viewer.kind === 'PATIENT' && viewer.patientIds.length) return inArray(report.patientId, [...viewer.patientIds])
  if (viewer.kind === 'PRACTITIONER') return inCare(ctx, sql`${report.patientId}`)
  return sql`false`
}

/** As long as the doctor reads who the person is: after a visit, and after a consultation. */
export async function inCare(ctx: Context, patientId: SQL): Promise<SQL> {
  const { viewer } = ctx
  if (viewer.kind !== 'PRACTITIONER') return sql`false`
  const { careDays, consultationCareDays } = await readSettings(ctx)
  const paidSince = new Date(ctx.now().getTime() - consultationCareDays * 86_400_000).toISOString()
  return or(
    sql`exists (select 1 from ${appointment} where ${appointment.patientId} = ${patientId} and ${appointment.day} >= ${addDays(hospitalDay(ctx.now()), -careDays)} and ${visibleAppointments(viewer)})`,
    sql`exists (select 1 from ${consultation} where ${consultation.patientId} = ${patientId} and ${consultation.practitionerId} = ${viewer.practitionerId} and ${consultation.paidAt} > ${paidSince}::timestamptz)`,
  )!
}

export async function findReports(ctx: Context, ids: readonly string[]): Promise<ReportRow[]> {
  return ctx.db.select().from(report).where(and(inArray(report.id, ids.filter(isId)), await visibleReports(ctx)))
}

/** Refuses NOT_FOUND: missing or foreign, alike. */
export async function getReport(ctx: Context, id: string): Promise<ReportRow> {
  const [row] = await findReports(ctx, [id])
  if (!row) throw new Refusal('NOT_FOUND')
  return row
}

export interface ReportCriteria {
  patientId?: string
  kind?: ReportKind
}

/** The viewer's reports, newest first; what the hospital took back is not among them. Refuses INVALID_INPUT. */
export async function listReports(ctx: Context, page: PageArgs, { patientId, kind }: ReportCriteria = {}): Promise<Page<ReportRow>> {
  if (patientId && !isId(patientId)) throw new Refusal('INVALID_INPUT', { details: { field: 'patientId' } })
  return paginate(page, {
    sort: [{ column: report.issuedAt, descending: true }, { column: report.id, descending: true }],
    where: and(await visibleReports(ctx), ne(report.status, 'CANCELLED'), patientId ? eq(report.patientId, patientId) : undefined, kind ? eq(report.kind, kind) : undefined),
    rows: (where, order, limit) => ctx.db.select().from(report).where(where).orderBy(...order).limit(limit),
    keyOf: (row) => [row.issuedAt, row.id],
    count: (where) => ctx.db.$count(report, where),
  })
}

/** Laboratory reports of the same person that the viewer sees, newest first. */
export async function labReportsOf(ctx: Context, patientId: string, limit: number): Promise<ReportRow[]> {
  return ctx.db.select().from(report).where(and(await visibleReports(ctx), eq(report.patientId, patientId), eq(report.kind, 'LAB'), ne(report.status, 'CANCELLED')))
    .orderBy(desc(report.issuedAt), desc(report.id)).limit(limit)
}

/** Whether the viewer may read the reports of this person at all: asked before the HIS is. */
export async function mayReadReportsOf(ctx: Context, patientId: string): Promise<boolean> {
  const { viewer } = ctx
  if (!isId(patientId) || !can(viewer, 'report:read')) return false
  if (viewer.kind === 'PATIENT') return viewer.patientIds.includes(patientId)
  if (viewer.kind !== 'PRACTITIONER') return false
  const [row] = await ctx.db.execute<{ allowed: boolean }>(sql`select ${await inCare(ctx, sql`${patientId}::uuid`)} as allowed`)
  return row?.allowed === true
}
