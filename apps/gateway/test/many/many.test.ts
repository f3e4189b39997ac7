import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureServers, startRedis, type RedisServer } from '@hospital/launcher/debian'
import { restartInTurn } from '@hospital/launcher/graph'
import type { TestClient } from '../client.ts'
import { until } from '../until.ts'
import { openCrowd, type Crowd } from './crowd.ts'
import { startFleet, type Fleet } from './fleet.ts'
import { walkOutpatientDay } from './walk.ts'

/** Sixteen processes at once are for `npm run test:faults`. */
const WHOLE = process.env.FAULTS === 'whole'
const SOCKETS = Number(process.env.MANY_SOCKETS ?? 2_000)
const SLOW_MS = 600_000
/** Sixteen starts one after the other, each beside thousands of sockets that come back: on two cores a quarter of an hour is not too much. */
const RESTARTS_MS = 1_800_000
/** Promised are three seconds on a machine of its own; what was measured is said. */
const MOST_AWAY_MS = 30_000
const HOUR_MS = 3_600_000
const say = (line: string) => console.log(`  [many] ${line}`)
const servers = ensureServers(say)
const without = 'missing' in servers ? `, not run: this machine lacks ${servers.missing}` : ''

/** Half past eight in Shanghai, today or tomorrow: clinics keep hours, tests do not. */
const CLOCK_OFFSET_MS = (32.5 * HOUR_MS - ((Date.now() + 8 * HOUR_MS) % (24 * HOUR_MS))) % (24 * HOUR_MS)
const ENV = {
  CLOCK_OFFSET_MS: String(CLOCK_OFFSET_MS), LIMIT_SOCKETS_PER_SESSION: '100000', LIMIT_SOCKETS_PER_ADDRESS: '100000', LIMIT_REQUESTS_PER_SESSION: '100000', LIMIT_REQUESTS_PER_ADDRESS: '100000',
}
const now = () => new Date(Date.now() + CLOCK_OFFSET_MS)

describe.skipIf(!WHOLE || 'missing' in servers)(`[on many] two gateways, two of each subgraph, a PostgreSQL of its own${without}`, () => {
  let fleet: Fleet
  let redis: RedisServer | undefined
  let folder: string
  let family: TestClient
  let people: string[]

  beforeAll(async () => {
    if ('missing' in servers) return
    folder = mkdtempSync(join(tmpdir(), 'hospital-redis-'))
    fleet = await startFleet({ postgres: servers.postgres, env: ENV, say })
    family = await fleet.signInPatient('13800000001')
    people = (await family.query('{ me { patients { id } } }')).me.patients.map(({ id }: { id: string }) => id)
  }, SLOW_MS)
  afterAll(async () => {
    await fleet?.stop()
    await redis?.stop()
    if (folder) rmSync(folder, { recursive: true, force: true })
  }, 60_000)

  const listening = async () => (await fleet.sql`select 1 from pg_stat_activity where query ilike 'listen%hospital_wake%'`).length

  it('walks the outpatient day, each step in whatever process', async () => {
    expect(await listening()).toBeGreaterThanOrEqual(16)
    await walkOutpatientDay(fleet, { patient: family, doctor: await fleet.signInStaff('chenliqun'), patientId: people[0]!, now: now() })
  }, SLOW_MS)

  it(`restarts every process under ${SOCKETS} live sockets: no event is lost or doubled, no request fails`, async () => {
    const accounts = await signInMany(fleet, 5)
    const crowd = await openCrowd(fleet, accounts, SOCKETS)
    await until(() => crowd.open() === SOCKETS, SLOW_MS)
    say(`${SOCKETS} sockets open`)
    const news = tellNews(fleet, accounts.map(({ accountId }) => accountId))
    const asking = askSteadily(fleet)
    await sleep(1_000)
    await restartInTurn(fleet.graph, async (name, milliseconds) => {
      if (name.startsWith('gateway')) await until(() => crowd.open() === SOCKETS, SLOW_MS)
      say(`${name} restarted in ${milliseconds} ms; sockets were away for ${awayOf(crowd)}`)
    })
    await sleep(1_000)
    const told = await news.stop()
    const complete = () => crowd.watchers.every(({ accountId, seen }) => seen.length >= told.get(accountId)!)
    await until(complete, 300_000).catch(() => {})
    expect(crowd.watchers.filter(({ accountId, seen }) => seen.join() !== Array.from({ length: told.get(accountId)! }, (_, at) => at + 1).join())).toEqual([])
    const { answered, failed } = await asking.stop()
    say(`${[...told.values()].reduce((sum, one) => sum + one)} events to ${SOCKETS} sockets, ${answered} requests answered meanwhile`)
    expect(failed).toEqual([])
    expect(crowd.watchers.every(({ connections }) => connections >= 2)).toBe(true)
    expect(Math.max(...crowd.watchers.map(({ awayMs }) => awayMs))).toBeLessThan(MOST_AWAY_MS)
    await crowd.leave()
  }, RESTARTS_MS)

  it('does the same with wake-ups through Redis, and goes on while Redis is away', async () => {
    redis = await startRedis(folder)
    await fleet.startAgain({ ...ENV, REDIS_URL: redis.url })
    expect(await listening()).toBe(0)
    family = await fleet.signInPatient('13800000001')
    await walkOutpatientDay(fleet, { patient: family, doctor: await fleet.signInStaff('chenliqun'), patientId: people[1]!, now: now() })

    const stream = await family.subscribe('subscription { inbox { sequence kind } }')
    const { me: { id } } = await family.query('{ me { id } }')
    const news = async (kind: string) => {
      await notify(fleet, id, kind)
      await stream.nextThat(({ inbox }) => inbox.kind === kind, 60_000)
    }
    await news('with-redis')
    await redis.stop()
    redis = undefined
    await news('without-redis')
    await stream.close()
  }, SLOW_MS)
})

