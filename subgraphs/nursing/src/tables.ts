import { boolean, index, integer, pgSchema, text } from 'drizzle-orm/pg-core'
import { configurationTable } from '@hospital/configuration/projection'
import { id } from '@hospital/database/columns'
import { houseTables } from '@hospital/subgraph/trace'

export const nursing = pgSchema('nursing')

export const house = houseTables(nursing)
export const { outbox, inbox, trace } = house

/** What the platform's configuration says. */
export const configurationCopy = configurationTable(nursing)

export const homecareItem = nursing.table('homecare_item', {
  id: id(),
  /** Names the item across imports. */
  code: text().notNull().unique(),
  name: text().notNull(),
  category: text().notNull(),
  summary: text(),
  priceFen: integer().notNull(),
  durationMinutes: integer().notNull(),
  enabled: boolean().notNull().default(true),
  sortOrder: integer().notNull().default(0),
}, (table) => [index().on(table.sortOrder, table.id)])
