import { and, eq, inArray, sql } from 'drizzle-orm'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { HisReport } from '@hospital/connectors/his/report-port'
import { notify } from '@hospital/subgraph/notice'
import { inTransaction } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import { keepWatermark, newestOf, watermarkOf } from '../his-watermark.ts'
import { visitOf } from '../registration/visit-of.ts'
import { institution, patientRecord } from '../tables/directory.ts'
import { formerReport, report } from '../tables/reports.ts'
import { keepEntries } from '../trace/trace.ts'
import { sealContent } from './report-content.ts'
import type { ReportRow } from './report.ts'

const EVERYBODY = 'his'
/** Asked again no sooner for the same person. */
const FRESH_MS = 30_000
/** Before anybody was asked: what came a day ago may still be news. */
const FIRST_LOOK_MS = 86_400_000
/** Older results are no news when they come. */
const NEWS_MS = 3 * 86_400_000

/** Every minute: results that came in the HIS since it was last asked. Nothing while the HIS is down. */
export async function refreshReports(ctx: ClinicalContext): Promise<void> {
  const mark = await watermarkOf(ctx, EVERYBODY)
  await pull(ctx, EVERYBODY, { since: mark?.updatedAt ?? new Date(ctx.now().getTime() - FIRST_LOOK_MS) })
}

/** Results of one person, through the HIS; while it is away, what is kept here stands. */
export async function refreshReportsOf(ctx: ClinicalContext, { patientId }: { patientId: string }): Promise<void> {
  const mark = await watermarkOf(ctx, patientId)
  if (mark && ctx.now().getTime() - mark.checkedAt.getTime() < FRESH_MS) return
  const [record] = await ctx.db.select().from(patientRecord).where(eq(patientRecord.patientId, patientId))
  if (record) await pull(ctx, patientId, { hisPatientId: record.hisPatientId, since: mark?.updatedAt ?? undefined })
}

/** When the HIS last said what there is of this person; null: never. */
export async function reportsCheckedAt(ctx: ClinicalContext, patientId: string): Promise<Date | null> {
  return (await watermarkOf(ctx, patientId))?.checkedAt ?? null
}

async function pull(ctx: ClinicalContext, source: string, query: { hisPatientId?: string; since?: Date }): Promise<void> {
  try {
    const { reports, refused } = await ctx.his.listReports(query)
    if (refused.length) ctx.log.warn({ problems: refused.slice(0, 20).map(({ id, element, problem }) => `${id} ${element} ${problem}`) }, 'reports not taken over')
    await inTransaction(ctx, async (tx) => {
      await mergeReports(tx, reports)
      await keepWatermark(tx, source, newestOf(reports))
    })
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error }, 'reports')
  }
}

/** Keeps what is new, for each person here who has that record; the same answer twice changes nothing, an older version neither. */
async function mergeReports(tx: ClinicalContext, reports: readonly HisReport[]): Promise<void> {
  if (!reports.length) return
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('clinical.report-merge'))`)
  const records = await tx.db.select().from(patientRecord).where(inArray(patientRecord.hisPatientId, [...new Set(reports.map((one) => one.hisPatientId))]))
  const people = Map.groupBy(records, (record) => record.hisPatientId)
  for (const one of reports) for (const record of people.get(one.hisPatientId) ?? []) await keepReport(tx, one, record)
}

async function keepReport(tx: ClinicalContext, from: HisReport, { patientId, accountId }: typeof patientRecord.$inferSelect): Promise<void> {
  const [known] = await tx.db.select().from(report).where(and(eq(report.patientId, patientId), eq(report.hisId, from.id)))
  if (known && (known.hisVersion === from.version || known.hisUpdatedAt > from.updatedAt)) return
  if (known) await tx.db.insert(formerReport).values({ reportId: known.id, hisVersion: known.hisVersion, content: known.content, replacedAt: tx.now() }).onConflictDoNothing()
  const row = await writeReport(tx, from, patientId, known)
  if (row.status === 'FINAL' || row.status === 'AMENDED') await announce(tx, row, accountId, known)
}

async function writeReport(tx: ClinicalContext, from: HisReport, patientId: string, known: ReportRow | undefined): Promise<ReportRow> {
  const values = {
    hisId: from.id, hisVersion: from.version, hisUpdatedAt: from.updatedAt, patientId, kind: from.kind, status: from.status, issuedAt: from.issuedAt,
    institutionId: await institutionOf(tx, from), appointmentId: await visitOf(tx, patientId, from.hisEncounterId, from.takenAt ?? from.issuedAt), content: sealContent(tx, from), receivedAt: tx.now(),
  }
  const [row] = known ? await tx.db.update(report).set(values).where(eq(report.id, known.id)).returning() : await tx.db.insert(report).values(values).returning()
  return row!
}

async function institutionOf(tx: ClinicalContext, { hisInstitutionId }: HisReport): Promise<string | null> {
  if (hisInstitutionId === null) return null
  const [found] = await tx.db.select({ id: institution.id }).from(institution).where(eq(institution.hisId, hisInstitutionId))
  return found?.id ?? null
}

const WORDS = { LAB: '检验报告', EXAM: '检查报告' } as const

/** On the time axis always; told to the account while it is news. The message says that there is one, never of what. */
async function announce(tx: ClinicalContext, row: ReportRow, accountId: string, known: ReportRow | undefined): Promise<void> {
  await keepEntries(tx, [{ key: `report ${row.id}`, patientId: row.patientId, appointmentId: row.appointmentId, kind: 'REPORT_READY', at: row.issuedAt, subjectType: 'Report', subjectId: row.id }])
  const corrected = known !== undefined && known.status !== 'PRELIMINARY'
  if (!corrected && tx.now().getTime() - row.issuedAt.getTime() > NEWS_MS) return
  await notify(tx, corrected ? 'report.corrected' : 'report.ready', {
    accountId, variables: { kind: WORDS[row.kind] }, link: `/reports/${row.id}`, subjectType: 'Report', subjectId: row.id,
    ...(row.institutionId && { institutionId: row.institutionId }), occurrence: row.hisVersion,
  })
}