async function signInMany(fleet: Fleet, count: number) {
  const accounts = []
  for (let at = 0; at < count; at++) {
    const { accessToken, query } = await fleet.signInPatient(`1391000000${at}`)
    const [, claims] = accessToken!.split('.')
    const { sid } = JSON.parse(Buffer.from(claims!, 'base64url').toString()) as { sid: string }
    accounts.push({ accountId: (await query('{ me { id } }')).me.id as string, token: { sessionId: sid, realm: 'patients' as const } })
  }
  return accounts
}

/** As any subgraph would: an event in the queue. */
async function notify(fleet: Fleet, accountId: string, event: string): Promise<void> {
  const data = { event, accountId, title: '提醒', body: '您有一条新消息。' }
  await fleet.sql`select graphile_worker.add_job('platform.on.notice.due', ${JSON.stringify({ id: randomUUID(), event: 'notice.due', data })}::text::json)`
}

/** The longest that each socket was away so far. */
function awayOf({ watchers }: Crowd): string {
  const sorted = watchers.map(({ awayMs }) => awayMs).sort((one, other) => one - other)
  const share = (part: number) => sorted[Math.ceil(part * sorted.length) - 1]
  return `at most ${share(0.5)} ms (half of them), ${share(0.95)} ms (95 %), ${share(1)} ms (all)`
}

const NEWS_MS = 400

/** News for one account after the other; `stop` says how many each has, once all are delivered. */
function tellNews(fleet: Fleet, accounts: readonly string[]) {
  const stopping = new AbortController()
  const told = new Map(accounts.map((id) => [id, 0]))
  const telling = (async () => {
    for (let at = 0; !stopping.signal.aborted; at++) {
      const id = accounts[at % accounts.length]!
      await notify(fleet, id, 'many')
      told.set(id, told.get(id)! + 1)
      await sleep(NEWS_MS)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await telling
      const total = [...told.values()].reduce((sum, one) => sum + one)
      await until(async () => (await fleet.sql`select count(*)::int as kept from platform.message where event = 'many'`)[0]!.kept === total, 300_000)
      return told
    },
  }
}

/** A reader who never stops asking, over three subgraphs. */
function askSteadily({ anonymous }: Fleet) {
  const stopping = new AbortController()
  const failed: string[] = []
  let answered = 0
  const asking = (async () => {
    while (!stopping.signal.aborted) {
      const { data, errors } = await anonymous.send<object>('{ practitioners(first: 5) { nodes { name departments { name } services { kind } } } }').catch((error: Error) => ({ data: undefined, errors: [{ message: error.message }] }))
      if (data && !errors) answered++
      else failed.push(JSON.stringify(errors))
      await sleep(50)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await asking
      return { answered, failed }
    },
  }
}
