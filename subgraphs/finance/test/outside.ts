import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConnectors, type Connectors, type LoadConnectorsOptions } from '@hospital/connectors/configuration'
import { createSandbox } from '../../../apps/sandbox/src/app.ts'

/** The outside world as the sandbox plays it, over real HTTP, with its levers. */
export interface Outside {
  url: string
  /** Where the sandbox keeps its books. */
  directory: string
  connectors: Connectors
  control<T = unknown>(path: string, body?: object): Promise<T>
  break(fault: { system?: 'his' | 'insurance'; mode: 'down' | 'garbage' | 'commit-then-timeout' | 'error'; times?: number }): Promise<void>
  heal(): Promise<void>
  close(): Promise<void>
}

/** Short, so that a lost answer does not hold a test up; a circuit that opens would answer for the channel. */
const LIMITS = { timeoutMs: 1_500, circuit: { failures: 1_000, openForMs: 1 } }

export async function openOutside(options: Pick<LoadConnectorsOptions, 'agent' | 'limits'> = {}): Promise<Outside> {
  const directory = mkdtempSync(join(tmpdir(), 'sandbox-'))
  const app = await createSandbox({ directory, rollingDays: 1 })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const connectors = loadConnectors({ file: join(directory, 'merchant.json'), sandboxUrl: url, limits: LIMITS, ...options })

  async function control<T>(path: string, body?: object): Promise<T> {
    const response = await fetch(`${url}/_control/${path}`, body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`control ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
  return {
    url, directory, connectors, control,
    break: async (fault) => void (await control('faults', { system: 'wechatpay', ...fault })),
    heal: async () => void (await control('faults/clear', {})),
    async close() {
      await connectors.disconnect()
      await app.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
