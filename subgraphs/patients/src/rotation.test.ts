import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { KeysFile } from '@hospital/access/keys'
import { blindIndex, decryptPersonal, encryptPersonal } from '@hospital/access/personal-data'
import { activateKey, announceKey, retireKeys } from '@hospital/access/rotation'
import { connect, type Connection } from '@hospital/database/connect'
import { newId } from '@hospital/database/identifier'
import { roleUrl } from '@hospital/database/roles'
import { createTestDatabase, type TestDatabase } from '@hospital/database/test-database'
import { migrateJobs } from '@hospital/events/jobs'
import { countStale, reseal } from '@hospital/subgraph/reseal'
import { personal } from './personal.ts'
import { account, patient } from './tables.ts'

const ROWS = 1_500
const key = () => randomBytes(32).toString('base64url')
const phoneOf = (row: number) => `137${String(10_000_000 + row)}`
const idCardOf = (row: number) => `33010919850312${String(1000 + row)}`

let database: TestDatabase
let connection: Connection
let url: string
let before: KeysFile
beforeAll(async () => {
  database = await createTestDatabase([{ name: 'patients', folder: fileURLToPath(new URL('../migrations', import.meta.url)) }], migrateJobs)
  url = roleUrl(database.url, database.databasePassword, 'patients')
  connection = connect(url, { name: 'test', max: 2 })
  before = { demonstration: true, databasePassword: database.databasePassword, sessionKey: key(), viewerKey: key(), fileKey: key(), dataKey: key(), blindIndexKey: key() }
  const now = new Date()
  const accounts = Array.from({ length: ROWS }, (_, row) => ({ id: newId(), phoneSealed: encryptPersonal(before, phoneOf(row)), phoneIndex: blindIndex(before, phoneOf(row)), createdAt: now, agreedAt: now }))
  await connection.db.insert(account).values(accounts)
  await connection.db.insert(patient).values(accounts.map(({ id }, row) => ({
    accountId: id, name: '周文静', sex: 'FEMALE' as const, birthDate: '1985-03-12', relationship: 'SELF' as const, hisPatientId: 'x', recordNumber: 'x', createdAt: now,
    idCardSealed: encryptPersonal(before, idCardOf(row)), idCardIndex: blindIndex(before, idCardOf(row)), phoneSealed: row % 2 ? encryptPersonal(before, phoneOf(row)) : null,
  })))
}, 120_000)
afterAll(async () => {
  await connection?.close()
  await database?.drop()
})

/** Starts the work in a process of its own and kills it, without a chance to tidy up, as soon as it has done something. */
function killInTheMiddle(keys: KeysFile): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('../test/reseal-until-killed.ts', import.meta.url))], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify({ url, keys }))
  child.stdout.once('data', () => child.kill('SIGKILL'))
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

test('[R17] keys change while the house is open: killed in the middle, begun again, nothing lost, the old key of no use in the end', async () => {
  const { db } = connection
  const announced = announceKey(before)
  const after = activateKey(announced)
  expect(await countStale({ db, keys: before }, personal)).toBe(0)
  expect(await countStale({ db, keys: after }, personal)).toBe(2 * ROWS)

  await killInTheMiddle(after)
  const left = await countStale({ db, keys: after }, personal)
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThan(2 * ROWS)
  // Whoever was not yet restarted reads both.
  for (const { phoneSealed } of await db.select().from(account)) expect(decryptPersonal(announced, phoneSealed)).toMatch(/^137\d{8}$/)

  // Two at once do not disturb one another.
  await Promise.all([reseal({ db, keys: after }, personal), reseal({ db, keys: after }, personal)])
  expect(await countStale({ db, keys: after }, personal)).toBe(0)
  expect(await reseal({ db, keys: after }, personal)).toBe(0)

  const last = retireKeys(after)
  expect(last.otherPersonalKeys).toBeUndefined()
  const rows = await db.select().from(account)
  expect(rows.map(({ phoneSealed }) => decryptPersonal(last, phoneSealed)).sort()).toEqual(Array.from({ length: ROWS }, (_, row) => phoneOf(row)))
  expect(new Set(rows.map(({ phoneIndex }) => phoneIndex))).toEqual(new Set(Array.from({ length: ROWS }, (_, row) => blindIndex(last, phoneOf(row)))))
  expect((await db.select().from(patient)).map(({ idCardSealed }) => decryptPersonal(last, idCardSealed)).sort()).toEqual(Array.from({ length: ROWS }, (_, row) => idCardOf(row)))
  expect(() => decryptPersonal(before, rows[0]!.phoneSealed)).toThrow('not known')
}, 120_000)
