import { Pool, type Dispatcher } from 'undici'
import { createRotation, neverReached, reach, unanswered } from '@hospital/balancer/rotation'
import { subgraphPeers } from '@hospital/telemetry/metrics'

/** HTTP/1.1 connections to each replica. One request at a time on each: a slow answer holds up no other. */
const POOL = { connections: 16, pipelining: 1, headersTimeout: 20_000, bodyTimeout: 20_000, connect: { timeout: 3_000 } }

export interface PeerRequest {
  method: Dispatcher.HttpMethod
  /** Of the subgraph's graph, unless it says otherwise. */
  path?: string
  headers?: Dispatcher.RequestOptions['headers']
  body?: string | Buffer
}

export interface PeerQuestion extends PeerRequest {
  /** It changes nothing: it may be asked of another replica where the first broke off. */
  reads: boolean
}

export interface WholeAnswer {
  statusCode: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

/** The replicas of one subgraph. */
export interface Peers {
  /** Goes to another replica only where it never reached the first. */
  request(request: PeerRequest): Promise<Dispatcher.ResponseData>
  /** A body that is wanted whole, as text. */
  ask(request: PeerQuestion): Promise<WholeAnswer>
  /** The graph's addresses, in the order to try them for a socket. */
  order(): URL[]
  close(): Promise<void>
}

export function openPeers(name: string, urls: readonly string[]): Peers {
  const replicas = urls.map((address) => ({ url: new URL(address), pool: new Pool(new URL(address).origin, POOL) }))
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
    ask: ({ path, reads, ...request }) => reach(rotation, ({ url, pool }) => readWhole(pool, { ...request, path: path ?? url.pathname }), reads ? unanswered : neverReached),
    order: () => rotation.order().map(({ url }) => url),
    async close() {
      rotation.close()
      await Promise.all(replicas.map(({ pool }) => pool.close()))
    },
  }
}

/** Without the stream that `request` makes of every body. */
function readWhole(pool: Pool, options: Dispatcher.DispatchOptions): Promise<WholeAnswer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let head: Pick<WholeAnswer, 'statusCode' | 'headers'> = { statusCode: 0, headers: {} }
    pool.dispatch(options, {
      onRequestStart() {},
      onResponseStart(_controller, statusCode, headers) { head = { statusCode, headers } },
      onResponseData(_controller, part) { parts.push(part) },
      onResponseEnd: () => resolve({ ...head, text: (parts.length === 1 ? parts[0]! : Buffer.concat(parts)).toString('utf8') }),
      onResponseError: (_controller, error) => reject(error),
    })
  })
}
