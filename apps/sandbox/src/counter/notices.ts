import { randomUUID } from 'node:crypto'
import { Agent, request } from 'undici'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import type { CounterChannel } from './counter.ts'

export interface Notice {
  id: string
  trade: string
  url: string
  body: string
  attempts: number
  state: 'WAITING' | 'DELIVERED' | 'GIVEN_UP'
  lastAnswer: string | null
}

export interface NoticeAnswer {
  ok: boolean
  status: number | null
  text: string
}

const COLUMNS = 'id, trade, url, body, attempts, state, last_answer AS lastAnswer'

interface NoticeOptions {
  channel: CounterChannel
  database: Database
  clock: Clock
  /** What follows each failed delivery. */
  ladder: readonly number[]
  /** Whether the merchant has taken it. */
  taken(status: number, text: string): boolean
}

/** Signed forms on their way to a merchant, delivered up the channel's ladder on the sandbox's clock; what waits survives a restart. */
export function createNotices({ channel, database, clock, ladder, taken }: NoticeOptions) {
  const agent = new Agent({ connect: { timeout: 5_000 }, headersTimeout: 5_000, bodyTimeout: 5_000 })
  const inFlight = new Set<string>()

  async function post(url: string, body: string, method: 'POST' | 'GET' = 'POST'): Promise<NoticeAnswer> {
    try {
      const answer = method === 'GET'
        ? await request(`${url}?${body}`, { method, dispatcher: agent })
        : await request(url, { method, body, headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }, dispatcher: agent, signal: AbortSignal.timeout(5_000) })
      const text = (await answer.body.text()).slice(0, 200)
      return { ok: taken(answer.statusCode, text), status: answer.statusCode, text }
    } catch (error) {
      return { ok: false, status: null, text: String((error as { code?: string }).code ?? (error as Error).name) }
    }
  }

  async function deliver({ id, url, body, attempts }: Notice): Promise<void> {
    inFlight.add(id)
    try {
      const { ok, status, text } = await post(url, body)
      const pause = ladder[attempts]
      database.run('UPDATE counter_notice SET attempts = attempts + 1, state = ?, next_at = ?, last_answer = ? WHERE id = ?',
        ok ? 'DELIVERED' : pause === undefined ? 'GIVEN_UP' : 'WAITING', clock.now() + (pause ?? 0), `${status ?? ''} ${text}`.trim(), id)
    } finally {
      inFlight.delete(id)
    }
  }

  return {
    add(trade: string, url: string, body: string, delayMs = 0) {
      database.run(`INSERT INTO counter_notice (id, channel, trade, url, body, created_at, next_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'WAITING')`, randomUUID(), channel, trade, url, body, clock.now(), clock.now() + delayMs)
    },
    async deliverDue() {
      const due = database.all<Notice>(`SELECT ${COLUMNS} FROM counter_notice WHERE channel = ? AND state = 'WAITING' AND next_at <= ? ORDER BY next_at LIMIT 50`, channel, clock.now())
      await Promise.all(due.filter(({ id }) => !inFlight.has(id)).map(deliver))
    },
    list: (trade: string) => database.all<Notice>(`SELECT ${COLUMNS} FROM counter_notice WHERE channel = ? AND trade = ? ORDER BY created_at DESC, rowid DESC`, channel, trade),
    post,
    close: () => agent.destroy(),
  }
}

export type Notices = ReturnType<typeof createNotices>
