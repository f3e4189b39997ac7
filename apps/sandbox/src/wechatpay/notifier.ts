import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { Agent, request } from 'undici'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import { rfc3339 } from '../days.ts'
import type { Signing, WrongSignature } from './signing.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** 15s/15s/30s/3m/10m/20m/30m/30m/30m/60m/3h/3h/3h/6h/6h: what follows each failed delivery. */
export const retryLadder = [15 * second, 15 * second, 30 * second, 3 * minute, 10 * minute, 20 * minute, 30 * minute, 30 * minute, 30 * minute, hour, 3 * hour, 3 * hour, 3 * hour, 6 * hour, 6 * hour]

export interface Notification {
  id: string
  outTradeNo: string
  event: string
  url: string
  resource: string
  createdAt: number
  nextAt: number
  attempts: number
  state: 'WAITING' | 'DELIVERED' | 'GIVEN_UP'
  lastAnswer: string | null
}

const columns = `id, out_trade_no AS outTradeNo, event, url, resource, created_at AS createdAt, next_at AS nextAt, attempts, state, last_answer AS lastAnswer`

/** Ways in which a callback can go wrong on purpose. `duplicate` is a right one once more. */
export const callbackTricks = ['duplicate', 'tampered', 'forged', 'wrong-serial', 'stale', 'sign-test', 'wrong-amount', 'wrong-currency', 'foreign-order', 'get'] as const
export type CallbackTrick = (typeof callbackTricks)[number]

