import { sql } from 'drizzle-orm'
import { boolean, index, integer, text, unique } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { clinical } from './house.ts'

/** Diagnoses of a coding system: `ICD10` (国家临床版 2.0) or `TCM` (中医病证分类与代码). Code, name and pinyin compare by bytes (`collate "C"`, see the migrations): a search compares thousands. */
export const diagnosis = clinical.table('diagnosis', {
  id: id(),
  system: text().notNull(),
  code: text().notNull(),
  name: text().notNull(),
  /** Other names of the same code; the TCM list repeats a code for each. */
  synonyms: text().array().notNull(),
  pinyin: text().notNull(),
  enabled: boolean().notNull().default(true),
  /** Counts the changes by hand, so that a stale edit shows. */
  version: integer().notNull().default(0),
  updatedAt: instant().notNull(),
}, (table) => [
  unique().on(table.system, table.code),
  index('diagnosis_name_trgm').using('gin', sql`${table.name} gin_trgm_ops`),
  index('diagnosis_code_trgm').using('gin', sql`${table.code} gin_trgm_ops`),
  index('diagnosis_pinyin_trgm').using('gin', sql`${table.pinyin} gin_trgm_ops`),
  index().on(table.code, table.id),
])
