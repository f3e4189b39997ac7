import { sql } from 'drizzle-orm'
import { index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { account, patient, patients } from '../tables.ts'
import { IDENTITY_CHECK_STATUSES } from './identity-check.status.ts'

export const identitySubjectEnum = patients.enum('identity_subject', ['PERSON', 'GUARDIAN'])
export const identityCheckStatusEnum = patients.enum('identity_check_status', IDENTITY_CHECK_STATUSES)

/** One walk to the camera. The provider's token never leaves the house but in the address that the browser is sent to. */
export const identityCheck = patients.table('identity_check', {
  id: id(),
  patientId: uuid().notNull().references(() => patient.id),
  accountId: uuid().notNull().references(() => account.id),
  status: identityCheckStatusEnum().notNull(),
  /** Who stands before the camera: a minor's guardian does it for them. */
  subject: identitySubjectEnum().notNull(),
  /** Null until the provider has opened it. */
  tokenSealed: text(),
  urlSealed: text(),
  failure: text(),
  consentId: uuid().notNull(),
  consentVersion: integer().notNull(),
  startedAt: instant().notNull(),
  expiresAt: instant().notNull(),
  settledAt: instant(),
}, (table) => [
  index().on(table.accountId, table.startedAt),
  index().on(table.patientId, table.startedAt),
  uniqueIndex('identity_check_one_open').on(table.patientId).where(sql`${table.status} = 'STARTED'`),
])

/** A check that was passed: the person is who the record says, until it runs out or the person is taken off the account. */
export const identityProof = patients.table('identity_proof', {
  id: id(),
  patientId: uuid().notNull().references(() => patient.id),
  checkId: uuid().notNull().unique().references(() => identityCheck.id),
  subject: identitySubjectEnum().notNull(),
  provenAt: instant().notNull(),
  expiresAt: instant().notNull(),
  voidedAt: instant(),
}, (table) => [index().on(table.patientId, table.expiresAt)])