/** Signed and encrypted callbacks, delivered up the ladder on the sandbox's clock; what waits survives a restart. */
export function createNotifier(database: Database, clock: Clock, signing: Signing) {
  const agent = new Agent({ connect: { timeout: 5_000 }, headersTimeout: 5_000, bodyTimeout: 5_000 })
  const inFlight = new Set<string>()
  const held = () => database.setting('wechatpay.holdCallbacks') === 'yes'

  function add(event: string, outTradeNo: string, url: string, resource: object, delayMs = 0) {
    database.run(
      `INSERT INTO notification (id, out_trade_no, event, url, resource, created_at, next_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'WAITING')`,
      randomUUID(),
      outTradeNo,
      event,
      url,
      JSON.stringify(resource),
      clock.now(),
      clock.now() + delayMs,
    )
  }

  const due = () => database.all<Notification>(`SELECT ${columns} FROM notification WHERE state = 'WAITING' AND next_at <= ? ORDER BY next_at LIMIT 50`, clock.now())

  const countDue = () => database.get<{ count: number }>(`SELECT count(*) AS count FROM notification WHERE state = 'WAITING' AND next_at <= ?`, clock.now())!.count

  async function deliverDue() {
    if (held()) return
    await Promise.all(due().filter(({ id }) => !inFlight.has(id)).map(deliver))
  }

  async function deliver(notification: Notification) {
    inFlight.add(notification.id)
    try {
      const body = printBody(notification, signing)
      keepAnswer(notification, await post(agent, notification.url, body, signing.sign(body)))
    } finally {
      inFlight.delete(notification.id)
    }
  }

  function keepAnswer({ id, attempts }: Notification, answer: Answer) {
    const pause = retryLadder[attempts]
    const state = answer.ok ? 'DELIVERED' : pause === undefined ? 'GIVEN_UP' : 'WAITING'
    database.run(
      'UPDATE notification SET attempts = attempts + 1, state = ?, next_at = ?, last_answer = ? WHERE id = ?',
      state,
      clock.now() + (pause ?? 0),
      answer.text,
      id,
    )
  }

  const newest = 'ORDER BY created_at DESC, rowid DESC LIMIT 200'
  const list = (outTradeNo?: string) =>
    outTradeNo
      ? database.all<Notification>(`SELECT ${columns} FROM notification WHERE out_trade_no = ? ${newest}`, outTradeNo)
      : database.all<Notification>(`SELECT ${columns} FROM notification ${newest}`)

  /** Sends the newest callback of an order once more, wrong in the asked way; the ladder does not move. */
  async function trick(outTradeNo: string, kind: CallbackTrick): Promise<Answer | null> {
    const [newest] = list(outTradeNo)
    if (!newest) return null
    const notification = changed(newest, kind)
    const body = printBody(notification, signing)
    const sent = kind === 'tampered' ? body.replace(/"ciphertext":"(.)/, (_, first: string) => `"ciphertext":"${first === 'A' ? 'B' : 'A'}`) : body
    return kind === 'get' ? get(agent, newest.url) : post(agent, newest.url, sent, signing.sign(body, wrongness(kind)))
  }

  return {
    add,
    countDue,
    deliverDue,
    trick,
    list,
    hold: (on: boolean) => database.keepSetting('wechatpay.holdCallbacks', on ? 'yes' : 'no'),
    held,
    close: () => agent.destroy(),
  }
}

export type Notifier = ReturnType<typeof createNotifier>

export interface Answer {
  ok: boolean
  status: number | null
  text: string
}

async function post(agent: Agent, url: string, body: string, headers: Record<string, string>): Promise<Answer> {
  try {
    const answer = await request(url, { method: 'POST', body, headers: { ...headers, 'content-type': 'application/json' }, dispatcher: agent, signal: AbortSignal.timeout(5_000) })
    const text = (await answer.body.text()).slice(0, 200)
    return { ok: answer.statusCode === 200 || answer.statusCode === 204, status: answer.statusCode, text: `${answer.statusCode} ${text}`.trim() }
  } catch (error) {
    return { ok: false, status: null, text: String((error as { code?: string }).code ?? (error as Error).name) }
  }
}

const summaries: Record<string, string> = { 'TRANSACTION.SUCCESS': '支付成功', 'REFUND.SUCCESS': '退款成功', 'REFUND.ABNORMAL': '退款异常', 'REFUND.CLOSED': '退款关闭' }

function printBody(notification: Notification, signing: Signing): string {
  const about = notification.event.startsWith('REFUND') ? 'refund' : 'transaction'
  return JSON.stringify({
    id: notification.id,
    create_time: rfc3339(notification.createdAt),
    resource_type: 'encrypt-resource',
    event_type: notification.event,
    summary: summaries[notification.event],
    resource: { original_type: about, ...signing.seal(notification.resource, about) },
  })
}

async function get(agent: Agent, url: string): Promise<Answer> {
  const answer = await request(url, { dispatcher: agent, signal: AbortSignal.timeout(5_000) })
  await answer.body.dump()
  return { ok: false, status: answer.statusCode, text: String(answer.statusCode) }
}

/** What it says is another thing than happened, though it is signed as it should. */
function changed(notification: Notification, kind: CallbackTrick): Notification {
  const resource = JSON.parse(notification.resource) as { amount: object }
  if (kind === 'wrong-amount') return withWrongAmount(notification)
  if (kind === 'wrong-currency') return { ...notification, id: randomUUID(), resource: JSON.stringify({ ...resource, amount: { ...resource.amount, currency: 'USD' } }) }
  if (kind === 'foreign-order') return { ...notification, id: randomUUID(), resource: JSON.stringify({ ...resource, out_trade_no: 'WAIBU0001' }) }
  return notification
}

function withWrongAmount(notification: Notification): Notification {
  const resource = JSON.parse(notification.resource) as { amount: { total: number; payer_total?: number } }
  const total = Math.max(1, resource.amount.total - 1)
  return { ...notification, id: randomUUID(), resource: JSON.stringify({ ...resource, amount: { ...resource.amount, total, payer_total: total } }) }
}

function wrongness(kind: CallbackTrick): WrongSignature {
  if (kind === 'stale') return { ageSeconds: 600 }
  if (kind === 'wrong-serial') return { serial: 'PUB_KEY_ID_0000000000000000000000000000' }
  if (kind === 'sign-test') return { signature: `WECHATPAY/SIGNTEST/${'A'.repeat(324)}=` }
  if (kind === 'forged') return { privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string }
  return {}
}
