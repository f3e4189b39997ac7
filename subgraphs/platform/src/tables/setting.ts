import { integer, jsonb, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { platform } from './schema.ts'

/** A value set at a node: `*`, an institution's id or a terminal. */
export const settingValue = platform.table('setting_value', {
  id: id(),
  key: text().notNull(),
  node: text().notNull(),
  value: jsonb().notNull(),
  setAt: instant().notNull(),
  setBy: uuid(),
}, (table) => [unique('setting_value_once').on(table.key, table.node)])

/** Counts the changes of a setting; its row lock puts them one after the other. */
export const settingRevision = platform.table('setting_revision', {
  key: text().primaryKey(),
  revision: integer().notNull(),
})
