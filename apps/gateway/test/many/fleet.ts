import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Sql } from 'postgres'
import { loadKeys, type KeysFile } from '@hospital/access/keys'
import { connect } from '@hospital/database/connect'
import type { PostgresBinaries } from '@hospital/launcher/binaries'
import { embeddedUrl } from '@hospital/launcher/database'
import { readSettings, serverEnvironment, urlOf, type Settings } from '@hospital/launcher/environment'
import { startGraph, type Graph } from '@hospital/launcher/graph'
import { findFreeOffset, portOf } from '@hospital/launcher/ports'
import { startPostgres } from '@hospital/launcher/postgres'
import { waitUntilDone } from '@hospital/launcher/service'
import { createSupervisor, type Supervisor } from '@hospital/launcher/supervisor'
import { createClient, type TestClient } from '../client.ts'
import { signInPatient, signInStaff } from '../sign-in.ts'

/** Real processes, two of each, on a PostgreSQL of its own. */
export interface Fleet {
  settings: Settings
  gateway: string
  keys: KeysFile
  /** A superuser's connection. */
  sql: Sql
  graph: Graph
  anonymous: TestClient
  control<T = any>(path: string, body?: object): Promise<T>
  signInPatient(phone: string): Promise<TestClient>
  signInStaff(login: string): Promise<TestClient>
  /** Everything but the database stops, and starts again in another environment. */
  startAgain(env: NodeJS.ProcessEnv): Promise<void>
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const OURS = ['NODE_ENV', 'DATABASE_URL', 'REDIS_URL', 'HOSPITAL_KEYS_FILE', 'CONNECTORS_FILE', 'SANDBOX_URL', 'GATEWAY_URL', 'PATIENT_URL', 'CONSOLE_URL', 'CLOCK_OFFSET_MS', 'TEST_DATABASE_URL', 'VITEST', 'TEST', 'MODE', 'PROD', 'DEV']
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const SHAPE = { distributed: true, gateways: 2, replicas: 2 }
/** Fourteen processes with pools of their own. */
const CONNECTIONS = 600

export interface FleetOptions {
  postgres: PostgresBinaries
  env: NodeJS.ProcessEnv
  say(line: string): void
}

export async function startFleet({ postgres, env, say }: FleetOptions): Promise<Fleet> {
  const folder = mkdtempSync(join(tmpdir(), 'hospital-many-'))
  chmodSync(folder, 0o755)
  const dataDir = join(folder, 'data')
  mkdirSync(join(dataDir, 'logs'), { recursive: true })
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.includes(name)))
  const settings = readSettings(root, { ...clean, PORT_OFFSET: String(await findFreeOffset()), HOSPITAL_DATA_DIR: dataDir })
  const keysFile = join(dataDir, 'keys.json')
  const keys = loadKeys(keysFile, false)
  const port = portOf('postgres', settings.offset)
  const database = await startPostgres({ dir: join(folder, 'postgres'), port, password: keys.databasePassword, logFile: join(dataDir, 'logs/postgres.log'), volatile: true, binaries: postgres, connections: CONNECTIONS })
  await makeDatabase(embeddedUrl(port, keys.databasePassword, 'postgres'))
  const url = embeddedUrl(port, keys.databasePassword)
  const truth = connect(url, { name: 'truth', max: 2 })
  const base = serverEnvironment(settings, url, keysFile)
  let running = await startProcesses(settings, dataDir, { ...base, ...env }, say)

  const gateway = urlOf('gateway', settings)
  const anonymous = createClient(gateway)
  const control: Fleet['control'] = async (path, body) => {
    const answer = await fetch(`${urlOf('sandbox', settings)}/_control/${path}`, body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`control ${path}: ${answer.status} ${await answer.text()}`)
    return answer.json() as never
  }
  const door = { anonymous, withToken: (token: string) => createClient(gateway, token), sandbox: { lastSms: async (phone: string) => (await control(`sms?template=SIGN_IN_CODE&phone=${phone}`))[0] } }
  return {
    settings, gateway, keys, anonymous, control, sql: truth.sql,
    get graph() { return running.graph },
    signInPatient: (phone) => signInPatient(door, phone),
    signInStaff: (login) => signInStaff(door, login, TOTP_SECRET),
    async startAgain(other) {
      await running.supervisor.stop()
      running = await startProcesses(settings, dataDir, { ...base, ...other }, say)
    },
    async stop() {
      await running.supervisor.stop()
      await truth.close()
      await database.stop()
      if (!process.env.MANY_KEEP) rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function startProcesses(settings: Settings, dataDir: string, server: NodeJS.ProcessEnv, say: (line: string) => void): Promise<{ supervisor: Supervisor; graph: Graph }> {
  const since = Date.now()
  const supervisor = createSupervisor(say)
  supervisor.failed.catch((error: Error) => say(error.message))
  const logFile = (name: string) => join(dataDir, `logs/${name}.log`)
  const runOnce = (name: string, script: string) => waitUntilDone(supervisor.runOnce({ name, args: ['--import', 'tsx', script], cwd: root, env: server, logFile: logFile(name) }))
  try {
    await Promise.all([
      supervisor.run({ name: 'sandbox', args: ['--import', 'tsx', 'apps/sandbox/src/server.ts'], cwd: root, env: { ...server, PORT: String(portOf('sandbox', settings.offset)) }, logFile: logFile('sandbox'), healthUrl: `${urlOf('sandbox', settings)}/health` }),
      runOnce('migrate', 'apps/gateway/src/migrate.ts'),
    ])
    const graph = await startGraph({ settings, shape: SHAPE, folder: { logFile }, supervisor, server })
    await runOnce('seed', 'apps/gateway/src/seed.ts')
    say(`${graph.length} processes up and seeded in ${Math.round((Date.now() - since) / 1000)} s`)
    return { supervisor, graph }
  } catch (error) {
    await supervisor.stop()
    throw error
  }
}

async function makeDatabase(url: string): Promise<void> {
  const { sql, close } = connect(url, { name: 'many', max: 1 })
  await sql.unsafe('create database hospital')
  await close()
}

/** The id under which an app's operation is registered. */
export function operationId(app: 'patient' | 'doctor' | 'console', name: string): string {
  const operations = Object.entries(JSON.parse(readFileSync(join(root, `schema/operations/${app}.json`), 'utf8')) as Record<string, string>)
  const found = operations.find(([, text]) => new RegExp(`\\b(query|mutation|subscription) ${name}\\b`).test(text))
  if (!found) throw new Error(`No operation ${name} in ${app}`)
  return found[0]
}
