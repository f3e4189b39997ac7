import { ilike, or, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { pinyin } from 'pinyin-pro'

/** `心血管内科` → `xxgnk`, `单雄信` → `sxx`: first letters, with a person's family name read as one. */
export function initials(name: string, of: 'person' | 'thing'): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive', surname: of === 'person' ? 'head' : 'off' }).join('').toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** Rows that contain the words in a column, or whose initials begin with them. */
export function matching(search: string | null | undefined, columns: readonly PgColumn[], pinyinColumn: PgColumn): SQL | undefined {
  const words = search?.trim().slice(0, 50)
  if (!words) return undefined
  const literal = words.replace(/[\\%_]/g, '\\$&')
  return or(...columns.map((column) => ilike(column, `%${literal}%`)), ilike(pinyinColumn, `${literal.toLowerCase()}%`))
}
