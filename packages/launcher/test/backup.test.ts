import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@hospital/database/identifier'
import { createTestDatabase, type TestDatabase } from '@hospital/database/test-database'
import type { SubgraphMigrations } from '@hospital/database/migrate'
import { migrateJobs } from '@hospital/events/jobs'
import { restoreBackup } from '../src/archive/read.ts'
import { Content, copyOut, openForCopy } from '../src/archive/tables.ts'
import { writeBackup } from '../src/archive/write.ts'
import { SUBGRAPHS } from '../src/subgraphs.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const NOW: SubgraphMigrations[] = SUBGRAPHS.map((name) => ({ name, folder: join(root, 'subgraphs', name, 'migrations') }))

let folder: string
let older: SubgraphMigrations[]
const databases: TestDatabase[] = []
const emptied: string[] = []

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hospital-backup-'))
  older = NOW.map((one) => (one.name === 'finance' ? beforeReconciliation(one) : one))
})
afterAll(async () => {
  for (const one of databases) await one.drop()
  const server = postgres(process.env.TEST_DATABASE_URL!, { max: 1, onnotice: () => {} })
  for (const name of emptied) await server.unsafe(`drop database if exists ${name} with (force)`)
  await server.end()
  rmSync(folder, { recursive: true, force: true })
})

test('[back-up] large tables come out whole one after the other, however slowly they are taken', { timeout: 60_000 }, async () => {
  const sql = openForCopy(process.env.TEST_DATABASE_URL!)
  // at one size or another the end comes while the connection rests
  await sql.begin(async (tx) => {
    for (let size = 20; size <= 400; size += 20) {
      await tx.unsafe(`create temp table large_${size} on commit drop as select n, repeat('x', 1000) as text from generate_series(1, ${size}) n`)
      const { rows } = await copyOut(tx, { table: `large_${size}`, columns: ['n', 'text'] }, () => new Promise((resolve) => setTimeout(resolve, 5)))
      expect(rows).toBe(size)
    }
  })
  await sql.end()
})

/** The version of the house before days were reconciled. */
function beforeReconciliation({ name, folder: from }: SubgraphMigrations): SubgraphMigrations {
  const to = join(folder, 'older')
  cpSync(from, to, { recursive: true })
  const file = join(to, 'meta/_journal.json')
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { tag: string }[] }
  const later = journal.entries.splice(journal.entries.findIndex(({ tag }) => tag.endsWith('_reconciliation')))
  for (const { tag } of later) rmSync(join(to, `${tag}.sql`))
  writeFileSync(file, JSON.stringify(journal))
  return { name, folder: to }
}

