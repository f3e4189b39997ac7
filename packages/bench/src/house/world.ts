import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { loadKeys, type KeysFile } from '@hospital/access/keys'
import { connect } from '@hospital/database/connect'
import { migrateHospital } from '../../../../apps/gateway/src/migrate.ts'
import { findFreePort } from '@hospital/launcher/ports'
import { startPostgres } from '@hospital/launcher/postgres'
import { startChild, type Child, type ChildOptions } from '../process/child.ts'

/** What all rows stand on: a PostgreSQL as an installation runs it (every commit reaches the disk), keys, and the outside world. */
export interface World {
  folder: string
  keys: KeysFile
  databaseUrl: string
  /** PostgreSQL's own log. */
  databaseLog: string
  postgresPid: number
  /** The superuser's connection: makes data, counts rows. */
  sql: Sql
  start(options: Pick<ChildOptions, 'name' | 'script' | 'settings' | 'cwd' | 'foreign'>): Promise<Child>
  close(): Promise<void>
}

export interface WorldOptions {
  /** Of the bench, inside the data folder. */
  folder: string
  profile: boolean
  /** For trials: nothing is waited for on the disk. */
  volatile?: boolean
}

export async function openWorld(options: WorldOptions): Promise<World> {
  const folder = join(options.folder, `run-${process.pid}-${randomBytes(3).toString('hex')}`)
  const opened: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  async function close(): Promise<void> {
    for (const one of opened.splice(0).reverse()) await one()
  }
  try {
    return { ...(await open(options, folder, (one) => void opened.push(one))), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function open({ folder: parent, profile, volatile }: WorldOptions, folder: string, keep: (close: () => unknown) => void): Promise<Omit<World, 'close'>> {
  mkdirSync(folder, { recursive: true })
  const keysFile = join(folder, 'keys.json')
  const keys = loadKeys(keysFile, false)
  const port = await findFreePort()
  const databaseLog = join(folder, 'postgres.log')
  const server = await startPostgres({ dir: join(folder, 'postgres'), port, password: keys.databasePassword, logFile: databaseLog, volatile })
  keep(() => server.stop())
  const at = (database: string) => `postgres://postgres:${keys.databasePassword}@127.0.0.1:${port}/${database}`
  const admin = connect(at('postgres'), { name: 'bench', max: 1 })
  await admin.sql.unsafe('create database bench')
  await admin.close()
  const databaseUrl = at('bench')
  await migrateHospital({ databaseUrl, keysFile, production: false })
  const { sql, close } = connect(databaseUrl, { name: 'bench', max: 1 })
  keep(close)
  // Tables are filled over it, which takes longer than any statement of the house may.
  await sql.unsafe('set statement_timeout = 0')
  const logs = join(parent, 'logs')
  const sandboxFolder = join(folder, 'sandbox')
  const sandbox = await startChild({ name: 'sandbox', script: 'packages/bench/src/house/sandbox-process.ts', settings: { directory: sandboxFolder }, folder: logs })
  keep(() => sandbox.stop())
  const env = {
    DATABASE_URL: databaseUrl, HOSPITAL_KEYS_FILE: keysFile, HOSPITAL_DATA_DIR: folder, SANDBOX_URL: `http://127.0.0.1:${sandbox.ready.port}`,
    CONNECTORS_FILE: join(sandboxFolder, 'merchant.json'), GATEWAY_URL: 'http://127.0.0.1:1', LOG_LEVEL: 'warn',
  }
  return {
    folder, keys, databaseUrl, databaseLog, sql, postgresPid: server.pid,
    start: (options) => startChild({ env, folder: logs, profile, ...options }),
  }
}
