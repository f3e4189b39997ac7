import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KeysFile } from '@hospital/access/keys'
import { connect, type Connection } from '@hospital/database/connect'
import { createTestDatabase, type TestDatabase } from '@hospital/database/test-database'
import { migrateJobs } from '@hospital/events/jobs'
import { SUBGRAPHS } from '../src/subgraphs/list.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'hospital-commands-'))
const keysFile = join(folder, 'keys.json')

let database: TestDatabase
let owner: Connection
beforeAll(async () => {
  database = await createTestDatabase(SUBGRAPHS, migrateJobs)
  owner = connect(database.url, { name: 'test', max: 1 })
  writeKeys({ demonstration: false })
}, 120_000)
afterAll(async () => {
  await owner?.close()
  await database?.drop()
  rmSync(folder, { recursive: true, force: true })
})

function writeKeys(change: Partial<KeysFile>): void {
  const key = () => randomBytes(32).toString('base64url')
  const keys: KeysFile = { demonstration: false, databasePassword: database.databasePassword, sessionKey: key(), viewerKey: key(), fileKey: key(), dataKey: key(), blindIndexKey: key(), ...change }
  writeFileSync(keysFile, JSON.stringify(keys), { mode: 0o600 })
}

/** As the launcher calls a program, in production. */
function run(script: string, args: string[] = [], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', join(root, script), ...args], {
    cwd: root, encoding: 'utf8', timeout: 100_000,
    env: { PATH: process.env.PATH, TSX_TSCONFIG_PATH: join(root, 'tsconfig.base.json'), NODE_ENV: 'production', DATABASE_URL: database.url, HOSPITAL_KEYS_FILE: keysFile, HOSPITAL_DATA_DIR: folder, ...env },
  })
  return { status, stdout, stderr }
}

describe('[R17] the first administrator of a production house', () => {
  it('is made by a command, with a password to be replaced and an authenticator to be enrolled', async () => {
    const { status, stdout, stderr } = run('apps/gateway/src/admin.ts', ['create', '--login', 'Zhang.Wei', '--name', '张伟'])
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toContain('zhang.wei may sign in')
    const [account] = await owner.sql`select a.totp_secret_sealed, a.temporary_until > now() + interval '1 day' as temporary, a.password_hash, p.roles from platform.staff_account a join platform.administrator p on p.id = a.administrator_id where a.login = 'zhang.wei'`
    expect(account).toMatchObject({ totp_secret_sealed: null, temporary: true, roles: ['SUPER_ADMIN'] })
    const password = stdout.split('\n').map((line) => line.trim()).at(2)!
    expect(account!.password_hash).not.toContain(password)
    const [{ count }] = await owner.sql`select count(*)::int from platform.outbox where payload->'data'->>'action' = 'administrator.created'` as unknown as [{ count: number }]
    const [{ moved }] = await owner.sql`select count(*)::int as moved from graphile_worker._private_jobs where payload->'data'->>'action' = 'administrator.created'` as unknown as [{ moved: number }]
    expect(count + moved).toBe(1)
    expect(run('apps/gateway/src/admin.ts', ['create', '--login', 'zhang.wei', '--name', '张伟'])).toMatchObject({ status: 65, stderr: expect.stringContaining('LOGIN_TAKEN') })
    expect(run('apps/gateway/src/admin.ts', ['create']).status).toBe(64)
  }, 200_000)
})

describe('[R17] keys are changed in three steps, each by one call', () => {
  it('announced, active, and in the end the old one gone from the file', () => {
    const keys = () => JSON.parse(readFileSync(keysFile, 'utf8')) as KeysFile
    const first = keys().dataKey
    expect(run('apps/gateway/src/rotate-keys.ts')).toMatchObject({ status: 0, stdout: expect.stringContaining('v2 has been made') })
    expect(keys()).toMatchObject({ dataKey: first, otherPersonalKeys: { v2: {} } })
    expect(run('apps/gateway/src/rotate-keys.ts')).toMatchObject({ status: 0, stdout: expect.stringContaining('v2 is the active key') })
    expect(keys()).toMatchObject({ personalKeyId: 'v2', otherPersonalKeys: { v1: { dataKey: first } } })
    expect(run('apps/gateway/src/rotate-keys.ts')).toMatchObject({ status: 0, stdout: expect.stringContaining('Nothing needs v1 any more') })
    expect(keys().otherPersonalKeys).toBeUndefined()
    expect(keys().dataKey).not.toBe(first)
    expect(statSync(keysFile).mode & 0o777).toBe(0o600)
  }, 300_000)
})

describe('[R17] production refuses to start', () => {
  it.each<[string, () => Record<string, string>, RegExp]>([
    ['with demonstration keys', () => { writeKeys({ demonstration: true }); return {} }, /demonstration keys/],
    ['without keys', () => ({ HOSPITAL_KEYS_FILE: join(folder, 'none.json') }), /needs a keys file of its own/],
    ['with a short key', () => { writeKeys({ sessionKey: 'short' }); return {} }, /sessionKey/],
    ['with a moved clock', () => { writeKeys({}); return { CLOCK_OFFSET_MS: '1000' } }, /CLOCK_OFFSET_MS is refused/],
    ['with the sandbox’s connectors', () => { writeKeys({}); return { CONNECTORS_FILE: sandboxConnectors() } }, /sandbox|production|demonstration/i],
  ])('%s', (_what, arrange, said) => {
    const { status, stderr } = run('apps/gateway/src/server.ts', [], { PORT: '1', ...arrange() })
    expect(status).not.toBe(0)
    expect(stderr).toMatch(said)
  }, 120_000)

  it('to be seeded with demonstration accounts, or to open the sandbox', () => {
    writeKeys({})
    expect(run('apps/gateway/src/seed.ts')).toMatchObject({ status: 1, stderr: expect.stringContaining('not for production') })
    const sandbox = run('apps/sandbox/src/server.ts')
    expect(sandbox.status).not.toBe(0)
    expect(sandbox.stderr).toMatch(/production/)
  }, 120_000)
})

/** As the sandbox writes it for a demonstration hospital. */
function sandboxConnectors(): string {
  const file = join(folder, 'merchant.json')
  writeFileSync(file, JSON.stringify({ sandbox: true, demonstration: true }))
  return file
}
