import { index, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { patient, patients } from '../tables.ts'

/** A person's electronic health card by one channel. Its number is the person's everywhere, so it is sealed. */
export const healthCard = patients.table('health_card', {
  id: id(),
  patientId: uuid().notNull().references(() => patient.id),
  /** As the connectors file names it. */
  channel: text().notNull(),
  cardIdSealed: text().notNull(),
  phidSealed: text().notNull(),
  consentId: uuid().notNull(),
  consentVersion: integer().notNull(),
  givenAt: instant().notNull(),
  /** Tied to the hospital's record number. */
  boundAt: instant(),
}, (table) => [unique('health_card_once').on(table.patientId, table.channel)])

/** What a card was used for, to be told to its channel. */
export const healthCardUsage = patients.table('health_card_usage', {
  id: id(),
  healthCardId: uuid().notNull().references(() => healthCard.id),
  scene: text().notNull(),
  /** The act: the same one heard of again is the same usage. */
  act: text().notNull().unique(),
  at: instant().notNull(),
  reportedAt: instant(),
}, (table) => [index().on(table.healthCardId, table.at)])

/** The one live token of each channel, for all processes: who fetches another holds the lease meanwhile, and lets go of it by dying. */
export const healthCardToken = patients.table('health_card_token', {
  id: id(),
  channel: text().notNull().unique(),
  /** Counts the tokens: whoever found one dead says which. */
  generation: integer().notNull(),
  tokenSealed: text(),
  expiresAt: instant(),
  leaseId: uuid(),
  leaseUntil: instant(),
})
