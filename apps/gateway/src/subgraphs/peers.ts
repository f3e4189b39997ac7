import { Pool, type Dispatcher } from 'undici'
import { createRotation, neverReached, reach, unanswered } from '@hospital/balancer/rotation'
import { subgraphPeers } from '@hospital/telemetry/metrics'
import { openChannel } from './channel.ts'
import { openPlain } from './plain.ts'
import type { Answered, Watcher } from './conversation.ts'

/** HTTP/1.1 connections to each replica. One request at a time on each: a slow answer holds up no other. */
const POOL = { connections: 16, pipelining: 1, headersTimeout: 20_000, bodyTimeout: 20_000, connect: { timeout: 3_000 } }

export interface PeerRequest {
  method: Dispatcher.HttpMethod
  /** Of the subgraph's graph, unless it says otherwise. */
  path?: string
  headers?: Dispatcher.RequestOptions['headers']
  body?: string | Buffer
}

export interface PeerQuestion {
  headers: Record<string, string>
  body: string
  /** It changes nothing: it may be asked of another replica where the first broke off. */
  reads: boolean
}

/** The replicas of one subgraph. */
export interface Peers {
  /** Goes to another replica only where it never reached the first. */
  request(request: PeerRequest): Promise<Dispatcher.ResponseData>
  /** Asks the graph of a replica. */
  ask(question: PeerQuestion): Promise<Answered>
  /** Follows a subscription of a replica's graph, of another where the first was never reached. */
  watch(headers: Record<string, string>, body: string, watcher: Watcher): Promise<() => void>
  close(): Promise<void>
}

/** `greeting`: headers with which the gateway itself is let in; without it these are none of ours, and are asked as any server of GraphQL is. */
export function openPeers(name: string, urls: readonly string[], greeting?: () => Promise<Record<string, string>>): Peers {
  const replicas = urls.map((address) => {
    const url = new URL(address)
    const pool = new Pool(url.origin, POOL)
    return { url, pool, channel: greeting ? openChannel(url, greeting) : openPlain(url, pool) }
  })
  const rotation = createRotation({
    peers: replicas,
    async check({ pool }, signal) {
      const { statusCode, body } = await pool.request({ path: '/ready', method: 'GET', signal })
      await body.dump()
      return statusCode === 200
    },
    onChange: (ready) => subgraphPeers.set({ subgraph: name }, ready),
  })
  return {
    request: ({ path, ...request }) => reach(rotation, ({ url, pool }) => pool.request({ ...request, path: path ?? url.pathname })),
    ask: ({ headers, body, reads }) => reach(rotation, ({ channel }) => channel.ask(headers, body), reads ? unanswered : neverReached),
    watch: (headers, body, watcher) => reach(rotation, ({ channel }) => channel.watch(headers, body, watcher)),
    async close() {
      rotation.close()
      for (const { channel } of replicas) channel.close()
      await Promise.all(replicas.map(({ pool }) => pool.close()))
    },
  }
}
