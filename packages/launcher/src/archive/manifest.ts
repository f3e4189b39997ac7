import { createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const FORMAT = 1
export const MANIFEST = 'manifest.json'

export interface TableRecord {
  /** `schema.table`, as it is quoted in SQL. */
  table: string
  columns: string[]
  rows: number
  sha256: string
}

export interface FileRecord {
  path: string
  bytes: number
  sha256: string
}

export interface Manifest {
  format: number
  madeAt: string
  /** Tells whether keys are those of this installation without telling anything of them. */
  keys: string
  /** Hashes of the migrations that the data has seen, by subgraph, in order. */
  migrations: Record<string, string[]>
  /** The newest migration of the job tables. */
  jobs: number
  tables: TableRecord[]
  sequences: { sequence: string; value: string }[]
  files: FileRecord[]
}

export const keysFingerprint = (dataKey: string) => createHmac('sha256', dataKey).update('hospital backup').digest('hex').slice(0, 16)

/** Keys with which a backup is made; a file of keys that were rotated since also holds the former ones. */
export interface BackupKeys {
  databasePassword: string
  dataKey: string
  otherPersonalKeys?: Record<string, { dataKey: string }>
}

/** Whether what is sealed in the backup can be read with these keys. */
export const opens = (manifest: Manifest, { dataKey, otherPersonalKeys = {} }: BackupKeys) =>
  [dataKey, ...Object.values(otherPersonalKeys).map((pair) => pair.dataKey)].some((key) => keysFingerprint(key) === manifest.keys)

export interface KnownMigration {
  tag: string
  hash: string
  when: number
}

/** The migrations that this version of the house has, with the hashes under which they are recorded when applied. */
export function knownMigrations(folder: string): KnownMigration[] {
  const { entries } = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as { entries: { tag: string; when: number }[] }
  return entries.map(({ tag, when }) => ({ tag, when, hash: createHash('sha256').update(readFileSync(join(folder, `${tag}.sql`))).digest('hex') }))
}
