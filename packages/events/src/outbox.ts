import { bigint, jsonb, text, type PgSchema } from 'drizzle-orm/pg-core'
import { instant } from '@hospital/database/columns'

/** What must happen after commit, kept in the transaction that causes it. Rows live for milliseconds: a drain moves them to the jobs. */
export const outboxTable = (schema: PgSchema) => schema.table('outbox', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  task: text().notNull(),
  payload: jsonb().notNull(),
  /** Real time, not the injected clock: the job queue lives by the database's clock. */
  runAt: instant(),
  jobKey: text(),
})

/** Deliveries and callbacks already applied: a second arrival finds its key and does nothing. */
export const inboxTable = (schema: PgSchema) => schema.table('inbox', {
  key: text().primaryKey(),
  receivedAt: instant().notNull().defaultNow(),
})

export type OutboxTable = ReturnType<typeof outboxTable>
export type InboxTable = ReturnType<typeof inboxTable>
