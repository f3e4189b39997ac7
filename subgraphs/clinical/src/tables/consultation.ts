import { sql } from 'drizzle-orm'
import { check, date, index, integer, jsonb, primaryKey, text, unique, uniqueIndex, uuid, boolean } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import type { AttachedFile } from '@hospital/events/catalogue'
import { CONSULTATION_KINDS } from '../consultation/consultation.kinds.ts'
import { CONSULTATION_STATUSES, LIVE_CONSULTATIONS } from '../consultation/consultation.status.ts'
import type { Hours } from '../consultation/hours.ts'
import { clinical } from './house.ts'
import { report } from './reports.ts'

export const consultationKind = clinical.enum('consultation_kind', CONSULTATION_KINDS)
export const consultationStatus = clinical.enum('consultation_status', CONSULTATION_STATUSES)

/** What a doctor offers: one row for each kind. */
export const consultationService = clinical.table('consultation_service', {
  id: id(),
  practitionerId: uuid().notNull(),
  kind: consultationKind().notNull(),
  enabled: boolean().notNull(),
  priceFen: integer().notNull(),
  hours: jsonb().$type<Hours[]>().notNull(),
  messageLimit: integer().notNull(),
  dailyLimit: integer().notNull(),
  updatedAt: instant().notNull(),
}, (table) => [
  unique().on(table.practitionerId, table.kind),
  check('service_price', sql`${table.priceFen} between 0 and 9999900`),
  check('service_limits', sql`${table.messageLimit} between 1 and 200 and ${table.dailyLimit} between 1 and 200`),
])

/** How many consultations of a day have been asked for: a counter, so that the last place goes to one. */
export const consultationDay = clinical.table('consultation_day', {
  practitionerId: uuid().notNull(),
  kind: consultationKind().notNull(),
  day: date({ mode: 'string' }).notNull(),
  requested: integer().notNull(),
}, (table) => [primaryKey({ columns: [table.practitionerId, table.kind, table.day] }), check('requested', sql`${table.requested} >= 0`)])

export const consultation = clinical.table('consultation', {
  id: id(),
  number: text().notNull().unique(),
  kind: consultationKind().notNull(),
  status: consultationStatus().notNull(),
  patientId: uuid().notNull(),
  accountId: uuid().notNull(),
  practitionerId: uuid().notNull(),
  description: text().notNull(),
  attachments: jsonb().$type<AttachedFile[]>().notNull(),
  /** The report that the doctor is asked about. */
  reportId: uuid().references(() => report.id),
  /** What the patient agreed to, in which version. */
  consentId: uuid().notNull(),
  consentVersion: integer().notNull(),
  /** The day in whose count it stands. */
  day: date({ mode: 'string' }).notNull(),
  priceFen: integer().notNull(),
  messageLimit: integer().notNull(),
  messagesUsed: integer().notNull().default(0),
  lastPatientSequence: integer().notNull().default(0),
  lastPractitionerSequence: integer().notNull().default(0),
  orderId: uuid().notNull().unique(),
  createdAt: instant().notNull(),
  payUntil: instant().notNull(),
  paidAt: instant(),
  respondUntil: instant(),
  acceptedAt: instant(),
  endsAt: instant(),
  completedAt: instant(),
  refusalReason: text(),
}, (table) => [
  uniqueIndex('consultation_once').on(table.patientId, table.practitionerId).where(sql.raw(`status in (${LIVE_CONSULTATIONS.map((status) => `'${status}'`).join(', ')})`)),
  index().on(table.patientId, table.createdAt, table.id),
  index().on(table.practitionerId, table.createdAt, table.id),
  check('messages_used', sql`${table.messagesUsed} between 0 and ${table.messageLimit}`),
])

/** Consents given, by `consent.given`. */
export const consentGiven = clinical.table('consent_given', {
  consentId: uuid().primaryKey(),
  patientId: uuid().notNull(),
  textKey: text().notNull(),
  version: integer().notNull(),
  /** Whose own wording it was; null for the whole hospital's. */
  institutionId: uuid(),
  /** Where the service is, as whoever agreed said. */
  forInstitutionId: uuid(),
})

/** The newest version of each text by whose wording it is (an institution's id, or `*`), by `text.published`. */
export const publishedText = clinical.table('published_text', {
  textKey: text().notNull(),
  place: text().notNull().default('*'),
  version: integer().notNull(),
}, (table) => [primaryKey({ columns: [table.textKey, table.place] })])

/** The rules shown to whoever asks for a consultation, where the hospital has written its own. */
export const consultationRules = clinical.table('consultation_rules', {
  kind: consultationKind().primaryKey(),
  title: text().notNull(),
  body: text().notNull(),
})
