import { timestamp, uuid } from 'drizzle-orm/pg-core'
import { newId } from './identifier.ts'

/** The columns that tables share. */
export const id = () => uuid().primaryKey().$defaultFn(() => newId())
export const instant = () => timestamp({ withTimezone: true, mode: 'date' })
