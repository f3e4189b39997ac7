import { boolean, index, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id } from '@hospital/database/columns'
import { platform } from './schema.ts'

/** A list of words that forms and pages choose from (数据字典). */
export const dictionary = platform.table('dictionary', {
  id: id(),
  code: text().notNull().unique(),
  name: text().notNull(),
  description: text(),
  /** Pages and rules stand on it: it may be worded anew, not removed. */
  builtIn: boolean().notNull().default(false),
  version: integer().notNull().default(1),
})

export const dictionaryEntry = platform.table('dictionary_entry', {
  id: id(),
  dictionaryId: uuid().notNull().references(() => dictionary.id),
  code: text().notNull(),
  label: text().notNull(),
  sortOrder: integer().notNull(),
  enabled: boolean().notNull().default(true),
  builtIn: boolean().notNull().default(false),
  version: integer().notNull().default(1),
}, (table) => [unique('dictionary_entry_once').on(table.dictionaryId, table.code), index().on(table.dictionaryId, table.sortOrder, table.id)])
