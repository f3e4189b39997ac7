import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Sql } from 'postgres'
import { loadKeys } from '@hospital/access/keys'
import { connect } from '@hospital/database/connect'
import { embeddedUrl } from '@hospital/launcher/database'
import { readSettings, serverEnvironment, urlOf, type Settings } from '@hospital/launcher/environment'
import { findFreeOffset, findFreePort, portOf, type Service } from '@hospital/launcher/ports'
import { startPostgres, type PostgresServer } from '@hospital/launcher/postgres'
import { startService, waitUntilDone } from '@hospital/launcher/service'
import { SUBGRAPHS } from '@hospital/launcher/subgraphs'
import { keepRunning, type Keeping } from './process.ts'

/** The distributed form as real processes on a PostgreSQL of its own. */
export interface Fleet {
  gateway: string
  sandbox: string
  dataDir: string
  /** A superuser's connection: the truth, past every process under test. */
  sql: Sql
  databaseUrl: string
  processes: Keeping[]
  /** Runs a program of the hospital; throws with its log unless it ends well. */
  run(script: string, args?: string[], env?: NodeJS.ProcessEnv): Promise<void>
  stopDatabase(): Promise<void>
  startDatabase(): Promise<void>
  control<T = unknown>(path: string, body?: object): Promise<T>
  /** Gateway and subgraphs in one process, beside the fleet, on another database. */
  openEmbedded(databaseUrl: string): Promise<{ url: string; stop(): Promise<void> }>
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('../../..', import.meta.url))
const OURS = ['NODE_ENV', 'DATABASE_URL', 'REDIS_URL', 'HOSPITAL_KEYS_FILE', 'CONNECTORS_FILE', 'SANDBOX_URL', 'GATEWAY_URL', 'CLOCK_OFFSET_MS', 'TEST_DATABASE_URL', 'VITEST', 'TEST', 'MODE', 'PROD', 'DEV']

export async function startFleet(say: (line: string) => void): Promise<Fleet> {
  const folder = mkdtempSync(join(tmpdir(), 'hospital-faults-'))
  chmodSync(folder, 0o755)
  const dataDir = join(folder, 'data')
  mkdirSync(join(dataDir, 'logs'), { recursive: true })
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.includes(name)))
  const settings = readSettings(root, { ...clean, PORT_OFFSET: String(await findFreeOffset()), HOSPITAL_DATA_DIR: dataDir })
  const keysFile = join(dataDir, 'keys.json')
  const { databasePassword } = loadKeys(keysFile, false)
  const port = portOf('postgres', settings.offset)
  const url = embeddedUrl(port, databasePassword)
  const openServer = () => startPostgres({ dir: join(folder, 'postgres'), port, password: databasePassword, logFile: join(dataDir, 'logs/postgres.log'), volatile: true })
  let server: PostgresServer = await openServer()
  await makeDatabase(embeddedUrl(port, databasePassword, 'postgres'))
  const env = serverEnvironment(settings, url, keysFile)
  const run: Fleet['run'] = async (script, args = [], extra = {}) => {
    const name = script.split('/').at(-1)!
    await waitUntilDone(startService({ name, args: ['--import', 'tsx', script, ...args], cwd: root, env: { ...env, ...extra }, logFile: join(dataDir, `logs/run-${name}.log`) }))
  }
  await run('apps/gateway/src/migrate.ts')
  const processes = await startProcesses(settings, dataDir, env)
  say(`${processes.length} processes are up`)
  await run('apps/gateway/src/seed.ts')
  say('seeded')
  const truth = connect(url, { name: 'truth', max: 2 })
  const fleet: Fleet = {
    gateway: urlOf('gateway', settings), sandbox: urlOf('sandbox', settings), dataDir, databaseUrl: url, sql: truth.sql, processes, run,
    stopDatabase: () => server.stop(),
    async startDatabase() {
      server = await openServer()
    },
    async control<T>(path: string, body?: object) {
      const answer = await fetch(`${fleet.sandbox}/_control/${path}`, body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
      if (!answer.ok) throw new Error(`control ${path}: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as T
    },
    async openEmbedded(databaseUrl) {
      const ownPort = await findFreePort()
      const own = `http://127.0.0.1:${ownPort}`
      const one = await keepRunning({
        name: 'embedded', args: ['--import', 'tsx', 'apps/gateway/src/server.ts'], cwd: root, healthUrl: `${own}/health`,
        env: { ...env, DATABASE_URL: databaseUrl, PORT: String(ownPort), GATEWAY_URL: own }, logFile: join(dataDir, 'logs/embedded.log'),
      })
      return { url: own, stop: one.stop }
    },
    async stop() {
      await Promise.all(processes.map((one) => one.stop()))
      await truth.close()
      await server.stop()
      if (!process.env.FAULTS_KEEP) rmSync(folder, { recursive: true, force: true })
    },
  }
  return fleet
}

async function startProcesses(settings: Settings, dataDir: string, env: NodeJS.ProcessEnv): Promise<Keeping[]> {
  const keep = (name: Service, script: string, extra: NodeJS.ProcessEnv = {}) => keepRunning({
    name, args: ['--import', 'tsx', script], cwd: root, env: { ...env, ...extra, PORT: String(portOf(name, settings.offset)) },
    logFile: join(dataDir, `logs/${name}.log`), healthUrl: `${urlOf(name, settings)}/health`,
  })
  const urls = Object.fromEntries(SUBGRAPHS.map((name) => [name, `${urlOf(name, settings)}/graphql`]))
  const sandbox = await keep('sandbox', 'apps/sandbox/src/server.ts')
  const subgraphs = await Promise.all(SUBGRAPHS.map((name) => keep(name, `subgraphs/${name}/src/server.ts`)))
  return [sandbox, ...subgraphs, await keep('gateway', 'apps/gateway/src/server.ts', { SUBGRAPH_URLS: JSON.stringify(urls) })]
}

async function makeDatabase(url: string): Promise<void> {
  const { sql, close } = connect(url, { name: 'faults', max: 1 })
  await sql.unsafe('create database hospital')
  await close()
}
