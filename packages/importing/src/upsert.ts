import { getTableColumns, sql, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '@hospital/database/connect'
import type { Written } from './import-sheet.ts'

export interface UpsertOptions<T extends PgTable> {
  db: Database
  table: T
  /** The unique columns by which a row is known. */
  key: PgColumn[]
  /** What a file may change; a row that differs in none of these is left alone. */
  changing: (keyof T['$inferInsert'] & string)[]
  /** Set together with a change, e.g. `updatedAt`. */
  stamps?: (keyof T['$inferInsert'] & string)[]
  /** Counts what would be, and keeps nothing. */
  trial?: boolean
}

/** Inserts or updates a batch in one statement, counting what was new and what differed. */
export async function upsertBatch<T extends PgTable>({ trial, db, ...options }: UpsertOptions<T>, batch: T['$inferInsert'][]): Promise<Written> {
  if (!trial) return upsert({ db, ...options }, batch)
  const written = await db.transaction(async (tx) => { throw new OnTrial(await upsert({ db: tx as unknown as Database, ...options }, batch)) }).catch((error) => error)
  if (written instanceof OnTrial) return written.written
  throw written
}

/** Takes back what was written and brings its counts out. */
class OnTrial extends Error {
  constructor(readonly written: Written) {
    super('on trial')
  }
}

async function upsert<T extends PgTable>({ db, table, key, changing, stamps = [] }: Omit<UpsertOptions<T>, 'trial'>, batch: T['$inferInsert'][]): Promise<Written> {
  const columns = getTableColumns(table) as Record<string, PgColumn>
  const excluded = (field: string): SQL => sql.raw(`excluded."${snake(field)}"`)
  const list = (parts: (SQL | PgColumn)[]) => sql.join(parts.map((part) => sql`${part}`), sql`, `)
  const written = await db.insert(table).values(batch as never[]).onConflictDoUpdate({
    target: key,
    set: Object.fromEntries([...changing, ...stamps].map((field) => [field, excluded(field)])) as never,
    setWhere: sql`(${list(changing.map((field) => columns[field]!))}) is distinct from (${list(changing.map(excluded))})`,
  }).returning({ added: sql<boolean>`xmax = 0` }) // xmax is 0 on a row version that no update has made
  const added = written.filter((row) => row.added).length
  return { added, changed: written.length - added }
}

const snake = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
