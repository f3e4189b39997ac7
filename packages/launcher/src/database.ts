import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadKeys } from '@hospital/access/keys'
import { connect } from '@hospital/database/connect'
import type { DataFolder } from './data-folder.ts'
import type { Settings } from './environment.ts'
import { portOf } from './ports.ts'
import { startPostgres } from './postgres.ts'
import type { Supervisor } from './supervisor.ts'

const NAME = 'hospital'

export interface DatabaseAccess {
  url: string
  keysFile: string
}

/** Where the embedded server is, by settings and keys alone. */
export function embeddedUrl(settings: Settings, password: string, database = NAME): string {
  return `postgres://postgres:${password}@127.0.0.1:${portOf('postgres', settings.offset)}/${database}`
}

/** The keys, made on the first start, and a database: the server we were told of, or the embedded one. */
export async function openDatabase(settings: Settings, folder: DataFolder, supervisor: Supervisor): Promise<DatabaseAccess> {
  const keysFile = settings.keysFile ?? folder.keysFile
  const { databasePassword } = loadKeys(keysFile, settings.production)
  if (settings.databaseUrl) return { url: settings.databaseUrl, keysFile }
  const server = await startPostgres({
    dir: join(folder.path, 'postgres'),
    port: portOf('postgres', settings.offset),
    password: databasePassword,
    logFile: folder.logFile('postgres'),
  })
  supervisor.keep(() => server.stop())
  void server.exited.then(() => supervisor.fail(new Error('PostgreSQL ended unexpectedly.')))
  await ensureDatabase(embeddedUrl(settings, databasePassword, 'postgres'), keysFile)
  return { url: embeddedUrl(settings, databasePassword), keysFile }
}

async function ensureDatabase(url: string, keysFile: string): Promise<void> {
  const { sql, close } = connect(url, { name: 'launcher', max: 1 })
  try {
    const [exists] = await sql`select 1 from pg_database where datname = ${NAME}`
    if (!exists) await sql.unsafe(`create database ${NAME}`)
  } catch (error) {
    if ((error as { code?: string }).code !== '28P01') throw error
    throw new Error(`The database was made with other keys than those in ${keysFile}: bring back its keys file, or begin anew in an empty HOSPITAL_DATA_DIR.`)
  } finally {
    await close()
  }
}

/** Whether the embedded server of a data folder runs just now. */
export function isServing(dataDir: string): boolean {
  try {
    const file = readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8')
    process.kill(Number.parseInt(file, 10), 0)
    return true
  } catch {
    return false
  }
}
