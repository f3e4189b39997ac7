import { randomUUID } from 'node:crypto'
import { Agent, request } from 'undici'
import { seal, type EnvelopeKeys } from '@hospital/connectors/insurance/envelope'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import { retryLadder } from '../wechatpay/notifier.ts'
import type { InsuranceOrder } from './platform.ts'

export interface InsuranceNotice {
  id: string
  number: string
  url: string
  attempts: number
  state: 'WAITING' | 'DELIVERED' | 'GIVEN_UP'
  lastAnswer: string | null
}

const columns = 'id, number, url, attempts, state, last_answer AS lastAnswer'

/** Reports of settlements, repeated until they are taken; what waits survives a restart. */
export function createInsuranceNotices(database: Database, clock: Clock, keys: EnvelopeKeys) {
  const agent = new Agent({ connect: { timeout: 5_000 }, headersTimeout: 5_000, bodyTimeout: 5_000 })
  const inFlight = new Set<string>()
  const held = () => database.setting('insurance.holdCallbacks') === 'yes'

  async function send({ id, number, url }: InsuranceNotice): Promise<string> {
    try {
      const body = JSON.stringify(seal({ callId: id, callType: 'SETTLE', medOrgOrd: number, ordStas: '6' }, keys, Date.now()))
      const answer = await request(url, { method: 'POST', body, headers: { 'content-type': 'application/json' }, dispatcher: agent, signal: AbortSignal.timeout(5_000) })
      await answer.body.dump()
      return String(answer.statusCode)
    } catch (error) {
      return String((error as { code?: string }).code ?? (error as Error).name)
    }
  }

  async function deliver(notice: InsuranceNotice) {
    inFlight.add(notice.id)
    try {
      const answer = await send(notice)
      const pause = retryLadder[notice.attempts]
      const state = answer === '200' || answer === '204' ? 'DELIVERED' : pause === undefined ? 'GIVEN_UP' : 'WAITING'
      database.run('UPDATE insurance_notice SET attempts = attempts + 1, state = ?, next_at = ?, last_answer = ? WHERE id = ?', state, clock.now() + (pause ?? 0), answer, notice.id)
    } finally {
      inFlight.delete(notice.id)
    }
  }

  return {
    add: ({ number, callbackUrl }: InsuranceOrder) => void database.run(`INSERT INTO insurance_notice (id, number, url, next_at, state) VALUES (?, ?, ?, ?, 'WAITING')`, randomUUID(), number, callbackUrl, clock.now()),
    async deliverDue() {
      if (held()) return
      const due = database.all<InsuranceNotice>(`SELECT ${columns} FROM insurance_notice WHERE state = 'WAITING' AND next_at <= ? LIMIT 50`, clock.now())
      await Promise.all(due.filter(({ id }) => !inFlight.has(id)).map(deliver))
    },
    hold: (on: boolean) => database.keepSetting('insurance.holdCallbacks', on ? 'yes' : 'no'),
    list: () => database.all<InsuranceNotice>(`SELECT ${columns} FROM insurance_notice ORDER BY rowid DESC LIMIT 200`),
    close: () => agent.destroy(),
  }
}

export type InsuranceNotices = ReturnType<typeof createInsuranceNotices>
