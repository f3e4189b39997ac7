import { createHash } from 'node:crypto'
import { copyFileSync, createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { dirname, join, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream'
import { finished } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { Sql, TransactionSql } from 'postgres'
import { migrateDatabase, type SubgraphMigrations } from '@hospital/database/migrate'
import { roleUrl } from '@hospital/database/roles'
import { migrateJobs } from '@hospital/events/jobs'
import { readFrames, type Frame } from './frames.ts'
import { FORMAT, knownMigrations, MANIFEST, opens, type BackupKeys, type Manifest, type TableRecord } from './manifest.ts'
import { Content, copyIn, copyOut, JOBS_SCHEMA, openForCopy } from './tables.ts'
import { jobsVersion } from './write.ts'

export interface RestoreOptions {
  url: string
  keys: BackupKeys
  subgraphs: readonly SubgraphMigrations[]
  dataDir: string
  file: string
}

/**
 * Brings a backup into an empty database, checks it against its own manifest to the byte, and then migrates it to this version.
 * Refuses a database or a folder of files that is in use, other keys than those of the backup, a file that was changed or cut short, and a
 * backup of a newer version.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Manifest> {
  const manifest = await readManifest(options.file)
  assertFits(manifest, options)
  await assertEmpty(options)
  const { url, keys, subgraphs } = options
  const target = { url, databasePassword: keys.databasePassword, migrateJobs }
  const folder = mkdtempSync(join(tmpdir(), 'hospital-restore-'))
  try {
    await migrateDatabase({ ...target, subgraphs: subgraphs.map((one) => asOf(one, manifest, folder)) })
    await load(options, manifest)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  await migrateDatabase({ ...target, subgraphs })
  return manifest
}

/** The manifest stands at the end: reading it reads, and so checks, the whole file. */
export async function readManifest(file: string): Promise<Manifest> {
  const pieces: Buffer[] = []
  for await (const { entry, bytes } of frames(file)) if (entry === MANIFEST) pieces.push(Buffer.from(bytes))
  if (!pieces.length) throw new Error(`${file} is no backup of the hospital, or was cut short.`)
  return JSON.parse(Buffer.concat(pieces).toString('utf8')) as Manifest
}

async function* frames(file: string): AsyncGenerator<Frame> {
  const gunzip = createGunzip()
  // What goes wrong with the file comes out of the reading below.
  pipeline(createReadStream(file), gunzip, () => {})
  try {
    yield* readFrames(gunzip)
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    throw code?.startsWith('Z_') ? new Error(`${file} is no backup of the hospital, or is damaged (${message}).`) : error
  }
}

function assertFits(manifest: Manifest, { keys, subgraphs }: RestoreOptions): void {
  if (manifest.format > FORMAT) throw new Error('The backup was made by a newer version of the hospital: restore it with that version.')
  if (!opens(manifest, keys)) throw new Error('The backup was made with other keys: bring back the keys file of that installation first.')
  for (const [name, applied] of Object.entries(manifest.migrations)) {
    const folder = subgraphs.find((one) => one.name === name)?.folder
    const known = folder ? knownMigrations(folder).map(({ hash }) => hash) : []
    if (applied.some((hash, at) => known[at] !== hash)) throw new Error(`The backup was made by a newer, or another, version of the hospital (${name}): restore it with that version.`)
  }
}

async function assertEmpty({ url, subgraphs, dataDir }: RestoreOptions): Promise<void> {
  const sql = openForCopy(url)
  const schemas = [...subgraphs.map(({ name }) => name), 'migration', 'jobs', JOBS_SCHEMA]
  const found = await sql`select nspname from pg_namespace where nspname = any(${schemas}::text[])`
  await sql.end()
  if (found.length) throw new Error('The database is not empty. A backup is restored into an empty one only: drop it and create it anew, or begin in an empty HOSPITAL_DATA_DIR.')
  const files = join(dataDir, 'files')
  if (existsSync(files) && readdirSync(files, { recursive: true, withFileTypes: true }).some((one) => one.isFile())) throw new Error(`${files} holds files already: a backup is restored into an empty folder only.`)
}

/** A copy of a subgraph's migrations that ends where the backup's data stands. */
function asOf({ name, folder }: SubgraphMigrations, { migrations }: Manifest, copies: string): SubgraphMigrations {
  const own = join(copies, name)
  const seen = new Set(migrations[name] ?? [])
  const journal = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as { entries: { tag: string }[] }
  const kept = knownMigrations(folder).filter(({ hash }) => seen.has(hash)).map(({ tag }) => tag)
  mkdirSync(join(own, 'meta'), { recursive: true })
  for (const tag of kept) copyFileSync(join(folder, `${tag}.sql`), join(own, `${tag}.sql`))
  writeFileSync(join(own, 'meta/_journal.json'), JSON.stringify({ ...journal, entries: journal.entries.filter(({ tag }) => kept.includes(tag)) }))
  return { name, folder: own }
}

async function load(options: RestoreOptions, manifest: Manifest): Promise<void> {
  const main = openForCopy(options.url)
  const jobs = openForCopy(roleUrl(options.url, options.keys.databasePassword, 'jobs'))
  const isJobs = (name: string) => name.startsWith(`${JOBS_SCHEMA}.`)
  try {
    if (manifest.jobs > (await jobsVersion(jobs))) throw new Error('The backup was made by a newer version of the job queue: restore it with that version.')
    const reader = readEntries(options.file)
    await loadTables(jobs, manifest.tables.filter(({ table }) => isJobs(table)), manifest.sequences.filter(({ sequence }) => isJobs(sequence)), reader)
    await loadTables(main, manifest.tables.filter(({ table }) => !isJobs(table)), manifest.sequences.filter(({ sequence }) => !isJobs(sequence)), reader)
    await loadFiles(join(options.dataDir, 'files'), manifest, reader)
    // Whoever was at work then is no more.
    await jobs`update graphile_worker._private_jobs set locked_at = null, locked_by = null where locked_by is not null`
    await jobs`update graphile_worker._private_job_queues set locked_at = null, locked_by = null where locked_by is not null`
  } finally {
    await Promise.all([main.end({ timeout: 5 }), jobs.end({ timeout: 5 })])
  }
}

interface Entries {
  /** The bytes of the next entry if it is this one; none when it is not there, because it was empty. */
  piecesOf(entry: string): AsyncGenerator<Buffer>
}

function readEntries(file: string): Entries {
  const source = frames(file)
  let next: Promise<IteratorResult<Frame>> | undefined
  const peek = () => (next ??= source.next())
  return {
    async *piecesOf(entry) {
      for (let frame = await peek(); !frame.done && frame.value.entry === entry; frame = await peek()) {
        next = undefined
        yield Buffer.from(frame.value.bytes)
      }
    },
  }
}

async function loadTables(sql: Sql, tables: TableRecord[], sequences: Manifest['sequences'], reader: Entries): Promise<void> {
  await sql.begin(async (tx) => {
    await withoutTriggers(tx)
    for (const record of tables) {
      await emptyTable(tx, record.table)
      const [given, kept] = [new Content(), new Content()]
      await copyIn(tx, record, checked(record, reader.piecesOf(`table ${record.table}`), given))
      await copyOut(tx, record, (bytes) => kept.take(bytes))
      if (!kept.equals(given)) throw new Error(`${record.table} is not what was backed up: ${kept.rows} of ${record.rows} rows. Nothing was restored.`)
    }
    for (const { sequence, value } of sequences) await tx`select setval(${sequence}::regclass, ${value}::bigint)`
  })
}

/** What the file holds of a table, where it is what was written there. */
async function* checked({ table, rows, sha256 }: TableRecord, pieces: AsyncIterable<Buffer>, content: Content): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for await (const piece of pieces) {
    hash.update(piece)
    content.take(piece)
    yield piece
  }
  if (content.rows !== rows || hash.digest('hex') !== sha256) throw new Error(`${table} in the file is not what was backed up: ${content.rows} of ${rows} rows. Nothing was restored.`)
}

/** Where the user may: what was checked when it was written needs no second check. Else the triggers simply run. */
async function withoutTriggers(tx: TransactionSql): Promise<void> {
  await tx.savepoint((own) => own`set local session_replication_role = replica`).catch((error: { code?: string }) => {
    if (error.code !== '42501') throw error
  })
}

/** Some rows come with the migrations. */
async function emptyTable(tx: TransactionSql, table: string): Promise<void> {
  const [row] = await tx.unsafe(`select exists (select 1 from ${table}) as filled`)
  if (row!.filled) await tx.unsafe(`truncate ${table} cascade`)
}

async function loadFiles(folder: string, { files }: Manifest, reader: Entries): Promise<void> {
  for (const { path, bytes, sha256 } of files) {
    const target = resolve(folder, path)
    if (!target.startsWith(resolve(folder) + sep)) throw new Error(`The backup names a file outside of its folder: ${path}`)
    mkdirSync(dirname(target), { recursive: true })
    const hash = createHash('sha256')
    const out = createWriteStream(target, { mode: 0o600 })
    let length = 0
    for await (const piece of reader.piecesOf(`file ${path}`)) {
      hash.update(piece)
      length += piece.length
      if (!out.write(piece)) await once(out, 'drain')
    }
    out.end()
    await finished(out)
    if (length !== bytes || hash.digest('hex') !== sha256) throw new Error(`The file ${path} is not what was backed up.`)
  }
}
