import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient as createSocketClient } from 'graphql-ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { openOperations } from '../../src/registered/operations.ts'
import { openTwoSubgraphs } from '../two-subgraphs.ts'

const idOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`
const WARD = 'query Ward($id: ID!, $long: Boolean = false) { ward(id: $id) { name nurses { name } motto @include(if: $long) } }'
const HOLE = 'query Hole { ward(id: "3") { name head { name } } wards { id } }'
const MASKED = 'query Masked { broken refused ward(id: "1") { name } }'
const STREAM = 'subscription Stream { wardChanged { name nurses { name } } }'
const operationsFile = (...texts: string[]) => JSON.stringify(Object.fromEntries(texts.map((text) => [idOf(text), text])))

const folder = mkdtempSync(join(tmpdir(), 'operations-'))
let graph: Awaited<ReturnType<typeof openTwoSubgraphs>>
beforeAll(async () => {
  writeFileSync(join(folder, 'app.json'), operationsFile(WARD, HOLE, MASKED, STREAM))
  graph = await openTwoSubgraphs({ production: true, operations: openOperations({ folder, reread: false }) })
})
afterAll(async () => {
  await graph?.close()
  rmSync(folder, { recursive: true })
})

async function post(body: unknown, headers: Record<string, string> = {}, url = graph.url) {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
  return { status: response.status, type: response.headers.get('content-type'), requestId: response.headers.get('x-request-id'), body: (await response.json()) as any }
}

describe('a gateway that has just begun to listen', () => {
  it('answers, and is ready for more when every operation is prepared', async () => {
    const texts = new Map(Array.from({ length: 200 }, (_, at) => [`sha256:${at}`, `query Ward${at} { ward(id: "1") { name } }`]))
    const starting = await openTwoSubgraphs({ warm: true, operations: { find: (id) => texts.get(id), ids: () => [...texts.keys()] } })
    const ready = async () => (await fetch(`${starting.url}/ready`)).json()
    expect(await ready()).toEqual({ status: 'starting' })
    expect((await post({ documentId: 'sha256:199' }, {}, starting.url)).body).toEqual({ data: { ward: { name: '病区1' } } })
    await expect.poll(ready, { timeout: 60_000 }).toEqual({ status: 'ready' })
    await starting.close()
  }, 90_000)
})

describe('a registered operation', () => {
  it('is asked for by its id, and joins subgraphs', async () => {
    expect(await post({ documentId: idOf(WARD), variables: { id: '1' } }, { 'x-request-id': 'abc-12345678' })).toEqual({
      status: 200, type: 'application/json; charset=utf-8', requestId: 'abc-12345678', body: { data: { ward: { name: '病区1', nurses: [{ name: '护士1' }] } } },
    })
  })

  it('is asked for as Apollo’s clients do, too', async () => {
    const persistedQuery = { version: 1, sha256Hash: idOf(WARD).slice('sha256:'.length) }
    expect((await post({ extensions: { persistedQuery }, variables: { id: '1', long: true } })).body.data.ward.motto).toBe('m1')
  })

  it('refuses variables that are none', async () => {
    expect(await post({ documentId: idOf(WARD) })).toMatchObject({ status: 400, body: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } })
    expect(await post({ documentId: idOf(WARD), variables: [] })).toMatchObject({ status: 400, body: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } })
  })

  it('has an error for every null that may not be, and nothing of how we are built', async () => {
    const { body } = await post({ documentId: idOf(HOLE) })
    expect(body).toEqual({ data: { ward: null, wards: [{ id: '1' }, { id: '2' }] }, errors: [{ message: '没有找到相关记录，可能已被删除或不属于您。', path: ['ward', 'head'], extensions: { code: 'NOT_FOUND' } }] })
    const masked = await post({ documentId: idOf(MASKED) })
    expect(masked.body.data).toEqual({ broken: null, refused: null, ward: { name: '病区1' } })
    expect(masked.body.errors).toEqual(expect.arrayContaining([
      { message: '系统开小差了，请稍后重试。', path: ['broken'], extensions: { code: 'INTERNAL', requestId: masked.requestId } },
      { message: '该时段已约满，请选择其他时段。', path: ['refused'], extensions: { code: 'SLOT_FULL', details: { slot: 7 } } },
    ]))
  })

  it('is not a subscription over HTTP', async () => {
    expect((await post({ documentId: idOf(STREAM) })).body.errors[0].extensions.code).toBe('SUBSCRIPTION_TRANSPORT')
  })

  it('cannot be brought by a foreign page', async () => {
    const response = await fetch(`${graph.url}/graphql`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify({ documentId: idOf(WARD), variables: { id: '1' } }) })
    expect(response.status).toBeGreaterThanOrEqual(400)
  })
})

describe('anything else', () => {
  it.each([
    ['an unknown id', { documentId: idOf('{ nurse }') }],
    ['a text, in production', { query: WARD, variables: { id: '1' } }],
    ['nothing', {}],
  ])('is refused: %s', async (_, body) => {
    expect(await post(body)).toMatchObject({ status: 404, body: { errors: [{ extensions: { code: 'OPERATION_NOT_REGISTERED' } }] } })
  })
})

describe('a registered stream', () => {
  const subscribe = async (payload: { query: string; extensions?: Record<string, unknown> }) => {
    const client = createSocketClient({ url: `${graph.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 })
    const events: unknown[] = []
    try {
      return await new Promise<unknown>((resolve) => client.subscribe(payload, {
        next: ({ data }) => { if (events.push(data) === 2) resolve(events) },
        error: (error) => resolve((error as { extensions?: { code: string } }[])[0]?.extensions?.code),
        complete: () => resolve(events),
      }))
    } finally {
      await client.dispose()
    }
  }

  it('joins other subgraphs in every event', async () => {
    expect(await subscribe({ query: '', extensions: { documentId: idOf(STREAM) } })).toEqual([1, 2].map((n) => ({ wardChanged: { name: `病区${n}`, nurses: [{ name: `护士${n}` }] } })))
  })

  it('is known, and a subscription: others are refused', async () => {
    expect(await subscribe({ query: '', extensions: { documentId: idOf(WARD) } })).toBe('SUBSCRIPTION_TRANSPORT')
    expect(await subscribe({ query: '', extensions: { documentId: 'sha256:none' } })).toBe('OPERATION_NOT_REGISTERED')
    expect(await subscribe({ query: STREAM })).toBe('OPERATION_NOT_REGISTERED')
  })
})

describe('under development', () => {
  it('an operation that is new is found without a restart', async () => {
    const own = mkdtempSync(join(tmpdir(), 'operations-'))
    writeFileSync(join(own, 'app.json'), operationsFile(WARD))
    const development = await openTwoSubgraphs({ operations: openOperations({ folder: own, reread: true, rereadAfterMs: 0 }) })
    try {
      writeFileSync(join(own, 'app.json'), operationsFile(WARD, HOLE))
      expect((await post({ documentId: idOf(HOLE) }, {}, development.url)).status).toBe(200)
    } finally {
      await development.close()
      rmSync(own, { recursive: true })
    }
  })
})
