import type { Connectors } from '@hospital/connectors/configuration'

/** The outside world of one test hospital. */
export interface TestSandbox {
  url: string
  connectors: Connectors
  advance(milliseconds: number): Promise<void>
  /** The control page's own interface, e.g. `control('/_control/…', { … })`; without a body it is a GET. */
  control<T = any>(path: string, body?: unknown): Promise<T>
  /** The newest text message to this phone. */
  lastSms(phone: string): Promise<{ text: string; params: string[] } | undefined>
  close(): Promise<void>
}

/** Until the outside world lands: a hospital whose outside systems are all away. */
export async function openTestSandbox(_folder: string): Promise<TestSandbox> {
  return {
    url: 'http://127.0.0.1:9', connectors: {} as Connectors,
    advance: async () => {}, control: async () => { throw new Error('no sandbox') }, lastSms: async () => undefined, close: async () => {},
  }
}
