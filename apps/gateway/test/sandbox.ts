import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { loadConnectors, type Connectors } from '@hospital/connectors/configuration'
import { createSandbox } from '../../sandbox/src/app.ts'
import { createClock } from '../../sandbox/src/clock.ts'
import { openDatabase } from '../../sandbox/src/database.ts'

/** The outside world of one test hospital. */
export interface TestSandbox {
  url: string
  connectors: Connectors
  advance(milliseconds: number): Promise<void>
  /** The control page's own interface: `control('wechatpay/orders')` reads, `control('pay/…', {})` acts. */
  control<T = any>(path: string, body?: object): Promise<T>
  /** The newest sign-in code sent to this phone. */
  lastSms(phone: string): Promise<SentSms | undefined>
  /** Pays an order as its payer would; answers once the trade is paid, before the callback may have come. */
  pay(outTradeNo: string, options?: object): Promise<void>
  /** From now on a system is `down`, `slow`, … as the control page offers; `heal` ends it. */
  break(system: 'his' | 'wechatpay' | 'alipay' | 'unionpay' | 'sms' | 'wechat' | 'faceid' | 'healthcard' | 'insurance', fault: { mode: string } & Record<string, unknown>): Promise<void>
  heal(): Promise<void>
  close(): Promise<void>
}

export interface SentSms {
  serialNo: string
  template: string
  params: string[]
  text: string
}

/** Four days of clinics: enough for what is booked, cancelled and stopped in tests. */
const ROLLING_DAYS = 4

/** `ahead`: how far its clock is before real time from the first moment on, so that it plans the days of that time alone. */
export async function openTestSandbox(directory: string, ahead = 0): Promise<TestSandbox> {
  setClock(directory, ahead)
  const app = await createSandbox({ directory, rollingDays: ROLLING_DAYS })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const connectors = loadConnectors({ file: join(directory, 'merchant.json'), sandboxUrl: url })

  async function control<T>(path: string, body?: object): Promise<T> {
    const response = await fetch(`${url}/_control/${path}`, body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`control ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }

  return {
    url, connectors, control,
    advance: async (milliseconds) => void (await control('clock/advance', { ms: milliseconds })),
    lastSms: async (phone) => (await control<SentSms[]>(`sms?template=SIGN_IN_CODE&phone=${phone}`))[0],
    pay: async (outTradeNo, options = {}) => void (await control(`pay/${outTradeNo}`, options)),
    break: async (system, fault) => void (await control('faults', { system, ...fault })),
    heal: async () => void (await control('faults/clear', {})),
    async close() {
      await connectors.disconnect()
      await app.close()
    },
  }
}

function setClock(directory: string, ahead: number): void {
  const database = openDatabase(directory)
  const clock = createClock(database, 0)
  clock.resetAdvance()
  clock.advance(ahead)
  database.close()
}
