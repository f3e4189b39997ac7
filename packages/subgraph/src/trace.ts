import { jsonb, text, uuid, index, type PgSchema } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { inboxTable, outboxTable } from '@hospital/events/outbox'
import type { HouseTables } from './context.ts'

/** One row for every change of a status: who did what to which thing. Written by `applyTransition` in the same transaction. */
export const traceTable = (schema: PgSchema) => schema.table('trace', {
  id: id(),
  at: instant().notNull(),
  subjectType: text().notNull(),
  subjectId: uuid().notNull(),
  action: text().notNull(),
  fromStatus: text(),
  toStatus: text().notNull(),
  actorKind: text().notNull(),
  actorId: text(),
  requestId: text().notNull(),
  detail: jsonb(),
}, (table) => [index().on(table.subjectId, table.at)])

export type TraceTable = ReturnType<typeof traceTable>

/** Export the three under these names from a subgraph's tables.ts, so that drizzle-kit sees them. */
export const houseTables = (schema: PgSchema): HouseTables => ({ outbox: outboxTable(schema), inbox: inboxTable(schema), trace: traceTable(schema) })
