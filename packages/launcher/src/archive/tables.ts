import { createHash, hash as digest } from 'node:crypto'
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Transform } from 'node:stream'
import postgres, { type Sql, type TransactionSql } from 'postgres'

/** Tables of the job queue belong to a role of their own. */
export const JOBS_SCHEMA = 'graphile_worker'
/** Made anew by migrating, or of processes that are no more. */
const NOT_DATA = new Set(['graphile_worker.migrations', 'jobs.pool'])

export interface TableShape {
  table: string
  columns: string[]
}

/** A connection for long statements that sees every table in the order in which it was written. */
export const openForCopy = (url: string): Sql =>
  postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: 'backup', statement_timeout: 0, idle_in_transaction_session_timeout: 0, synchronize_seqscans: 'off' } })

/** Every table of the schemas with its stored columns, whatever is referred to before what refers to it. */
export async function listTables(sql: Sql | TransactionSql, schemas: readonly string[]): Promise<TableShape[]> {
  const rows = await sql<{ table: string; oid: number; columns: string[] }[]>`
    select format('%I.%I', n.nspname, c.relname) as table, c.oid::int as oid,
      (select array_agg(format('%I', a.attname) order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(${[...schemas]}::text[]) and c.relkind = 'r' order by 1`
  const references = await sql<{ from: number; to: number }[]>`select conrelid::int as from, confrelid::int as to from pg_constraint where contype = 'f' and conrelid <> confrelid`
  const ordered: typeof rows[number][] = []
  const place = (row: typeof rows[number]) => {
    if (ordered.includes(row)) return
    for (const { to } of references.filter(({ from }) => from === row.oid)) {
      const target = rows.find(({ oid }) => oid === to)
      if (target) place(target)
    }
    ordered.push(row)
  }
  rows.forEach(place)
  return ordered.filter(({ table }) => !NOT_DATA.has(table)).map(({ table, columns }) => ({ table, columns }))
}

export interface Measured {
  rows: number
  sha256: string
}

/** Copies a table out and says how much it was; in COPY's text format a line feed always ends a row. */
export async function copyOut(sql: Sql | TransactionSql, { table, columns }: TableShape, take: (bytes: Buffer) => Promise<void> | void): Promise<Measured> {
  const hash = createHash('sha256')
  let rows = 0
  const readable: Readable = await sql.unsafe(`copy ${table} (${columns.join(', ')}) to stdout`).readable()
  for await (const chunk of readable) {
    const bytes = chunk as Buffer
    hash.update(bytes)
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) rows += 1
    await take(bytes)
  }
  // postgres.js stops reading the connection while we are behind; where the end came meanwhile it would not go on for the next statement
  readable._read(0)
  return { rows, sha256: hash.digest('hex') }
}

const LANES = 8

/** What a table holds, in whatever order its rows are read: where gaps were filled that is not the one in which they were written. */
export class Content {
  rows = 0
  private readonly sum = new Uint32Array(LANES)
  private rest = Buffer.alloc(0)

  /** In COPY's text format. */
  take(bytes: Buffer): void {
    const all = this.rest.length ? Buffer.concat([this.rest, bytes]) : bytes
    let from = 0
    for (let at = all.indexOf(10); at >= 0; at = all.indexOf(10, from)) {
      this.add(all.subarray(from, at))
      from = at + 1
    }
    this.rest = Buffer.from(all.subarray(from))
  }

  private add(row: Buffer): void {
    const of = digest('sha256', row, 'buffer')
    for (let lane = 0; lane < LANES; lane++) this.sum[lane]! += of.readUInt32BE(lane * 4)
    this.rows += 1
  }

  equals(other: Content): boolean {
    return this.rows === other.rows && this.rest.equals(other.rest) && this.sum.every((lane, at) => lane === other.sum[at])
  }
}

/** Copies a table in from pieces. */
export async function copyIn(sql: TransactionSql, { table, columns }: TableShape, pieces: AsyncIterable<Buffer>): Promise<void> {
  const writable: Writable = await sql.unsafe(`copy ${table} (${columns.join(', ')}) from stdin`).writable()
  await pipeline(pieces, new Transform({ transform: (chunk, _encoding, done) => done(null, chunk) }), writable)
}
