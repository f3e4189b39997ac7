import { index, integer, text, uuid } from 'drizzle-orm/pg-core'
import { patients } from '../tables.ts'

/** Consents to what this subgraph does, by `consent.given` of the platform. */
export const consentGiven = patients.table('consent_given', {
  consentId: uuid().primaryKey(),
  patientId: uuid().notNull(),
  textKey: text().notNull(),
  version: integer().notNull(),
  /** Whose own wording it was; null for the whole hospital's. */
  institutionId: uuid(),
}, (table) => [index().on(table.patientId, table.textKey)])

/** The version of each form in force, by `text.published`. */
export const publishedText = patients.table('published_text', {
  textKey: text().primaryKey(),
  version: integer().notNull(),
})
