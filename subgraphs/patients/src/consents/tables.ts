import { index, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '@hospital/database/columns'
import { account, patients } from '../tables.ts'

/** Consents to what this subgraph does, by `consent.given` of the platform. */
export const consentGiven = patients.table('consent_given', {
  consentId: uuid().primaryKey(),
  patientId: uuid().notNull(),
  textKey: text().notNull(),
  version: integer().notNull(),
  /** Whose own wording it was; null for the whole hospital's. */
  institutionId: uuid(),
}, (table) => [index().on(table.patientId, table.textKey)])

/** The version of each form in force by whose wording it is (an institution's id, or `*`), by `text.published`. */
export const publishedText = patients.table('published_text', {
  textKey: text().notNull(),
  place: text().notNull().default('*'),
  version: integer().notNull(),
}, (table) => [primaryKey({ columns: [table.textKey, table.place] })])

/** Which versions of the user agreement and the privacy policy an account agreed to, and when first. */
export const accountAgreement = patients.table('account_agreement', {
  accountId: uuid().notNull().references(() => account.id),
  textKey: text().notNull(),
  version: integer().notNull(),
  agreedAt: instant().notNull(),
}, (table) => [primaryKey({ columns: [table.accountId, table.textKey, table.version] })])
