import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { GraphQLError } from 'graphql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ANONYMOUS } from '@hospital/access/viewer'
import { serveChannel } from '@hospital/subgraph/channel/serve-channel'
import type { Asked } from '@hospital/subgraph/graph-route'
import { openChannel, type Channel } from '../src/subgraphs/channel.ts'
import { until } from './until.ts'

const HEADERS = { 'x-viewer': 'somebody', 'x-request-id': 'r1' }

/** Questions that have come in, each to be answered by its test. */
let questions: Map<string, { headers: Record<string, string>; answer(data: unknown): void; fail(error: Error): void; changeViewer(): void }>
let app: FastifyInstance
let channel: Channel

const ask = (query: string, variables?: Record<string, unknown>) => channel.ask(HEADERS, JSON.stringify({ query, variables }))
const question = (query: string) => until(() => questions.get(query))

beforeEach(async () => {
  questions = new Map()
  app = Fastify()
  let headers: Record<string, string> = {}
  await serveChannel(app, {
    name: 'trial',
    readFacts: async (brought) => {
      headers = brought
      return brought['x-viewer'] ? { viewer: ANONYMOUS, requestId: brought['x-request-id']!, origin: { ip: null, userAgent: null } } : undefined
    },
    answer: (asked, facts) => new Promise((resolve, reject) => {
      const { query, variables } = asked as Asked
      if (query === 'after') resolve({ data: null })
      questions.set(String(query), { headers, answer: (data) => resolve({ data: { told: data, variables } }), fail: reject, changeViewer: () => facts.viewerChanged!() })
    }),
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

describe('a replica of an older version', () => {
  let old: Server
  beforeEach(async () => {
    old = createServer((_request, response) => response.writeHead(404).end())
    await new Promise<void>((resolve) => old.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => new Promise((resolve) => old.close(resolve)))

  it('knows no channels, and is told apart from one that is not there', async () => {
    const { port } = old.address() as AddressInfo
    const older = openChannel(new URL(`http://127.0.0.1:${port}/graphql`), async () => HEADERS)
    expect(await older.ask(HEADERS, '{}')).toBeUndefined()
    await new Promise((resolve) => { old.close(resolve); old.closeAllConnections() })
    const nobody = openChannel(new URL(`http://127.0.0.1:${port}/graphql`), async () => HEADERS)
    await expect(nobody.ask(HEADERS, '{}')).rejects.toMatchObject({ code: 'CHANNEL_NOT_OPENED' })
  })
})
