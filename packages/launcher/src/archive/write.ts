import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { finished } from 'node:stream/promises'
import { createGzip, type Gzip } from 'node:zlib'
import type { Sql, TransactionSql } from 'postgres'
import { roleUrl } from '@hospital/database/roles'
import { framesOf } from './frames.ts'
import { FORMAT, keysFingerprint, MANIFEST, type BackupKeys, type FileRecord, type Manifest, type TableRecord } from './manifest.ts'
import { copyOut, JOBS_SCHEMA, listTables, openForCopy } from './tables.ts'

export interface BackupOptions {
  url: string
  keys: BackupKeys
  subgraphs: readonly string[]
  /** Uploads live in `files` below it. */
  dataDir: string
  file: string
}

/**
 * Writes everything that the hospital keeps, but its keys, to one compressed file, while it goes on working: all tables as they were at one
 * instant, and the uploads that they name. The file appears whole or not at all.
 */
export async function writeBackup(options: BackupOptions): Promise<Manifest> {
  const draft = `${options.file}.part`
  const gzip = createGzip({ level: 6 })
  const out = gzip.pipe(createWriteStream(draft, { mode: 0o600, flush: true }))
  try {
    const manifest = await writeEntries(options, gzip)
    gzip.end()
    await finished(out)
    renameSync(draft, options.file)
    return manifest
  } catch (error) {
    gzip.destroy()
    rmSync(draft, { force: true })
    throw error
  }
}

async function writeEntries(options: BackupOptions, gzip: Gzip): Promise<Manifest> {
  const put = async (entry: string, bytes: Buffer) => {
    for (const frame of framesOf(entry, bytes)) if (!gzip.write(frame)) await once(gzip, 'drain')
  }
  const main = openForCopy(options.url)
  const jobs = openForCopy(roleUrl(options.url, options.keys.databasePassword, 'jobs'))
  try {
    const database = await main.begin('isolation level repeatable read read only', async (tx) => {
      // The job queue is read by its own role and yet at the very same instant.
      const [{ snapshot }] = await tx`select pg_export_snapshot() as snapshot` as unknown as [{ snapshot: string }]
      const queue = await jobs.begin('isolation level repeatable read read only', async (own) => {
        await own.unsafe(`set transaction snapshot '${snapshot}'`)
        return { tables: await writeTables(own, [JOBS_SCHEMA], put), sequences: await sequencesOf(own, [JOBS_SCHEMA]), version: await jobsVersion(own) }
      })
      const tables = [...queue.tables, ...(await writeTables(tx, options.subgraphs, put))]
      return { tables, sequences: [...queue.sequences, ...(await sequencesOf(tx, options.subgraphs))], jobs: queue.version, migrations: await appliedMigrations(tx, options.subgraphs) }
    })
    const files = await writeFiles(join(options.dataDir, 'files'), put)
    const manifest: Manifest = { format: FORMAT, madeAt: new Date().toISOString(), keys: keysFingerprint(options.keys.dataKey), files, ...database } as Manifest
    await put(MANIFEST, Buffer.from(JSON.stringify(manifest)))
    return manifest
  } finally {
    await Promise.all([main.end({ timeout: 5 }), jobs.end({ timeout: 5 })])
  }
}

type Put = (entry: string, bytes: Buffer) => Promise<void>

async function writeTables(tx: TransactionSql, schemas: readonly string[], put: Put): Promise<TableRecord[]> {
  const records: TableRecord[] = []
  for (const shape of await listTables(tx, schemas)) records.push({ ...shape, ...(await copyOut(tx, shape, (bytes) => put(`table ${shape.table}`, bytes))) })
  return records
}

async function sequencesOf(tx: TransactionSql, schemas: readonly string[]) {
  const rows = await tx<{ sequence: string; value: string }[]>`
    select format('%I.%I', schemaname, sequencename) as sequence, last_value::text as value from pg_sequences where schemaname = any(${[...schemas]}::text[]) and last_value is not null order by 1`
  return rows.map(({ sequence, value }) => ({ sequence, value }))
}

export async function jobsVersion(sql: Sql | TransactionSql): Promise<number> {
  const [row] = await sql`select coalesce(max(id), 0)::int as version from graphile_worker.migrations`
  return row!.version as number
}

async function appliedMigrations(tx: TransactionSql, subgraphs: readonly string[]): Promise<Record<string, string[]>> {
  const applied: Record<string, string[]> = {}
  for (const name of subgraphs) applied[name] = (await tx<{ hash: string }[]>`select hash from migration.${tx(name)} order by created_at`).map(({ hash }) => hash)
  return applied
}

/** After the tables: a file is there before anything names it, is never changed, and stays as long as anything names it. */
async function writeFiles(folder: string, put: Put): Promise<FileRecord[]> {
  if (!existsSync(folder)) return []
  const records: FileRecord[] = []
  for (const one of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(one.parentPath, one.name))
    if (!one.isFile() || path.startsWith('unfinished')) continue
    const hash = createHash('sha256')
    let bytes = 0
    // what was uploaded and never used may go meanwhile
    const handle = await open(join(folder, path)).catch(unlessAbsent)
    if (!handle) continue
    for await (const chunk of handle.createReadStream()) {
      hash.update(chunk as Buffer)
      bytes += (chunk as Buffer).length
      await put(`file ${path}`, chunk as Buffer)
    }
    records.push({ path, bytes, sha256: hash.digest('hex') })
  }
  return records
}

function unlessAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
