import { Agent, request } from 'undici'
import type { Database } from '../database.ts'

export interface BoardNotices {
  /** Tells the platform that something moved on a board, not what: it asks by itself. One that is lost is not repeated. */
  send(): void
  close(): Promise<void>
}

export function createBoardNotices(database: Database, token: string | undefined, gatewayUrl: string | undefined): BoardNotices {
  const agent = new Agent({ connect: { timeout: 3_000 }, headersTimeout: 5_000, bodyTimeout: 5_000 })
  return {
    send() {
      const url = database.setting('sms.gatewayUrl') ?? gatewayUrl
      if (!url || !token || database.setting('his.board.silent')) return
      void request(`${url}/callbacks/his/board`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, dispatcher: agent }).then(({ body }) => body.dump()).catch(() => {})
    },
    close: () => agent.close(),
  }
}
