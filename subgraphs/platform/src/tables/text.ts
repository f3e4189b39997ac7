import { index, integer, text as textColumn, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { platform } from './schema.ts'

/** What people read and agree to. A version once published never changes. */
export const text = platform.table('text', {
  id: id(),
  key: textColumn().notNull(),
  version: integer().notNull(),
  title: textColumn().notNull(),
  body: textColumn().notNull(),
  publishedAt: instant().notNull(),
}, (table) => [unique('text_version').on(table.key, table.version)])

/** Who agreed to which version, for whom and for what (R6). */
export const consent = platform.table('consent', {
  id: id(),
  textId: uuid().notNull().references(() => text.id),
  accountId: uuid().notNull(),
  patientId: uuid().notNull(),
  subjectType: textColumn().notNull(),
  subjectId: uuid(),
  consentedAt: instant().notNull(),
}, (table) => [index().on(table.patientId, table.consentedAt)])
