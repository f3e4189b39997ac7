import { bigint, index, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { platform } from './schema.ts'

/** The log (A1-15). Triggers refuse any change of a row, and each row's hash covers the one before: what is written stays, or shows. */
export const auditEntry = platform.table('audit_entry', {
  id: id(),
  /** Without a gap. */
  sequence: bigint({ mode: 'number' }).notNull().unique(),
  at: instant().notNull(),
  actorKind: text().notNull(),
  actorId: uuid(),
  actorName: text(),
  action: text().notNull(),
  subjectType: text(),
  subjectId: uuid(),
  subjectLabel: text(),
  before: jsonb().$type<Record<string, unknown>>(),
  after: jsonb().$type<Record<string, unknown>>(),
  ip: text(),
  userAgent: text(),
  requestId: text().notNull(),
  hash: text().notNull(),
}, (table) => [
  index().on(table.at, table.id), index().on(table.actorId, table.at), index().on(table.subjectId, table.at),
  index('audit_entry_by_action').on(table.action.op('text_pattern_ops'), table.at), index('audit_entry_by_actor_name').on(table.actorName.op('text_pattern_ops'), table.at),
])
