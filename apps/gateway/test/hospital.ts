import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHmac } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { AddressInfo } from 'node:net'
import { pino, type Logger } from 'pino'
import type { Sql } from 'postgres'
import { signAccessToken, type AccessToken } from '@hospital/access/token'
import type { Viewer } from '@hospital/access/viewer'
import { connect } from '@hospital/database/connect'
import { newId } from '@hospital/database/identifier'
import { untilMorning } from '@hospital/database/morning'
import { roleUrl } from '@hospital/database/roles'
import { createTestDatabase, type TestDatabase } from '@hospital/database/test-database'
import { migrateJobs } from '@hospital/events/jobs'
import { openWakes } from '@hospital/events/wakes'
import type { SessionView } from '@hospital/subgraph/definition'
import type { Installation } from '@hospital/subgraph/installation'
import { TestClock } from '@hospital/subgraph/testing'
import { makeDemonstration } from '../src/demonstration.ts'
import { openHospital } from '../src/hospital.ts'
import { composeSchemas, readSupergraphFile, type ComposedSchemas } from '../src/schema/composition.ts'
import { openEmbedded } from '../src/subgraphs/embedded.ts'
import { SUBGRAPHS } from '../src/subgraphs/list.ts'
import type { Subgraphs } from '../src/subgraphs/subgraphs.ts'
import { createClient, type TestClient } from './client.ts'
import { openTestSandbox, type TestSandbox } from './sandbox.ts'
import { cloneSeeded } from './seeded.ts'
import { openTestServers } from './servers.ts'
import { signInPatient, signInStaff } from './sign-in.ts'
import { until } from './until.ts'

export { until } from './until.ts'

export interface TestHospital {
  /** The gateway's address, http://127.0.0.1:… */
  url: string
  /** Of the subgraphs' own servers, in the distributed shape. */
  subgraphUrls: Record<string, string>
  /** The contract for third parties. */
  publicSdl: string
  clock: TestClock
  installation: Installation
  sandbox: TestSandbox
  /** A superuser's connection, for what only a test may look at. */
  sql: Sql
  anonymous: TestClient
  /** A person without having signed in: the session is known to this gateway alone. */
  as(viewer: Viewer): Promise<TestClient>
  withToken(accessToken: string): TestClient
  /** By SMS code out of the sandbox's outbox; makes the account on the first time. */
  signInPatient(phone: string): Promise<TestClient>
  /** By password and TOTP, as the demonstration seed made the account. */
  signInStaff(login: string): Promise<TestClient>
  /** The demonstration hospital: directory and clinics out of the sandbox's HIS, staff accounts, price lists, a patient's account. */
  seed(): Promise<void>
  /** Moves the clocks of the hospital and of the sandbox; jobs that are due by then run. */
  advance(milliseconds: number): Promise<void>
  close(): Promise<void>
}

/** As the platform's seed enrols every demonstration account. */
const DEMONSTRATION_TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

const SUPERGRAPH_FILE = fileURLToPath(new URL('../../../supergraph.yaml', import.meta.url))

export interface TestHospitalOptions {
  /** `distributed`: every subgraph behind its own HTTP and WebSocket server, as in a process of its own. */
  shape?: 'embedded' | 'distributed'
  /** Where its log goes; nowhere unless told. */
  log?: Logger
}

/** Where a hospital stands: its database and the folder of its files, the outside world's among them. */
export interface Ground {
  database: TestDatabase
  folder: string
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'hospital-'))

/** A whole hospital on a database of its own, early in the morning: all subgraphs, the gateway over real HTTP and sockets, and the outside world. */
export async function openTestHospital(options: TestHospitalOptions = {}): Promise<TestHospital> {
  return openOn({ database: await createTestDatabase(SUBGRAPHS, migrateJobs), folder: newFolder() }, untilMorning(), options)
}

/** The same with the demonstration in it, as `seed` makes it: made once for all tests of a run, and cloned. */
export async function openSeededHospital(options: TestHospitalOptions = {}): Promise<TestHospital> {
  const folder = newFolder()
  return openOn({ database: await cloneSeeded(folder, makeSeeded), folder }, untilMorning(), options)
}

/** Seeded a while before the morning in which its clones open: nothing in it is of their future. */
async function makeSeeded(): Promise<Ground> {
  const ground = { database: await createTestDatabase(SUBGRAPHS, migrateJobs), folder: newFolder() }
  const hospital = await openOn(ground, untilMorning() - BEFORE_MORNING_MS)
  await hospital.seed()
  await until(async () => (await atWork(hospital.sql)) === 0, 60_000)
  await hospital.leave()
  return ground
}

const BEFORE_MORNING_MS = 600_000

