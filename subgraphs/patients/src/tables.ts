import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, pgSchema, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { configurationTable } from '@hospital/configuration/projection'
import { id, instant } from '@hospital/database/columns'
import { sessionTable } from '@hospital/sessions/tables'
import { houseTables } from '@hospital/subgraph/trace'

export const patients = pgSchema('patients')

export const house = houseTables(patients)
export const { outbox, inbox, trace } = house

export const session = sessionTable(patients)

/** What the platform's configuration says. */
export const configurationCopy = configurationTable(patients)

/** Who signs in. The phone is sealed; its blind index finds it. */
export const account = patients.table('account', {
  id: id(),
  phoneSealed: text().notNull(),
  phoneIndex: text().notNull().unique(),
  createdAt: instant().notNull(),
  /** When the user agreement was last agreed to. */
  agreedAt: instant().notNull(),
  /** Null: as the hospital's setting says. */
  patientLimit: integer(),
  disabledAt: instant(),
  restrictedUntil: instant(),
  restrictionReason: text(),
})

/** Who may start no new service for a time (黑名单). The constraint `blacklist_entry_one` of the migration keeps spans of one account apart. */
export const blacklistEntry = patients.table('blacklist_entry', {
  id: id(),
  accountId: uuid().notNull().references(() => account.id),
  reason: text().notNull(),
  startsAt: instant().notNull(),
  /** It ends then by itself. */
  endsAt: instant().notNull(),
  listedBy: uuid(),
  liftedAt: instant(),
  liftedBy: uuid(),
  liftReason: text(),
}, (table) => [index().on(table.accountId, table.startsAt), index().on(table.startsAt, table.id), check('blacklist_entry_span', sql`${table.endsAt} > ${table.startsAt}`)])

/** A sign-in code of six digits; the newest of a phone is the one that counts. */
export const smsCode = patients.table('sms_code', {
  id: id(),
  phoneIndex: text().notNull(),
  codeHash: text().notNull(),
  ip: text(),
  requestedAt: instant().notNull(),
  expiresAt: instant().notNull(),
  wrongTries: integer().notNull().default(0),
  usedAt: instant(),
  /** It never left the house, or a newer one took its place. */
  voidedAt: instant(),
}, (table) => [index().on(table.phoneIndex, table.requestedAt), index().on(table.ip, table.requestedAt)])

export const sexEnum = patients.enum('sex', ['MALE', 'FEMALE', 'UNKNOWN'])
export const relationshipEnum = patients.enum('relationship', ['SELF', 'SPOUSE', 'CHILD', 'PARENT', 'OTHER'])
export const cardKindEnum = patients.enum('card_kind', ['HOSPITAL', 'INSURANCE', 'RECORD'])

/** A person cared for (就诊人), as one account keeps it. */
export const patient = patients.table('patient', {
  id: id(),
  accountId: uuid().notNull().references(() => account.id),
  name: text().notNull(),
  sex: sexEnum().notNull(),
  birthDate: date().notNull(),
  relationship: relationshipEnum().notNull(),
  idCardSealed: text().notNull(),
  idCardIndex: text().notNull(),
  phoneSealed: text(),
  guardianName: text(),
  guardianIdCardSealed: text(),
  guardianPhoneSealed: text(),
  hisPatientId: text().notNull(),
  recordNumber: text().notNull(),
  isDefault: boolean().notNull().default(false),
  createdAt: instant().notNull(),
  removedAt: instant(),
  /** Counts the changes made at the console, so that a stale form is refused. */
  version: integer().notNull().default(1),
}, (table) => [
  // A removed person keeps its row, so that its history is there when it is added again.
  unique('patient_once_an_account').on(table.accountId, table.idCardIndex),
  uniqueIndex('patient_one_default').on(table.accountId).where(sql`${table.isDefault} and ${table.removedAt} is null`),
  uniqueIndex('patient_one_self').on(table.accountId).where(sql`${table.relationship} = 'SELF' and ${table.removedAt} is null`),
  check('patient_removed_is_no_default', sql`not (${table.isDefault} and ${table.removedAt} is not null)`),
  check('patient_guardian_whole', sql`num_nulls(${table.guardianName}, ${table.guardianIdCardSealed}, ${table.guardianPhoneSealed}) in (0, 3)`),
])

/** A number that HIS knows the person by. */
export const patientCard = patients.table('patient_card', {
  id: id(),
  patientId: uuid().notNull().references(() => patient.id),
  kind: cardKindEnum().notNull(),
  number: text().notNull(),
  sortOrder: integer().notNull(),
  isDefault: boolean().notNull().default(false),
}, (table) => [
  unique('patient_card_once').on(table.patientId, table.kind, table.number),
  uniqueIndex('patient_card_one_default').on(table.patientId).where(sql`${table.isDefault}`),
])

/** Which practitioner cares for whom, and until when that lets him see the person. */
export const careRelation = patients.table('care_relation', {
  patientId: uuid().notNull(),
  practitionerId: uuid().notNull(),
  subjectType: text().notNull(),
  subjectId: uuid().notNull(),
  until: instant().notNull(),
  /** Nothing of it is open any more, though he may still read who it was. */
  endedAt: instant(),
}, (table) => [primaryKey({ columns: [table.subjectId, table.practitionerId, table.patientId] }), index().on(table.practitionerId, table.patientId, table.until), index().on(table.patientId, table.until)])

/** One attempt to send a message that the platform handed over, from before the call until its receipts are past. The number is kept as a blind index, to know a receipt by. */
export const messageSending = patients.table('message_sending', {
  id: id(),
  deliveryId: uuid().notNull(),
  attempt: integer().notNull(),
  calledAt: instant(),
  answeredAt: instant(),
  provider: text(),
  serialNo: text(),
  phoneIndex: text(),
}, (table) => [
  unique('message_sending_once').on(table.deliveryId, table.attempt), index().on(table.provider, table.serialNo), index().on(table.answeredAt),
  index('message_sending_in_flight').on(table.calledAt).where(sql`${table.answeredAt} is null`),
])
