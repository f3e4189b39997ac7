import { index, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { REPORT_KINDS, REPORT_STATUSES } from '../reports/report.kinds.ts'
import { clinical } from './house.ts'

export const reportKind = clinical.enum('report_kind', REPORT_KINDS)
export const reportStatus = clinical.enum('report_status', REPORT_STATUSES)

/** A report of the HIS about a person cared for: what it says is sealed, as an illness may be read from it. */
export const report = clinical.table('report', {
  id: id(),
  hisId: text().notNull(),
  hisVersion: text().notNull(),
  hisUpdatedAt: instant().notNull(),
  patientId: uuid().notNull(),
  kind: reportKind().notNull(),
  status: reportStatus().notNull(),
  issuedAt: instant().notNull(),
  institutionId: uuid(),
  /** The visit that it was made for, where the HIS says so. */
  appointmentId: uuid(),
  content: text().notNull(),
  receivedAt: instant().notNull(),
}, (table) => [
  unique('report_once').on(table.patientId, table.hisId),
  index().on(table.patientId, table.issuedAt, table.id),
])

/** What a report said before the HIS corrected it. */
export const formerReport = clinical.table('former_report', {
  id: id(),
  reportId: uuid().notNull().references(() => report.id),
  hisVersion: text().notNull(),
  content: text().notNull(),
  replacedAt: instant().notNull(),
}, (table) => [unique('former_report_once').on(table.reportId, table.hisVersion)])

/** How far the HIS's news has been taken over, on its own clock: of results for everybody (`his`) or for one person by id, of dispenses, of the calling board. */
export const hisWatermark = clinical.table('report_watermark', {
  source: text().primaryKey(),
  updatedAt: instant(),
  /** When the HIS last answered. */
  checkedAt: instant().notNull(),
})
