import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadKeys } from '@hospital/access/keys'
import { connect } from '@hospital/database/connect'
import type { DataFolder } from './data-folder.ts'
import type { Settings } from './environment.ts'
import { portOf } from './ports.ts'
import { startPostgres } from './postgres.ts'
import { processState } from './process-table.ts'
import type { Supervisor } from './supervisor.ts'

const NAME = 'hospital'

export interface DatabaseAccess {
  url: string
  keysFile: string
}

export function embeddedUrl(port: number, password: string, database = NAME): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${database}`
}

/** The keys, made on the first start, and a database: the server we were told of, or the embedded one. */
export async function openDatabase(settings: Settings, folder: DataFolder, supervisor: Supervisor): Promise<DatabaseAccess> {
  const keysFile = settings.keysFile ?? folder.keysFile
  const { databasePassword } = loadKeys(keysFile, settings.production)
  if (settings.databaseUrl) return { url: settings.databaseUrl, keysFile }
  const port = portOf('postgres', settings.offset)
  const server = await startPostgres({
    dir: join(folder.path, 'postgres'),
    port,
    password: databasePassword,
    logFile: folder.logFile('postgres'),
  })
  supervisor.keep(() => server.stop())
  void server.exited.then(() => supervisor.fail(new Error('PostgreSQL ended unexpectedly.')))
  await ensureDatabase(embeddedUrl(port, databasePassword, 'postgres'), keysFile)
  return { url: embeddedUrl(port, databasePassword), keysFile }
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

/** The port on which the embedded server of a data folder is running just now, if it is. */
export function servingPort(dataDir: string): number | undefined {
  try {
    const lines = readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')
    return processState(Number(lines[0]))?.command.includes(dataDir) ? Number(lines[3]) : undefined
  } catch {
    return undefined
  }
}
