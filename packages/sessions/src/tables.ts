import { index, integer, text, uuid, type PgSchema } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'

/** One row a sign-in. The refresh token is not kept: it is derived from the row's id and generation. */
export const sessionTable = (schema: PgSchema) => schema.table('session', {
  id: id(),
  /** The account that is signed in. */
  subjectId: uuid().notNull(),
  openedAt: instant().notNull(),
  /** Counts the refresh tokens given out; only the newest is good. */
  generation: integer().notNull().default(1),
  rotatedAt: instant().notNull(),
  /** Ends here unless refreshed before. */
  idleUntil: instant().notNull(),
  /** Ends here however often it is refreshed. */
  expiresAt: instant().notNull(),
  endedAt: instant(),
  endReason: text(),
  ip: text(),
  userAgent: text(),
}, (table) => [index().on(table.subjectId)])

export type SessionTable = ReturnType<typeof sessionTable>
