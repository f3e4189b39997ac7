import { ilike, like, or, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

const LONGEST = 50

/** Rows that hold what was typed in one of the columns, or whose pinyin initials begin with it. */
export function matching(typed: string | null | undefined, columns: readonly PgColumn[], pinyin?: PgColumn): SQL | undefined {
  const text = typed?.normalize('NFKC').trim().slice(0, LONGEST)
  if (!text) return undefined
  const literal = text.replace(/[\\%_]/g, '\\$&')
  return or(...columns.map((column) => ilike(column, `%${literal}%`)), pinyin && like(pinyin, `${literal.toLowerCase()}%`))
}
