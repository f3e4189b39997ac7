import { or, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

export interface Searchable {
  name: PgColumn
  code: PgColumn
  /** Initials made by `pinyinInitials`. */
  pinyin: PgColumn
}

export interface Match {
  where: SQL
  /** 0 for the exact code or name, 1 for a beginning, 2 for the middle: order by it first. */
  rank: SQL<number>
}

/** Longest search that is looked at; what people type is shorter. */
const LONGEST = 60

/**
 * Rows whose name or pinyin initials hold what was typed, or whose code begins with it; undefined where nothing was typed. Latin letters and digits of
 * a name stand in its initials too: what consists of them is looked for there alone.
 */
export function matchText(typed: string | undefined | null, { name, code, pinyin }: Searchable): Match | undefined {
  const text = typed?.normalize('NFKC').trim().slice(0, LONGEST)
  if (!text) return undefined
  const inside = escapeLike(text)
  const { like, same } = comparing(text)
  const codeBegins = sql`${code} ${like} ${`${inside}%`}`
  const [holds, begins] = /^[a-z0-9]+$/i.test(text) ? likes(pinyin, text.toLowerCase()) : likes(name, inside, like)
  return {
    where: or(holds, codeBegins)!,
    rank: sql<number>`case when ${same(code)} or ${name} = ${text} then 0 when ${codeBegins} or ${begins} then 1 else 2 end`,
  }
}

const likes = (column: PgColumn, text: string, like = sql`like`): [holds: SQL, begins: SQL] => [sql`${column} ${like} ${`%${text}%`}`, sql`${column} ${like} ${`${text}%`}`]

/** Chinese has no capitals: comparing it as if it had costs several times as much. */
function comparing(text: string): { like: SQL; same(column: PgColumn): SQL } {
  const cased = text.toLowerCase() !== text.toUpperCase()
  return cased ? { like: sql`ilike`, same: (column) => sql`lower(${column}) = lower(${text})` } : { like: sql`like`, same: (column) => sql`${column} = ${text}` }
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (character) => `\\${character}`)
