import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { GraphQLError, type ExecutionResult } from 'graphql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ANONYMOUS } from '@hospital/access/viewer'
import { serveChannel } from '@hospital/subgraph/channel/serve-channel'
import type { Asked } from '@hospital/subgraph/graph'
import { openChannel, type Channel } from '../src/subgraphs/channel.ts'
import { openRemoteStream } from '../src/subgraphs/remote-stream.ts'
import { findFreePort } from '@hospital/launcher/ports'
import { until } from './until.ts'

const HEADERS = { 'x-viewer': 'somebody', 'x-request-id': 'r1' }

/** Questions that have come in, each to be answered by its test. */
let questions: Map<string, { headers: Record<string, string>; answer(data: unknown): void; fail(error: Error): void; changeViewer(): void }>
let ticker: Ticker
let app: FastifyInstance
let channel: Channel

const ask = (query: string, variables?: Record<string, unknown>) => channel.ask(HEADERS, JSON.stringify({ query, variables }))
const question = (query: string) => until(() => questions.get(query))

const watch = (query: string) => openRemoteStream((watcher) => channel.watch(HEADERS, JSON.stringify({ query }), watcher))

interface Ticker {
  events(): AsyncIterableIterator<ExecutionResult>
  tick(data: Record<string, unknown>): void
  stop(): void
  watched: number
}

/** A source of events that counts who watches. */
function openTicker(): Ticker {
  const ends = new Set<() => void>()
  const takers = new Set<(data: Record<string, unknown>) => void>()
  const ticker: Ticker = {
    watched: 0,
    tick: (data) => takers.forEach((take) => take(data)),
    stop: () => ends.forEach((end) => end()),
    events() {
      const waiting: Record<string, unknown>[] = []
      let over = false
      let wake = () => {}
      const take = (data: Record<string, unknown>) => { waiting.push(data); wake() }
      const end = () => {
        if (!over) ticker.watched--
        over = true
        takers.delete(take)
        wake()
      }
      ticker.watched++
      takers.add(take)
      ends.add(end)
      return {
        [Symbol.asyncIterator]() { return this },
        async next() {
          while (!waiting.length && !over) await new Promise<void>((resolve) => { wake = resolve })
          return waiting.length && !over ? { done: false, value: { data: waiting.shift()! } } : { done: true, value: undefined }
        },
        async return() { end(); return { done: true, value: undefined } },
      }
    },
  }
  return ticker
}

