import type { Client } from 'graphql-ws'
import { fetchTicket, SessionEnded } from '../ticket.ts'
import type { StreamClient } from './stream.ts'

/** `ended`: the session is over, and no reconnecting will help. */
export type ConnectionState = 'idle' | 'connected' | 'lost' | 'ended'

/** The page's one socket: opened by the first stream, closed a while after the last, its state there to be shown. */
export interface Socket extends StreamClient {
  state(): ConnectionState
  onState(listener: () => void): () => void
}

export function createSocket(): Socket {
  let state: ConnectionState = 'idle'
  const listeners = new Set<() => void>()
  const become = (next: ConnectionState) => {
    if (state === next) return
    state = next
    for (const listener of listeners) listener()
  }
  const ready = readiness(() => state === 'connected', become)
  return {
    subscribe(request, sink) {
      let left = false
      let leave: (() => void) | undefined
      ready().then(
        (client) => {
          if (!left) leave = client.subscribe(request, sink)
        },
        (error) => {
          become(error instanceof SessionEnded ? 'ended' : 'lost')
          if (!left) sink.error(error)
        },
      )
      return () => {
        left = true
        leave?.()
      }
    },
    state: () => state,
    onState(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/**
 * A client with a fresh ticket in hand. Fetched before the client connects, not inside its `url` hook: a rejection there would leave it
 * waiting for ever. Streams that start together share one ticket, as they will share the socket. Loaded with the first stream.
 */
function readiness(isConnected: () => boolean, become: (state: ConnectionState) => void): () => Promise<Client> {
  const admission = { ticket: '', socketUrl: '' }
  let client: Promise<Client> | undefined
  let refreshing: Promise<void> | undefined
  const refresh = async () => {
    Object.assign(admission, await fetchTicket())
  }
  return async () => {
    if (!isConnected()) await (refreshing ??= refresh().finally(() => (refreshing = undefined)))
    return (client ??= createGatewayClient(admission, become))
  }
}

const silenceMs = 5_000

async function createGatewayClient(admission: { ticket: string; socketUrl: string }, become: (state: ConnectionState) => void): Promise<Client> {
  const { createClient } = await import('graphql-ws/client')
  let silence: ReturnType<typeof setTimeout> | undefined
  const client = createClient({
    url: () => admission.socketUrl,
    connectionParams: () => ({ ticket: admission.ticket }),
    // Streams reconnect by themselves, each from its own sequence and with a new ticket.
    retryAttempts: 0,
    lazyCloseTimeout: 3_000,
    keepAlive: 12_000,
    connectionAckWaitTimeout: 10_000,
    on: {
      connected: () => become('connected'),
      closed: (event) => {
        clearTimeout(silence)
        become((event as CloseEvent).code === 1000 ? 'idle' : 'lost')
      },
      // A sleeping phone's socket stays open on paper: no answer to a ping means it is gone.
      ping: (received) => {
        if (!received) silence = setTimeout(() => client.terminate(), silenceMs)
      },
      pong: (received) => {
        if (received) clearTimeout(silence)
      },
    },
  })
  // What the device says of itself is sooner than silence.
  window.addEventListener('offline', () => client.terminate())
  return client
}
