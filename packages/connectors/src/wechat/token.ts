import { setTimeout as wait } from 'node:timers/promises'
import { ConnectorFailure } from '../failure.ts'
import type { KeptToken, TokenStore } from './port.ts'

/** A token is renewed so long before its end; the platform answers the old one until then. */
const renewBeforeMs = 5 * 60_000
const waits = 40
const waitMs = 150

export interface TokenOwner {
  /** A token that holds; not the one that WeChat has just refused. */
  current(refused?: string): Promise<string>
}

export type FetchToken = (force: boolean) => Promise<KeptToken>

/**
 * All processes share one token: a forced renewal ends the one before it, so only who has claimed the store asks WeChat, and the
 * others take what he kept. Within a process, calls that come meanwhile wait for the same answer.
 */
export function createTokenOwner(store: TokenStore, fetchToken: FetchToken, clock: () => number): TokenOwner {
  const waiting = new Map<string, Promise<string>>()

  async function find(refused: string | undefined): Promise<string> {
    for (let tries = 0; tries < waits; tries += 1) {
      const kept = await store.read()
      const usable = kept && kept.token !== refused ? kept : null
      if (usable && usable.expiresAt - renewBeforeMs > clock()) return usable.token
      if (await store.claim()) return renew(refused)
      if (usable && usable.expiresAt > clock()) return usable.token
      await wait(waitMs)
    }
    throw new ConnectorFailure({ kind: 'UNAVAILABLE', port: 'wechat', code: 'TOKEN_WAITED', message: 'wechat token: another process is renewing it' })
  }

  async function renew(refused: string | undefined): Promise<string> {
    try {
      const asked = await fetchToken(false)
      const next = asked.token === refused ? await fetchToken(true) : asked
      await store.keep(next)
      return next.token
    } catch (error) {
      await store.release()
      throw error
    }
  }

  return {
    current(refused) {
      const key = refused ?? ''
      const running = waiting.get(key)
      if (running) return running
      const asked = find(refused).finally(() => waiting.delete(key))
      waiting.set(key, asked)
      return asked
    },
  }
}

/** For one process alone. */
export function memoryTokens(): TokenStore {
  let kept: KeptToken | null = null
  let claimed = false
  return {
    read: async () => kept,
    async claim() {
      if (claimed) return false
      return (claimed = true)
    },
    async keep(token) {
      kept = token
      claimed = false
    },
    async release() {
      claimed = false
    },
  }
}