async function madeWith(subgraphs: SubgraphMigrations[]): Promise<{ url: string; keys: { databasePassword: string; dataKey: string }; sql: Sql; dataDir: string }> {
  const database = await createTestDatabase(subgraphs, migrateJobs)
  databases.push(database)
  const sql = postgres(database.url, { max: 1, onnotice: () => {} })
  await sql`insert into clinical.setting (key, value) values ('holdMinutes', 7)`
  await sql.begin(async (tx) => {
    const id = newId()
    await tx`insert into finance.ledger_transaction (id, fact, fact_id, at) values (${id}, 'ORDER_PAID', ${newId()}, now())`
    for (const [account, debit, credit] of [['PATIENT_PREPAID', 5, 0], ['ORDER_LIABILITY', 0, 5]] as const) await tx`insert into finance.ledger_entry (id, at, transaction_id, account, debit_fen, credit_fen, memo) values (${newId()}, now(), ${id}, ${account}, ${debit}, ${credit}, ${'第一行\n第二行\t\\ 制表'})`
  })
  await sql`insert into finance.outbox (task, payload) values ('finance.test', '{}')`
  await sql`select jobs.add('finance.test', '{"a": "是"}', now() + interval '1 day', 'one')`
  await sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'somebody'`
  const dataDir = mkdtempSync(join(folder, 'data-'))
  mkdirSync(join(dataDir, 'files/ab'), { recursive: true })
  writeFileSync(join(dataDir, 'files/ab/photo'), Buffer.alloc(9_000_000, 7))
  writeFileSync(join(dataDir, 'files/empty'), '')
  return { url: database.url, keys: { databasePassword: database.databasePassword, dataKey: 'data-key' }, sql, dataDir }
}

async function emptyDatabase(): Promise<string> {
  const name = `test_${newId().replaceAll('-', '')}`
  const server = postgres(process.env.TEST_DATABASE_URL!, { max: 1, onnotice: () => {} })
  await server.unsafe(`create database ${name}`)
  await server.end()
  emptied.push(name)
  const url = new URL(process.env.TEST_DATABASE_URL!)
  url.pathname = `/${name}`
  return url.href
}

const dataFolder = () => mkdtempSync(join(folder, 'restored-'))

test('[backup] what was backed up is restored to the byte, once, into an empty database only', { timeout: 120_000 }, async () => {
  const { sql, ...source } = await madeWith(NOW)
  const file = join(folder, 'whole.backup')
  const written = await writeBackup({ ...source, subgraphs: SUBGRAPHS, file })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file).includes('data-key')).toBe(false)
  await sql.end()

  const target = { url: await emptyDatabase(), keys: source.keys, subgraphs: NOW, dataDir: dataFolder(), file }
  expect((await restoreBackup(target)).tables).toEqual(written.tables)
  const restored = postgres(target.url, { max: 1, onnotice: () => {} })
  expect(await restored`select sum(debit_fen)::int as debit, sum(credit_fen)::int as credit, min(memo) as memo from finance.ledger_entry`).toMatchObject([{ debit: 5, credit: 5, memo: '第一行\n第二行\t\\ 制表' }])
  expect(await restored`select t.identifier, j.payload, j.locked_by from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id`).toMatchObject([{ identifier: 'finance.test', payload: { a: '是' }, locked_by: null }])
  await restored`insert into finance.outbox (task, payload) values ('finance.test', '{}')`
  await restored`select jobs.add('finance.test', '{}', null, 'two')`
  await expect(restored`delete from finance.ledger_entry`).rejects.toThrow('append-only')
  await restored.end()
  expect(readFileSync(join(target.dataDir, 'files/ab/photo')).equals(Buffer.alloc(9_000_000, 7))).toBe(true)

  await expect(restoreBackup({ ...target, dataDir: dataFolder() })).rejects.toThrow('not empty')
})

test('[backup] a table is the same in whatever order its rows are read, and another with one row changed, missing or twice', () => {
  const of = (text: string, ...cuts: number[]) => {
    const content = new Content()
    const bytes = Buffer.from(text)
    for (const [at, from] of [0, ...cuts].entries()) content.take(bytes.subarray(from, cuts[at]))
    return content
  }
  const table = of('1\t一\n2\t二\n3\t\\N\n')
  expect(table.rows).toBe(3)
  expect(table.equals(of('3\t\\N\n1\t一\n2\t二\n', 3, 9, 10))).toBe(true)
  for (const other of ['1\t一\n2\t三\n3\t\\N\n', '1\t一\n2\t二\n', '1\t一\n1\t一\n2\t二\n3\t\\N\n', '1\t一\n2\t二\n3\t\\N', '1\n\t一2\t二\n3\t\\N\n']) expect(table.equals(of(other)), other).toBe(false)
})

test('[backup] a file that was cut short or changed, other keys and a newer version are refused before anything is written', { timeout: 120_000 }, async () => {
  const { sql, ...source } = await madeWith(NOW)
  await sql.end()
  const file = join(folder, 'refused.backup')
  await writeBackup({ ...source, subgraphs: SUBGRAPHS, file })
  const target = { url: await emptyDatabase(), keys: source.keys, subgraphs: NOW, dataDir: dataFolder(), file }
  await expect(restoreBackup({ ...target, keys: { ...source.keys, dataKey: 'another' } })).rejects.toThrow('other keys')
  await expect(restoreBackup({ ...target, subgraphs: older })).rejects.toThrow('newer')
  const bytes = readFileSync(file)
  bytes[Math.floor(bytes.length / 2)]! ^= 0xff
  writeFileSync(file, bytes)
  await expect(restoreBackup(target)).rejects.toThrow(/damaged|cut short|no backup/)
  truncateSync(file, Math.floor(bytes.length / 3))
  await expect(restoreBackup(target)).rejects.toThrow(/damaged|cut short|no backup/)
  await expect(restoreBackup({ ...target, file: join(folder, 'absent.backup') })).rejects.toThrow('ENOENT')
  const untouched = postgres(target.url, { max: 1, onnotice: () => {} })
  expect(await untouched`select nspname from pg_namespace where nspname in ('finance', 'graphile_worker')`).toEqual([])
  await untouched.end()
})

test('[backup] a backup of an older version, and of a former key, is brought forward to this one', { timeout: 120_000 }, async () => {
  const { sql, ...source } = await madeWith(older)
  expect(await sql`select to_regclass('finance.reconciliation') as there`).toMatchObject([{ there: null }])
  await sql.end()
  const file = join(folder, 'older.backup')
  await writeBackup({ ...source, subgraphs: SUBGRAPHS, file })
  // The key was rotated meanwhile; the former one is kept beside it.
  const keys = { ...source.keys, dataKey: 'newer', otherPersonalKeys: { v1: { dataKey: source.keys.dataKey } } }
  const target = { url: await emptyDatabase(), keys, subgraphs: NOW, dataDir: dataFolder(), file }
  await restoreBackup(target)
  const restored = postgres(target.url, { max: 1, onnotice: () => {} })
  expect(await restored`select to_regclass('finance.reconciliation')::text as there, (select count(*)::int from finance.ledger_entry) as entries`).toMatchObject([{ there: 'finance.reconciliation', entries: 2 }])
  await restored.end()
})
