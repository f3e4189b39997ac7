import { createClient, type Client } from 'graphql-ws'
import WebSocket from 'ws'
import { signAccessToken, type AccessToken } from '@hospital/access/token'
import { openStream } from '@hospital/web/stream/stream'
import { operationId, type Fleet } from './fleet.ts'

/** One phone that follows its inbox, as the apps do. */
export interface Watcher {
  accountId: string
  seen: number[]
  /** How often its socket was opened. */
  connections: number
  /** The longest that it was without one. */
  awayMs: number
}

export interface Crowd {
  watchers: readonly Watcher[]
  /** Sockets that are open just now. */
  open(): number
  leave(): Promise<void>
}

interface Inbox {
  inbox: { sequence: number }
}

const AT_ONCE = 100

/** Sockets of signed-in people, each with its own connection and the apps' own way of coming back. */
export async function openCrowd({ gateway, keys }: Fleet, people: readonly { accountId: string; token: AccessToken }[], count: number): Promise<Crowd> {
  const documentId = operationId('patient', 'InboxNews')
  const url = `${gateway.replace('http', 'ws')}/graphql`
  const clients: Client[] = []
  const leaves: (() => void)[] = []
  let open = 0

  function follow({ accountId, token }: (typeof people)[number]): Watcher {
    const watcher: Watcher = { accountId, seen: [], connections: 0, awayMs: 0 }
    let leftAt: number | undefined
    let isOpen = false
    const mark = (now: boolean) => {
      if (now !== isOpen) open += now ? 1 : -1
      isOpen = now
    }
    const client = createClient({
      url, webSocketImpl: WebSocket, retryAttempts: 0, keepAlive: 0, lazyCloseTimeout: 3_000,
      connectionParams: async () => ({ ticket: await signAccessToken(keys.sessionKey, token, 'ticket') }),
      on: {
        connected() {
          watcher.connections++
          if (leftAt !== undefined) watcher.awayMs = Math.max(watcher.awayMs, Date.now() - leftAt)
          leftAt = undefined
          mark(true)
        },
        closed() {
          leftAt ??= Date.now()
          mark(false)
        },
      },
    })
    clients.push(client)
    leaves.push(openStream<Inbox>(client, { documentId, variables: {}, after: 0, sequenceOf: ({ inbox }) => inbox.sequence, onEvent: ({ inbox }) => watcher.seen.push(inbox.sequence) }))
    return watcher
  }

  const watchers: Watcher[] = []
  for (let at = 0; at < count; at++) {
    watchers.push(follow(people[at % people.length]!))
    while (at - open > AT_ONCE) await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return {
    watchers, open: () => open,
    async leave() {
      leaves.forEach((leave) => leave())
      await Promise.all(clients.map((client) => client.dispose()))
    },
  }
}
