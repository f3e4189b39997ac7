import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildSchema, GraphQLError, parse } from 'graphql'
import { createClient, type Client } from 'graphql-ws'
import { useServer } from 'graphql-ws/use/ws'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { openStream, retryDelayMs, type StreamClient } from '../src/stream/stream.ts'

const schema = buildSchema('type Query { a: Int } type Event { sequence: Int! text: String! } type Subscription { events(after: Int): Event! }')
const document = parse('subscription Events($after: Int) { events(after: $after) { sequence text } }')
const documentId = 'sha256:events'

interface Answer {
  events: { sequence: number; text: string }
}

let server: Server | undefined
let sockets: WebSocketServer | undefined
let client: Client | undefined
let stop: (() => void) | undefined

afterEach(async () => {
  stop?.()
  await client?.dispose()
  await shut()
})

const refusals: Record<string, GraphQLError[]> = { Forbidden: [new GraphQLError('没有权限', { extensions: { code: 'FORBIDDEN' } })] }

/** A gateway whose events are a log, told from `after` on, as ours does. */
async function serve(log: string[], asked: unknown[], port = 0, extra: (after: number) => Iterable<number> = () => []): Promise<number> {
  server = createServer()
  const events = async function* ({ after }: { after?: number }) {
    asked.push(after)
    for (const repeated of extra(after ?? 0)) yield { events: { sequence: repeated, text: log[repeated - 1] } }
    for (let next = (after ?? 0) + 1; ; next++) {
      while (log.length < next) await new Promise((resolve) => setTimeout(resolve, 5))
      yield { events: { sequence: next, text: log[next - 1] } }
    }
  }
  sockets = new WebSocketServer({ server, path: '/graphql' })
  useServer({
    schema, roots: { subscription: { events } },
    onSubscribe(_, __, { extensions, variables }) {
      const id = String(extensions?.documentId)
      return refusals[id] ?? { schema, document: id === documentId ? document : parse('{ a }'), variableValues: variables }
    },
  }, sockets)
  await new Promise<void>((resolve) => server!.listen(port, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

async function shut(): Promise<void> {
  const closing = server
  server = undefined
  if (!closing) return
  for (const socket of sockets!.clients) socket.terminate()
  await new Promise<void>((resolve) => void closing.close(() => resolve()))
}

const connect = (port: number) => (client = createClient({ url: `ws://127.0.0.1:${port}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 }))
const follow = (seen: string[], after?: number) =>
  openStream<Answer>(client!, { documentId, variables: {}, after, sequenceOf: ({ events }) => events.sequence, onEvent: ({ events }) => seen.push(events.text) })

describe('a stream', () => {
  it('loses and doubles nothing when the gateway goes and comes back', async () => {
    const [log, asked, seen] = [['one', 'two'], [] as unknown[], [] as string[]]
    const port = await serve(log, asked)
    connect(port)
    stop = follow(seen)
    await vi.waitFor(() => expect(seen).toEqual(['one', 'two']))
    await shut()
    log.push('three', 'four')
    await serve(log, asked, port)
    await vi.waitFor(() => expect(seen).toEqual(['one', 'two', 'three', 'four']), 10_000)
    expect(asked.at(0)).toBeUndefined()
    expect(asked.at(-1)).toBe(2)
  })

  it('starts after what the page already shows', async () => {
    const [asked, seen] = [[] as unknown[], [] as string[]]
    connect(await serve(['one', 'two', 'three'], asked))
    stop = follow(seen, 2)
    await vi.waitFor(() => expect(seen).toEqual(['three']))
    expect(asked).toEqual([2])
  })

  it('drops what comes twice', async () => {
    const [asked, seen] = [[] as unknown[], [] as string[]]
    connect(await serve(['one', 'two', 'three'], asked, 0, () => [1, 2]))
    stop = follow(seen, 2)
    await vi.waitFor(() => expect(seen).toEqual(['three']))
  })

  it('ends at a refusal, and says so once', async () => {
    connect(await serve([], []))
    const refused = vi.fn()
    stop = openStream(client!, { documentId: 'Forbidden', variables: {}, onEvent: () => {}, onRefused: refused })
    await vi.waitFor(() => expect(refused).toHaveBeenCalledOnce())
    expect(refused.mock.calls[0]![0][0].extensions.code).toBe('FORBIDDEN')
  })

  it('is silent after it was left', async () => {
    const [log, seen] = [['one'], [] as string[]]
    connect(await serve(log, []))
    const leave = follow(seen)
    await vi.waitFor(() => expect(seen).toEqual(['one']))
    leave()
    log.push('two')
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(seen).toEqual(['one'])
  })
})

describe('reconnecting', () => {
  it('does not wait for its turn once the device says that the network is back', () => {
    const device = new EventTarget()
    vi.stubGlobal('addEventListener', device.addEventListener.bind(device))
    vi.stubGlobal('removeEventListener', device.removeEventListener.bind(device))
    vi.useFakeTimers()
    let tries = 0
    const broken: StreamClient = {
      subscribe(_request, sink) {
        tries++
        sink.error(new Error('no network'))
        return () => {}
      },
    }
    try {
      const leave = openStream(broken, { documentId, variables: {}, onEvent: () => {} })
      vi.advanceTimersByTime(60_000)
      const before = tries
      device.dispatchEvent(new Event('online'))
      vi.advanceTimersByTime(500)
      expect(tries).toBe(before + 1)
      leave()
      device.dispatchEvent(new Event('online'))
      vi.advanceTimersByTime(60_000)
      expect(tries).toBe(before + 1)
    } finally {
      vi.useRealTimers()
      vi.unstubAllGlobals()
    }
  })

  it('comes back at once from every break of a stream that stood, though nothing was said on it meanwhile', () => {
    vi.useFakeTimers()
    let tries = 0
    const silent: StreamClient = {
      subscribe(_request, sink) {
        tries++
        const breaking = setTimeout(() => sink.error(new Error('restarted')), 60_000)
        return () => clearTimeout(breaking)
      },
    }
    try {
      const leave = openStream(silent, { documentId, variables: {}, onEvent: () => {} })
      vi.advanceTimersByTime(10 * 60_500)
      expect(tries).toBe(11)
      leave()
    } finally {
      vi.useRealTimers()
    }
  })

  it('waits longer each time, up to 16 s, and never all clients at the same moment', () => {
    expect([0, 1, 2].map((attempt) => retryDelayMs(attempt, 1))).toEqual([500, 1000, 2000])
    expect(retryDelayMs(30, 1)).toBe(16_000)
    expect(retryDelayMs(3, 0)).toBe(2_000)
  })
})
