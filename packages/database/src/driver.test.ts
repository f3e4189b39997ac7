import { connect as dial, createServer, type Server, type Socket } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sql } from 'postgres'
import { postgres } from './driver.ts'

const server = new URL(process.env.TEST_DATABASE_URL!)
const wires = new Set<Socket>()
let network: Server
let pool: Sql
let other: Sql

beforeAll(async () => {
  network = createServer((near) => {
    const far = dial(Number(server.port), server.hostname)
    wires.add(near)
    near.on('error', () => {}).on('close', () => { wires.delete(near); far.destroy() }).pipe(far)
    far.on('error', () => {}).on('close', () => near.destroy()).pipe(near)
  }).listen(0, '127.0.0.1')
  await once(network, 'listening')
  const wired = new URL(server)
  wired.hostname = '127.0.0.1'
  wired.port = String((network.address() as AddressInfo).port)
  pool = postgres(wired.href, { max: 4, onnotice: () => {}, backoff: () => 0.05 })
  other = postgres(server.href, { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await Promise.all([pool, other].map((one) => one.end({ timeout: 1 })))
  network.close()
})

/** A transaction in the middle of a statement; `cut` is told its backend once it stands there. */
const interrupted = (cut: (pid: number) => Promise<unknown>) =>
  pool.begin(async (tx) => {
    const [own] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`
    const running = tx`select pg_sleep(60)`
    running.catch(() => {})
    await cut(own!.pid)
    await running
  }).then(() => 'committed', (error: { code?: string }) => error.code)

const answers = () => Promise.all(Array.from({ length: 8 }, async (_, n) => (await pool`select ${n}::int as n`)[0]!.n as number))

describe('a transaction that is cut off is refused, those behind it are answered, and the pool goes on', () => {
  it.each([
    ['by the server', (pid: number) => other`select pg_terminate_backend(${pid})`],
    ['by an ending connection', async () => { for (const wire of wires) wire.end(); for (const wire of wires) wire.destroy() }],
    ['by a reset connection', async () => { for (const wire of wires) wire.resetAndDestroy() }],
  ])('%s', async (_how, cut) => {
    for (let round = 0; round < 3; round++) {
      const outcomes = await Promise.all(Array.from({ length: 6 }, () => interrupted(cut)))
      for (const outcome of outcomes) expect(['57P01', 'CONNECTION_CLOSED', 'ECONNRESET']).toContain(outcome)
      expect(await answers()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
      expect(await pool.begin(async (tx) => (await tx`select 1 as one`)[0]!.one)).toBe(1)
    }
  })
})
