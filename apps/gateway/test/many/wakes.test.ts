import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRedisTransport } from '@hospital/events/redis-transport'
import { followStream } from '@hospital/events/stream'
import { openWakesOver, type Wakes } from '@hospital/events/wakes'
import { ensureServers, startRedis, type RedisServer } from '@hospital/launcher/debian'
import { until } from '../until.ts'

const servers = ensureServers(console.log)

describe.skipIf('missing' in servers)('[on many] wake-ups through Redis', () => {
  let folder: string
  let redis: RedisServer
  const open: Wakes[] = []
  const openOne = async () => {
    const wakes = await openWakesOver((listener) => openRedisTransport(redis.url, listener, () => {}), () => {})
    open.push(wakes)
    return wakes
  }
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hospital-redis-'))
    redis = await startRedis(folder)
  })
  afterAll(async () => {
    await Promise.all(open.map((wakes) => wakes.close()))
    await redis?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('reach the other processes, topic by topic', async () => {
    const [here, there] = [await openOne(), await openOne()]
    const heard: string[] = []
    let forgotten = ''
    for (const topic of ['queue:1', 'queue:2']) there.on(topic, () => heard.push(topic))
    there.onPrefix('session:', (topic) => { forgotten = topic ?? forgotten })
    // Until both are connected nothing arrives by name: everybody is told to look.
    await until(() => { here.send(['session:7']); return forgotten === 'session:7' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    heard.length = 0
    here.send(['queue:2'])
    await until(() => heard.length > 0)
    expect(heard).toEqual(['queue:2'])
  })

  it('are done without while Redis is away: a stream reads on, nothing lost or doubled', async () => {
    const wakes = await openOne()
    const log: number[] = []
    const stream = followStream({ wakes, topic: 'log', after: 0, read: async (after) => log.filter((one) => one > after), sequenceOf: (one) => one, backstopMs: 3_600_000 })
    const seen: number[] = []
    const following = (async () => { for await (const one of stream) seen.push(one) })()
    const write = (one: number) => { log.push(one); wakes.send(['log']) }
    await until(() => { if (!log.length) write(1); return seen.length === 1 })
    await redis.stop()
    write(2)
    write(3)
    await until(() => seen.length === 3)
    expect(seen).toEqual([1, 2, 3])
    await stream.return!()
    await following
  })
})
