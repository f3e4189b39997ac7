import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect } from '@hospital/database/connect'
import { findFreePort } from '../src/ports.ts'
import { startPostgres, type PostgresServer } from '../src/postgres.ts'
import { processState } from '../src/process-table.ts'
import { startTestDatabase } from '../src/test-database.ts'

let folder: string
let port: number

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hospital-postgres-'))
  chmodSync(folder, 0o755)
  port = await findFreePort()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const start = (dir: string) => startPostgres({ dir: join(folder, dir), port, password: 'long-enough', logFile: join(folder, 'postgres.log'), volatile: true })

async function ask(server: PostgresServer, query: string): Promise<Record<string, unknown>[]> {
  expect(processState(server.pid)).toBeDefined()
  const { sql, close } = connect(`postgres://postgres:long-enough@127.0.0.1:${port}/postgres`, { name: 'test', max: 1 })
  const rows = await sql.unsafe(query)
  await close()
  return [...rows]
}

test('[two commands] the embedded server is PostgreSQL 18, sorts Chinese by its pinyin and keeps its data', async () => {
  const first = await start('data')
  expect((await ask(first, 'show server_version'))[0]?.server_version).toMatch(/^18\./)
  await ask(first, "create table name as select unnest(array['张','李','王','安']) as name")
  await first.stop()
  expect(processState(first.pid)).toBeUndefined()
  const second = await start('data')
  expect((await ask(second, 'select name from name order by name')).map(({ name }) => name)).toEqual(['安', '李', '王', '张'])
  await second.stop()
})

test('[two commands] pid files of dead, of foreign and of unreadable servers do not stand in the way', async () => {
  await (await start('data')).stop()
  for (const stale of [`${process.pid}\n${join(folder, 'data')}\n`, '999999\n', 'nonsense']) {
    writeFileSync(join(folder, 'data/postmaster.pid'), stale)
    const server = await start('data')
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
    await server.stop()
  }
})

test('[two commands] a cluster whose making was interrupted is made anew', async () => {
  mkdirSync(join(folder, 'data.new'))
  writeFileSync(join(folder, 'data.new/PG_VERSION'), '18')
  const server = await start('data')
  expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.stop()
})

test('[two commands] it runs for root in a folder that is closed to everybody else', async () => {
  mkdirSync(join(folder, 'closed'), { mode: 0o700 })
  const server = await start('closed/data')
  expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.stop()
})

test('[two commands] a taken port is said with the reason from the server', async () => {
  const first = await start('data')
  await expect(start('other')).rejects.toThrow(/Address already in use/)
  await first.stop()
})

test('[two commands] test databases stand side by side', async () => {
  const [one, two] = await Promise.all([startTestDatabase(), startTestDatabase()])
  expect(one.url).not.toBe(two.url)
  await Promise.all([one.stop(), two.stop()])
})
