import { sql } from 'drizzle-orm'
import { index, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { platform } from './schema.ts'

/** How far each recipient's inbox has been numbered; its row lock puts the numbers in the order of commits. */
export const inboxCounter = platform.table('inbox_counter', {
  recipientId: uuid().primaryKey(),
  lastSequence: integer().notNull(),
})

/** An in-app message to an account or a practitioner. */
export const message = platform.table('message', {
  id: id(),
  /** Id of the account or practitioner. */
  recipientId: uuid().notNull(),
  sequence: integer().notNull(),
  event: text().notNull(),
  title: text().notNull(),
  body: text().notNull(),
  link: text(),
  subjectType: text(),
  subjectId: uuid(),
  at: instant().notNull(),
  readAt: instant(),
}, (table) => [
  unique('message_sequence').on(table.recipientId, table.sequence),
  index('message_unread').on(table.recipientId).where(sql`${table.readAt} is null`),
])
