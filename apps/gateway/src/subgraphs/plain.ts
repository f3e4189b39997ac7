import type { ClientRequestArgs } from 'node:http'
import { createClient } from 'graphql-ws'
import type { Pool } from 'undici'
import WebSocket from 'ws'
import type { Asked } from '@hospital/subgraph/graph'
import type { Channel } from './channel.ts'
import { failure } from './conversation.ts'

/** To a subgraph that is none of ours and knows no channels: a request for each question, a socket for each who watches. */
export function openPlain(graph: URL, pool: Pool): Channel {
  return {
    async ask(headers, body) {
      const answer = await pool.request({ method: 'POST', path: graph.pathname, headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' }, body })
      return { text: await answer.body.text(), viewerChanged: false }
    },
    watch(headers, body, watcher) {
      const { query, variables, operationName } = JSON.parse(body) as Asked & { query: string }
      const { promise, resolve, reject } = Promise.withResolvers<() => void>()
      let isOpen = false
      const client = createClient({
        url: socketAddress(graph), webSocketImpl: socketWith({ headers }), retryAttempts: 0,
        on: {
          connected() {
            isOpen = true
            resolve(leave)
          },
        },
      })
      const stop = client.subscribe({ query, variables, operationName }, {
        next: (result) => watcher.event(JSON.stringify(result)),
        error(error) {
          if (Array.isArray(error)) watcher.event(JSON.stringify({ errors: error }))
          if (!isOpen) reject(failure('CHANNEL_NOT_OPENED', error))
          else watcher.end(Array.isArray(error) ? undefined : failure('CHANNEL_BROKEN', error))
        },
        complete: () => watcher.end(),
      })
      function leave(): void {
        stop()
        Promise.resolve(client.dispose()).catch(() => {})
      }
      return promise
    },
    close() {},
  }
}

function socketAddress(url: URL): string {
  const address = new URL(url)
  address.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return address.href
}

/** graphql-ws makes its sockets itself, and knows no headers. */
function socketWith(options: ClientRequestArgs): typeof WebSocket {
  return class extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol, options)
    }
  } as unknown as typeof WebSocket
}
