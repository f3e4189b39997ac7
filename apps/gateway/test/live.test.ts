import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { createClient, openStream } from './client.ts'
import { openTwoSubgraphs } from './two-subgraphs.ts'
import { until } from './until.ts'

let graph: Awaited<ReturnType<typeof openTwoSubgraphs>>
beforeAll(async () => { graph = await openTwoSubgraphs() })
afterAll(async () => { await graph?.close() })

const subscribe = (query: string) => openStream<any>(graph.url, {}, query)

describe('live updates', () => {
  afterEach(async () => { await until(() => graph.streams.open === 0) })

  it('join other subgraphs in every event', async () => {
    const stream = await subscribe('subscription { wardChanged { name nurses { name } } }')
    expect(await stream.next()).toEqual({ wardChanged: { name: '病区1', nurses: [{ name: '护士1' }] } })
    expect(await stream.next()).toEqual({ wardChanged: { name: '病区2', nurses: [{ name: '护士2' }] } })
    await stream.close()
  })

  it('close what is upstream when the watcher leaves between two events', async () => {
    const streams = await Promise.all(Array.from({ length: 20 }, () => subscribe('subscription { endless { id } }')))
    await until(() => graph.streams.open === 20)
    await Promise.all(streams.map((stream) => stream.close()))
  })

  it('close what is upstream when the socket is cut', async () => {
    const socket = new WebSocket(`${graph.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
    await new Promise((resolve) => socket.once('open', resolve))
    socket.send('{"type":"connection_init"}')
    await new Promise((resolve) => socket.once('message', resolve))
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: 'subscription { endless { id } }' } }))
    await until(() => graph.streams.open === 1)
    socket.terminate()
  })

  it('say why they end, and leave the socket to its other streams', async () => {
    const stream = await subscribe('subscription { breaking { id } }')
    expect(await stream.next()).toEqual({ breaking: { id: '1' } })
    expect(await stream.ended).toBe('NOT_FOUND')
    graph.streams.open = 0
  })

  it('name a hole in an event instead of passing it over', async () => {
    const stream = await subscribe('subscription { wardChanged { id head { name } } }')
    expect(await stream.next()).toEqual({ wardChanged: { id: '1', head: { name: '护士长1' } } })
    expect(await stream.ended).toBe('INTERNAL')
    await stream.close()
  })
})

describe('the socket', () => {
  it('refuses queries and mutations', async () => {
    expect(await (await subscribe('{ wards { id } }')).ended).toBe('SUBSCRIPTION_TRANSPORT')
    expect(await (await subscribe('mutation { open { id } }')).ended).toBe('SUBSCRIPTION_TRANSPORT')
  })

  it('refuses invalid and too deep operations', async () => {
    expect(await (await subscribe('subscription { nothing }')).ended).toBe('GRAPHQL_VALIDATION_FAILED')
    expect(await (await subscribe(`subscription { wardChanged ${'{ next '.repeat(12)}{ id }${' }'.repeat(12)} }`)).ended).toBe('OPERATION_LIMIT')
  })

  it('refuses subscriptions over HTTP', async () => {
    expect(await createClient(graph.url).refused('subscription { wardChanged { id } }')).toBe('SUBSCRIPTION_TRANSPORT')
  })

  it('takes no more than fifty streams', async () => {
    const { createClient: createSocketClient } = await import('graphql-ws')
    const client = createSocketClient({ url: `${graph.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 })
    const refusals: unknown[] = []
    for (let i = 0; i < 51; i++) client.subscribe({ query: 'subscription { endless { id } }' }, { next() {}, complete() {}, error: (error) => refusals.push(error) })
    await until(() => refusals.length === 1 && graph.streams.open === 50)
    expect(refusals[0]).toMatchObject([{ extensions: { code: 'TOO_MANY_REQUESTS' } }])
    await client.dispose()
    await until(() => graph.streams.open === 0)
  })

  it('closes on messages that are too large, and on those who never say who they are', async () => {
    const socket = new WebSocket(`${graph.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
    const silent = new WebSocket(`${graph.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
    const closed = (one: WebSocket) => new Promise<number>((resolve) => one.once('close', resolve))
    await new Promise((resolve) => socket.once('open', resolve))
    socket.send(JSON.stringify({ type: 'connection_init', payload: { filler: 'x'.repeat(70_000) } }))
    expect(await closed(socket)).toBe(1009)
    expect(await closed(silent)).toBe(4408)
  }, 10_000)

  it('opens to no foreign page', async () => {
    const open = (origin: string) => new Promise((resolve) => {
      const socket = new WebSocket(`${graph.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { origin })
      socket.once('open', () => { socket.terminate(); resolve('open') }).once('error', (error) => resolve(error.message))
    })
    expect(await open('http://app.test')).toBe('open')
    expect(await open('http://evil.test')).toBe('Unexpected server response: 403')
  })
})
