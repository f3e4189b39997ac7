import { Agent, request } from 'undici'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import type { Provider } from './outbox.ts'

const SECOND = 1_000
/** What follows each delivery that was not taken. */
const LADDER = [5 * SECOND, 30 * SECOND, 300 * SECOND]

interface Receipt {
  serialNo: string
  provider: Provider
  phone: string
  /** Null: delivered. */
  code: string | null
}

export interface Receipts {
  add(receipt: Receipt): void
  deliverDue(): Promise<void>
  /** Posts the receipt of a message once more, changed in the asked way; answers what the hospital said. */
  trick(serialNo: string, kind: ReceiptTrick): Promise<string | null>
  /** Where the hospital takes receipts, as it said at the provider's console. */
  tell(gatewayUrl: string): void
  close(): Promise<void>
}

export const receiptTricks = ['duplicate', 'failed', 'wrong-phone', 'wrong-secret', 'garbage'] as const
export type ReceiptTrick = (typeof receiptTricks)[number]

export interface ReceiptAddresses {
  gatewayUrl: string | undefined
  secrets: Record<Provider, string>
}

/** The carriers' receipts, posted to the hospital as each provider words them; what waits survives a restart. */
export function createReceipts(database: Database, clock: Clock, addresses: ReceiptAddresses): Receipts {
  const agent = new Agent({ connect: { timeout: 3_000 }, headersTimeout: 5_000, bodyTimeout: 5_000 })
  const inFlight = new Set<string>()
  const urlFor = (provider: Provider, secret = addresses.secrets[provider]) => {
    const gatewayUrl = database.setting('sms.gatewayUrl') ?? addresses.gatewayUrl
    return gatewayUrl && `${gatewayUrl}/callbacks/sms/${provider}/${secret}`
  }

  async function post(provider: Provider, body: string, url = urlFor(provider)): Promise<{ taken: boolean; text: string }> {
    if (!url) return { taken: false, text: 'no address' }
    try {
      const answer = await request(url, { method: 'POST', body, headers: { 'content-type': 'application/json' }, dispatcher: agent, signal: AbortSignal.timeout(5_000) })
      const text = (await answer.body.text()).slice(0, 200)
      return { taken: answer.statusCode === 200 && saysTaken(text), text: `${answer.statusCode} ${text}` }
    } catch (error) {
      return { taken: false, text: String((error as { code?: string }).code ?? (error as Error).name) }
    }
  }

  async function deliver(row: Receipt & { attempts: number }) {
    inFlight.add(row.serialNo)
    try {
      const { taken, text } = await post(row.provider, printReceipt(row, clock.now()))
      const pause = LADDER[row.attempts]
      database.run('UPDATE sms_receipt SET attempts = attempts + 1, state = ?, next_at = ?, last_answer = ? WHERE serial_no = ?',
        taken ? 'DELIVERED' : pause === undefined ? 'GIVEN_UP' : 'WAITING', clock.now() + (pause ?? 0), text, row.serialNo)
    } finally {
      inFlight.delete(row.serialNo)
    }
  }

  return {
    add({ serialNo, provider, phone, code }) {
      database.run(`INSERT INTO sms_receipt (serial_no, provider, phone, code, next_at, state) VALUES (?, ?, ?, ?, ?, 'WAITING')`, serialNo, provider, phone, code, clock.now() + SECOND / 2)
    },
    async deliverDue() {
      const due = database.all<Receipt & { attempts: number }>(`SELECT serial_no AS serialNo, provider, phone, code, attempts FROM sms_receipt WHERE state = 'WAITING' AND next_at <= ? ORDER BY next_at LIMIT 50`, clock.now())
      await Promise.all(due.filter(({ serialNo }) => !inFlight.has(serialNo)).map(deliver))
    },
    async trick(serialNo, kind) {
      const row = database.get<Receipt>('SELECT serial_no AS serialNo, provider, phone, code FROM sms_receipt WHERE serial_no = ?', serialNo)
      if (!row) return null
      const told = { ...row, ...(kind === 'failed' && { code: 'MK:0001' }), ...(kind === 'wrong-phone' && { phone: '+8613700000000' }) }
      const body = kind === 'garbage' ? '{"not":"a receipt"}' : printReceipt(told, clock.now())
      return (await post(row.provider, body, kind === 'wrong-secret' ? urlFor(row.provider, 'f'.repeat(32)) : undefined)).text
    },
    tell: (gatewayUrl) => database.keepSetting('sms.gatewayUrl', gatewayUrl),
    close: () => agent.destroy(),
  }
}

function saysTaken(text: string): boolean {
  try {
    const answer = JSON.parse(text) as { result?: number; code?: number }
    return (answer.result ?? answer.code) === 0
  } catch {
    return false
  }
}

const STAMP = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' })

function printReceipt({ serialNo, provider, phone, code }: Receipt, now: number): string {
  const [at, mobile] = [STAMP.format(now), phone.replace(/^\+86/, '')]
  const row = provider === 'tencent'
    ? { user_receive_time: at, nationcode: '86', mobile, report_status: code ? 'FAIL' : 'SUCCESS', errmsg: code ?? 'DELIVRD', description: code ? '用户短信接收失败' : '用户短信送达成功', sid: serialNo }
    : { phone_number: mobile, send_time: at, report_time: at, success: !code, err_code: code ?? 'DELIVERED', err_msg: code ? '用户接收失败' : '用户接收成功', sms_size: '1', biz_id: serialNo, out_id: '' }
  return JSON.stringify([row])
}
