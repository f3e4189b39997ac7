import { sql } from 'drizzle-orm'
import { boolean, check, date, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { platform } from './schema.ts'

/** A third party's program at the public contract. Its secret has 256 random bits, so a plain hash keeps it. */
export const apiClient = platform.table('api_client', {
  id: id(),
  name: text().notNull().unique(),
  /** Whom to write to when something is wrong with it. */
  contact: text().notNull(),
  secretHash: text().notNull(),
  /** After a rotation the former secret is good for a while, so that nobody has to change it in the same second. */
  formerSecretHash: text(),
  formerUntil: instant(),
  scopes: text().array().notNull(),
  perMinute: integer().notNull(),
  perDay: integer().notNull(),
  costLimit: integer().notNull(),
  disabled: boolean().notNull().default(false),
  createdAt: instant().notNull(),
  rotatedAt: instant(),
}, () => [check('api_client_limits', sql`per_minute > 0 and per_day > 0 and cost_limit > 0`)])

/** Calls of a hospital day that gateways have reserved for a client. */
export const apiClientDay = platform.table('api_client_day', {
  clientId: uuid().notNull().references(() => apiClient.id),
  day: date({ mode: 'string' }).notNull(),
  reserved: integer().notNull(),
}, (table) => [primaryKey({ columns: [table.clientId, table.day] })])