/** Jobs that are due or run, and those on their way to become so. */
async function atWork(sql: Sql): Promise<number> {
  let count = Number((await sql`select count(*) from graphile_worker._private_jobs where run_at <= now() or locked_at is not null`)[0]!.count)
  for (const { name } of SUBGRAPHS) count += Number((await sql`select count(*) from ${sql(name)}.outbox`)[0]!.count)
  return count
}

/** Composed once for a folder, and so for all that are cloned from it. */
async function composedIn(folder: string): Promise<Pick<ComposedSchemas, 'supergraph' | 'public'>> {
  const file = join(folder, 'composed.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as ComposedSchemas
  const composed = await composeSchemas(readSupergraphFile(SUPERGRAPH_FILE), SUBGRAPHS)
  writeFileSync(file, JSON.stringify(composed))
  return composed
}

async function openOn({ database, folder }: Ground, ahead: number, { shape = 'embedded', log = pino({ level: process.env.TEST_LOG ?? 'silent' }) }: TestHospitalOptions = {}): Promise<TestHospital & { leave(): Promise<void> }> {
  const clock = new TestClock()
  clock.advance(ahead)
  const [sandbox, composed] = await Promise.all([openTestSandbox(join(folder, 'sandbox'), ahead), composedIn(folder)])
  const owner = connect(database.url, { name: 'test', max: 2 })
  const listening = connect(roleUrl(database.url, database.databasePassword, 'jobs'), { name: 'wakes', max: 2 })
  const wakes = await openWakes(listening.sql, () => {})
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const installation: Installation = { databaseUrl: database.url, keys: testKeys(database.databasePassword), clock, wakes, log, connectors: sandbox.connectors, dataFolder: folder, gatewayUrl: url, appOrigins: ['http://app.test'] }
  const embedded = await openEmbedded(SUBGRAPHS, installation)
  const known = new Map<string, SessionView>()
  const distributed = shape === 'distributed' ? await openTestServers(embedded, installation) : undefined
  const reached = distributed?.subgraphs ?? embedded
  const subgraphs: Subgraphs = { ...reached, viewerOf: async (token: AccessToken) => known.get(token.sessionId) ?? reached.viewerOf(token) }
  const app = await openHospital({ installation, subgraphs, production: false, origins: installation.appOrigins, supergraphSdl: composed.supergraph, publicSdl: composed.public })
  await app.listen({ port, host: '127.0.0.1' })
  await sandbox.control('sms/gateway', { url })

  const staff = new Map<string, Promise<TestClient>>()
  const withToken = (accessToken: string) => createClient(url, accessToken)
  const hospital: TestHospital & { leave(): Promise<void> } = {
    url, publicSdl: composed.public, clock, installation, sandbox, withToken,
    subgraphUrls: distributed?.urls ?? {},
    sql: owner.sql,
    anonymous: createClient(url),
    async as(viewer) {
      const sessionId = newId()
      known.set(sessionId, { viewer, expiresAt: new Date(clock.now().getTime() + 86_400_000) })
      return withToken(await signAccessToken(installation.keys.sessionKey, { sessionId, realm: 'platform' }))
    },
    signInPatient: (phone) => signInPatient(hospital, phone),
    signInStaff(login) {
      // An authenticator's code is good once in thirty seconds: a test that signs in twice gets the same session.
      if (!staff.has(login)) staff.set(login, signInStaff(hospital, login, DEMONSTRATION_TOTP_SECRET))
      return staff.get(login)!
    },
    seed: () => makeDemonstration({ subgraphOf: embedded.subgraphOf, say: () => {} }),
    async advance(milliseconds) {
      clock.advance(milliseconds)
      await sandbox.advance(milliseconds)
      await advanceJobs(owner.sql, milliseconds)
    },
    async leave() {
      await app.close()
      await distributed?.close()
      await embedded.close()
      await wakes.close()
      await listening.close()
      await sandbox.close()
      await owner.close()
    },
    async close() {
      await hospital.leave()
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return hospital
}

/** The queue lives by the database's clock, which no test moves: the jobs come nearer instead. */
async function advanceJobs(sql: Sql, milliseconds: number): Promise<void> {
  const step = `${milliseconds} milliseconds`
  for (const { name } of SUBGRAPHS) await sql`update ${sql(name)}.outbox set run_at = run_at - ${step}::interval where run_at is not null`
  await sql`update graphile_worker._private_jobs set run_at = run_at - ${step}::interval where run_at > now() and locked_at is null`
  await sql`select pg_notify('jobs:insert', '{"r":0,"count":8}')`
}

/** The same for all hospitals of a server: what one has sealed, its clones open. */
function testKeys(databasePassword: string): Installation['keys'] {
  const key = (name: string) => createHmac('sha256', databasePassword).update(name).digest('base64url')
  return { demonstration: true, databasePassword, sessionKey: key('session'), viewerKey: key('viewer'), fileKey: key('file'), dataKey: key('data'), blindIndexKey: key('blind index') }
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net')
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
