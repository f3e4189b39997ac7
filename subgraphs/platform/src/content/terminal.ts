import { arrayContains, or, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Terminal } from '@hospital/configuration/terminal'

/** What is for this terminal or for all; everything where none is asked for. */
export const atTerminal = (column: PgColumn, terminal: Terminal | null | undefined) => (terminal ? or(sql`${column} = '{}'`, arrayContains(column, [terminal])) : undefined)
