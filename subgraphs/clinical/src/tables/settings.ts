import { integer, text } from 'drizzle-orm/pg-core'
import { configurationTable } from '@hospital/configuration/projection'
import { clinical } from './house.ts'

/** What a hospital has set differently from the defaults in `settings.ts`. */
export const setting = clinical.table('setting', {
  key: text().primaryKey(),
  value: integer().notNull(),
})

/** What the platform's configuration says. */
export const configurationCopy = configurationTable(clinical)
