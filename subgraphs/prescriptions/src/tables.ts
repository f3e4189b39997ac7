import { boolean, index, integer, pgSchema, text, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { id, instant } from '@hospital/database/columns'
import { houseTables } from '@hospital/subgraph/trace'

export const prescriptions = pgSchema('prescriptions')

export const house = houseTables(prescriptions)
export const { outbox, inbox, trace } = house

/** Who delivers drugs (药企). */
export const supplier = prescriptions.table('supplier', {
  id: id(),
  code: text().notNull().unique(),
  name: text().notNull(),
  pinyin: text().notNull(),
  /** 药品经营许可证 number. */
  licenceNumber: text(),
  contact: text(),
  phone: text(),
  address: text(),
  enabled: boolean().notNull().default(true),
  version: integer().notNull().default(0),
  updatedAt: instant().notNull(),
}, (table) => [index().on(table.name, table.id)])

export const drug = prescriptions.table('drug', {
  id: id(),
  /** The hospital's own code with the number of the pack: one drug may be dispensed in several packs. */
  code: text().notNull().unique(),
  name: text().notNull(),
  pinyin: text().notNull(),
  form: text(),
  specification: text(),
  packUnit: text(),
  /** Retail price of one pack in fen; old dictionaries carry fractions of a fen, which are rounded half up. */
  priceFen: integer(),
  manufacturer: text(),
  supplierId: uuid().references(() => supplier.id),
  approvalNumber: text(),
  /** Narcotic, psychotropic, toxic or otherwise specially controlled: never prescribed online (管理办法 art. 19). */
  controlled: boolean().notNull(),
  enabled: boolean().notNull().default(true),
  /** Counts the changes by hand, so that a stale edit shows. */
  version: integer().notNull().default(0),
  updatedAt: instant().notNull(),
}, (table) => [
  index('drug_name_trgm').using('gin', sql`${table.name} gin_trgm_ops`),
  index('drug_pinyin_trgm').using('gin', sql`${table.pinyin} gin_trgm_ops`),
  index().on(table.name, table.id),
  index().on(table.supplierId),
])
