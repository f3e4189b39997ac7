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

/** Rows whose name, code or pinyin initials hold what was typed; undefined where nothing was typed. */
export function matchText(typed: string | undefined | null, { name, code, pinyin }: Searchable): Match | undefined {
  const text = typed?.normalize('NFKC').trim().slice(0, LONGEST)
  if (!text) return undefined
  const latin = text.toLowerCase().replace(/[^a-z0-9]/g, '')
  const byPinyin = latin && latin === text.toLowerCase() ? sql`${pinyin} like ${`%${latin}%`}` : undefined
  const { like, same } = comparing(text)
  const inside = escapeLike(text)
  return {
    where: or(sql`${name} ${like} ${`%${inside}%`}`, sql`${code} ${like} ${`${inside}%`}`, byPinyin)!,
    rank: sql<number>`case when ${same(code)} or ${name} = ${text} then 0
      when ${code} ${like} ${`${inside}%`} or ${name} ${like} ${`${inside}%`} ${latin ? sql`or ${pinyin} like ${`${latin}%`}` : sql``} then 1 else 2 end`,
  }
}

/** Chinese has no capitals: comparing it as if it had costs several times as much. */
function comparing(text: string): { like: SQL; same(column: PgColumn): SQL } {
  const cased = text.toLowerCase() !== text.toUpperCase()
  return cased ? { like: sql`ilike`, same: (column) => sql`lower(${column}) = lower(${text})` } : { like: sql`like`, same: (column) => sql`${column} = ${text}` }
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (character) => `\\${character}`)
