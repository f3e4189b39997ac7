import { index, integer, text as textColumn, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { institution } from './directory.ts'
import { platform } from './schema.ts'

/** 提示信息 · 知情同意书与协议 */
export const textKindEnum = platform.enum('text_kind', ['PROMPT', 'CONSENT'])

/** What people read and agree to. A version once published never changes. */
export const text = platform.table('text', {
  id: id(),
  key: textColumn().notNull(),
  version: integer().notNull(),
  title: textColumn().notNull(),
  body: textColumn().notNull(),
  kind: textKindEnum().notNull().default('CONSENT'),
  /** Of one institution and those below it; null for the whole hospital. Versions count on over all of them. */
  institutionId: uuid().references(() => institution.id),
  /** What is new in it, for the hospital itself. */
  note: textColumn(),
  publishedBy: uuid(),
  /** From when on it is in force. */
  publishedAt: instant().notNull(),
}, (table) => [unique('text_version').on(table.key, table.version), index().on(table.institutionId)])

/** Versions that were called back before their day: a published text itself never changes. */
export const textWithdrawal = platform.table('text_withdrawal', {
  textId: uuid().primaryKey().references(() => text.id),
  at: instant().notNull(),
  by: uuid(),
})

/** Who agreed to which version, for whom and for what (R6). */
export const consent = platform.table('consent', {
  id: id(),
  textId: uuid().notNull().references(() => text.id),
  accountId: uuid().notNull(),
  patientId: uuid().notNull(),
  subjectType: textColumn().notNull(),
  subjectId: uuid(),
  consentedAt: instant().notNull(),
}, (table) => [index().on(table.patientId, table.consentedAt), index().on(table.textId)])
