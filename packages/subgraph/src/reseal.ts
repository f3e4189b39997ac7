import { and, asc, count, eq, getTableColumns, gt, isNotNull, not, or, sql, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { activeKeyId, blindIndex, decryptPersonal, encryptPersonal, isIndexedBy, isSealedBy } from '@hospital/access/personal-data'
import type { Context } from './context.ts'

/** Where a table keeps personal data. What is not declared anywhere must hold none (`personal-data.test.ts` of the gateway looks). */
export interface PersonalColumns {
  table: PgTable & { id: PgColumn }
  /** Encrypted with a key that the value names. */
  sealed?: readonly string[]
  /** Blind index → the sealed column whose value it finds; null where that is not kept, so that it only ends with its row. */
  indexes?: Readonly<Record<string, string | null>>
  /** Readable for whoever may read the table, because the work needs it so: names to sort by, what people wrote. */
  open?: readonly string[]
}

type Sealing = Pick<Context, 'db' | 'keys'>
type Row = Record<string, string | null> & { id: string }

const BATCH = 200

/**
 * Brings every sealed value and blind index under the active key, batch after batch; answers how many rows were changed. It may be
 * killed anywhere and begun again, and run beside itself and beside people's changes: a row that changed meanwhile is left for the next round.
 */
export async function reseal(ctx: Sealing, personal: readonly PersonalColumns[], onBatch: (changed: number) => void = () => {}): Promise<number> {
  let changed = 0
  for (const columns of personal) {
    for (let after: string | undefined; ;) {
      const rows = await staleRows(ctx, columns, after)
      for (const row of rows) changed += await resealRow(ctx, columns, row)
      if (rows.length) onBatch(changed)
      if (rows.length < BATCH) break
      after = rows.at(-1)!.id
    }
  }
  return changed
}

/** How many rows still need a key that is not the active one. */
export async function countStale(ctx: Sealing, personal: readonly PersonalColumns[]): Promise<number> {
  let stale = 0
  for (const columns of personal) {
    const [row] = await ctx.db.select({ stale: count() }).from(columns.table as PgTable).where(staleIn(ctx, columns, true))
    stale += row!.stale
  }
  return stale
}

async function staleRows(ctx: Sealing, columns: PersonalColumns, after: string | undefined): Promise<Row[]> {
  const { table } = columns
  return await ctx.db.select().from(table as PgTable).where(and(staleIn(ctx, columns, false), after ? gt(table.id, after) : undefined)).orderBy(asc(table.id)).limit(BATCH) as unknown as Row[]
}

function staleIn({ keys }: Sealing, { table, sealed = [], indexes = {} }: PersonalColumns, withUnmakeable: boolean): SQL {
  const all = getTableColumns(table as PgTable) as Record<string, PgColumn>
  const id = activeKeyId(keys)
  const named = (column: PgColumn) => sql`starts_with(${column}, ${`${id}.`})`
  const madeBy = (column: PgColumn) => (isIndexedBy(id, '') ? not(sql`${column} like '%.%'`) : named(column))
  const stale = [
    ...sealed.map((name) => and(isNotNull(all[name]!), not(named(all[name]!)))),
    ...Object.entries(indexes).filter(([, of]) => withUnmakeable || of !== null).map(([name]) => not(madeBy(all[name]!))),
  ]
  return or(...stale) ?? sql`false`
}

async function resealRow({ db, keys }: Sealing, { table, sealed = [], indexes = {} }: PersonalColumns, row: Row): Promise<number> {
  const all = getTableColumns(table as PgTable) as Record<string, PgColumn>
  const id = activeKeyId(keys)
  const patch: Record<string, string> = {}
  for (const name of sealed) if (row[name] && !isSealedBy(id, row[name])) patch[name] = encryptPersonal(keys, decryptPersonal(keys, row[name]))
  for (const [name, of] of Object.entries(indexes)) if (of && row[of] && !isIndexedBy(id, row[name]!)) patch[name] = blindIndex(keys, decryptPersonal(keys, row[of]))
  // Values that somebody changed since are under the active key already, or are seen next time.
  const unchanged = sealed.map((name) => (row[name] === null ? undefined : eq(all[name]!, row[name])))
  const done = await db.update(table as PgTable).set(patch as never).where(and(eq(table.id, row.id), ...unchanged)).returning({ id: table.id })
  return done.length
}