beforeEach(async () => {
  questions = new Map()
  ticker = openTicker()
  app = Fastify()
  let headers: Record<string, string> = {}
  await serveChannel(app, {
    name: 'trial',
    readFacts: async (brought) => {
      headers = brought
      return brought['x-viewer'] ? { viewer: ANONYMOUS, requestId: brought['x-request-id']!, origin: { ip: null, userAgent: null } } : undefined
    },
    graph: {
      answer: (asked, facts) => new Promise((resolve, reject) => {
        const { query, variables } = asked as Asked
        if (query === 'after') resolve({ data: null })
        questions.set(String(query), { headers, answer: (data) => resolve({ data: { told: data, variables } }), fail: reject, changeViewer: () => facts.viewerChanged!() })
      }),
      watch: async ({ query }) => (query === 'refused' ? { errors: [new GraphQLError('Not for you', { extensions: { code: 'FORBIDDEN' } })] } : ticker.events()),
    },
    onError: () => {},
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  channel = openChannel(new URL(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}/graphql`), async () => HEADERS)
})
afterEach(async () => {
  channel.close()
  await app.close()
})

describe('the channel between gateway and subgraph', () => {
  it('carries questions side by side, and gives each its own answer', async () => {
    const asked = Array.from({ length: 100 }, (_, index) => ask(`q${index}`))
    await question('q99')
    for (let index = 99; index >= 0; index--) questions.get(`q${index}`)!.answer(index)
    const answers = await Promise.all(asked)
    expect(answers.map((answer) => JSON.parse(answer!.text).data.told)).toEqual(asked.map((_, index) => index))
    expect((await question('q0')).headers).toEqual(HEADERS)
  })

  it('carries ends of lines, tabs and characters of every plane', async () => {
    const words = { text: '一行\n\t两行\r\n\u2028𠮷😀\u0000"\\' }
    const asked = ask('words', words)
    ;(await question('words')).answer(words)
    expect(JSON.parse((await asked)!.text)).toEqual({ data: { told: words, variables: words } })
  })

  it('says that the viewer has changed, with the answer that did it', async () => {
    const [one, other] = [ask('one'), ask('other')]
    ;(await question('one')).changeViewer()
    questions.get('one')!.answer(1)
    ;(await question('other')).answer(2)
    expect([(await one)!.viewerChanged, (await other)!.viewerChanged]).toEqual([true, false])
  })

  it('refuses who brings no viewer, and answers where something broke', async () => {
    expect(JSON.parse((await channel.ask({}, '{"query":"x"}'))!.text).errors[0].extensions.code).toBe('UNAUTHENTICATED')
    expect(JSON.parse((await channel.ask(HEADERS, 'no JSON'))!.text).errors[0].extensions.code).toBe('INTERNAL')
    const broken = ask('broken')
    ;(await question('broken')).fail(new GraphQLError('secret'))
    expect((await broken)!.text).not.toContain('secret')
  })

  it('lets a subgraph that leaves answer what it was asked, and asks it nothing more', async () => {
    const asked = ask('before')
    const before = await question('before')
    const left = app.close()
    await until(async () => (await ask('after').catch((error) => error)).code === 'CHANNEL_NOT_OPENED')
    before.answer('still')
    expect(JSON.parse((await asked)!.text).data.told).toBe('still')
    await left
  })

  it('breaks what is under way when its other side is gone, and opens anew', async () => {
    const lost = ask('lost')
    await question('lost')
    for (const socket of app.websocketServer.clients) socket.terminate()
    await expect(lost).rejects.toMatchObject({ code: 'CHANNEL_BROKEN' })
    const again = ask('again')
    ;(await question('again')).answer('here')
    expect(JSON.parse((await again)!.text).data.told).toBe('here')
  })
})

describe('streams on the channel', () => {
  it('come side by side, each to its watcher, and are left one by one', async () => {
    const streams = Array.from({ length: 20 }, () => watch('ticks'))
    await until(() => ticker.watched === 20)
    ticker.tick({ at: '一' })
    for (const stream of streams) expect((await stream.next()).value).toEqual({ data: { at: '一' } })
    await Promise.all(streams.slice(1).map((stream) => stream.return!()))
    await until(() => ticker.watched === 1)
    ticker.tick({ at: '二' })
    expect((await streams[0]!.next()).value).toEqual({ data: { at: '二' } })
    expect(app.websocketServer.clients.size).toBe(1)
  })

  it('bring the refusal, and end', async () => {
    const stream = watch('refused')
    expect((await stream.next()).value.errors[0].extensions.code).toBe('FORBIDDEN')
    expect((await stream.next()).done).toBe(true)
  })

  it('end where their source ends', async () => {
    const stream = watch('ticks')
    await until(() => ticker.watched === 1)
    ticker.stop()
    expect((await stream.next()).done).toBe(true)
  })

  it('are told that the subgraph is gone, or leaves: to be taken up elsewhere', async () => {
    const broken = watch('ticks')
    await until(() => ticker.watched === 1)
    for (const socket of app.websocketServer.clients) socket.terminate()
    expect((await broken.next()).value.errors[0].extensions.code).toBe('SERVICE_UNAVAILABLE')
    expect((await broken.next()).done).toBe(true)
    await until(() => ticker.watched === 0)

    const left = watch('ticks')
    await until(() => ticker.watched === 1)
    const closed = app.close()
    expect((await left.next()).value.errors[0].extensions.code).toBe('SERVICE_UNAVAILABLE')
    await closed
    expect(ticker.watched).toBe(0)
  })

  it('let go a watcher who takes nothing', async () => {
    const stream = watch('ticks')
    await until(() => ticker.watched === 1)
    for (let at = 0; at <= 1_000; at++) ticker.tick({ at })
    let taken = 0
    while (!(await stream.next()).done) taken++
    expect(taken).toBeGreaterThanOrEqual(1_000)
    await until(() => ticker.watched === 0)
  })
})

it('a replica that is not there was never reached: another may be asked', async () => {
  const nobody = openChannel(new URL(`http://127.0.0.1:${await findFreePort()}/graphql`), async () => HEADERS)
  await expect(nobody.ask(HEADERS, '{}')).rejects.toMatchObject({ code: 'CHANNEL_NOT_OPENED' })
})
