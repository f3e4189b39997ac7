import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { createClient, type TestClient } from './client.ts'
import { openTwoSubgraphs } from './two-subgraphs.ts'

let graph: Awaited<ReturnType<typeof openTwoSubgraphs>>
let client: TestClient
const lines: string[] = []
beforeAll(async () => {
  const log = pino({ level: 'info' }, new Writable({ write: (line, _encoding, done) => { lines.push(String(line)); done() } }))
  graph = await openTwoSubgraphs({ log })
  client = createClient(graph.url)
})
afterAll(async () => { await graph?.close() })

describe('answers', () => {
  it('join subgraphs', async () => {
    expect(await client.query('{ ward(id: "1") { name nurses { name } head { name } } }')).toEqual({ ward: { name: '病区1', nurses: [{ name: '护士1' }], head: { name: '护士长1' } } })
  })

  it('give refusals as they are, with code and details and nothing of how we are built', async () => {
    const { data, errors } = await client.send('{ refused ward(id: "1") { name } }')
    expect(data).toEqual({ refused: null, ward: { name: '病区1' } })
    expect(errors).toEqual([{ message: '该时段已约满，请选择其他时段。', path: ['refused'], extensions: { code: 'SLOT_FULL', details: { slot: 7 } } }])
  })

  it('mask what is unexpected, and log it once under the same id', async () => {
    lines.length = 0
    const { errors, requestId } = await client.send('{ broken }')
    expect(errors).toEqual([{ message: '系统开小差了，请稍后重试。', path: ['broken'], extensions: { code: 'INTERNAL', requestId } }])
    expect(lines.filter((line) => line.includes(requestId!))).toHaveLength(1)
    expect(lines.join()).toContain('phone 13800000000')
  })

  it('do not pass over a required value that a subgraph left out', async () => {
    const { data, errors } = await client.send('{ ward(id: "2") { name head { name } } }')
    expect(data).toEqual({ ward: null })
    expect(errors?.[0]?.extensions.code).toBe('INTERNAL')
  })

  it('say that something is not there, or not for this viewer, where another subgraph left it out', async () => {
    const { data, errors } = await client.send('{ ward(id: "3") { name head { name } } }')
    expect(data).toEqual({ ward: null })
    expect(errors).toEqual([{ message: '没有找到相关记录，可能已被删除或不属于您。', path: ['ward', 'head'], extensions: { code: 'NOT_FOUND' } }])
  })

  it('say what is wrong with a variable', async () => {
    const { status, errors } = await client.send('query ($id: ID!) { ward(id: $id) { name } }', { id: { not: 'an id' } })
    expect(status).toBe(400)
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
    expect((await client.send('query ($id: ID!) { ward(id: $id) { name } }')).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })

  it('keep a sound request id, and make one otherwise', async () => {
    const idOf = async (given: string) => (await fetch(`${graph.url}/health`, { headers: { 'x-request-id': given } })).headers.get('x-request-id')
    expect(await idOf('abc-12345678')).toBe('abc-12345678')
    expect(await idOf('no spaces here')).not.toBe('no spaces here')
  })
})

describe('limits', () => {
  const refusal = async (source: string) => {
    const { status, errors } = await client.send(source)
    return { status, code: errors?.[0]?.extensions.code, limit: errors?.[0]?.extensions.details?.limit }
  }

  it('refuse deep operations, through fragments too', async () => {
    expect(await refusal(`{ ward(id: "1") ${'{ next '.repeat(12)}{ id }${' }'.repeat(12)} }`)).toEqual({ status: 400, code: 'OPERATION_LIMIT', limit: 'depth' })
    const fragments = Array.from({ length: 6 }, (_, i) => `fragment F${i} on Ward { next { next { ${i < 5 ? `...F${i + 1}` : 'id'} } } }`).join('\n')
    expect(await refusal(`{ ward(id: "1") { ...F0 } } ${fragments}`)).toMatchObject({ limit: 'depth' })
    expect((await client.send(`{ ward(id: "1") ${'{ next '.repeat(10)}{ id }${' }'.repeat(10)} }`)).errors).toBeUndefined()
  })

  it('refuse many tokens', async () => {
    expect(await refusal(`{ ${'nurse '.repeat(2_000)} }`)).toMatchObject({ code: 'OPERATION_LIMIT', limit: 'tokens' })
  })

  it('refuse many aliases', async () => {
    expect(await refusal(`{ ${Array.from({ length: 31 }, (_, i) => `a${i}: nurse`).join(' ')} }`)).toMatchObject({ limit: 'aliases' })
  })

  it('refuse long lists, pages within pages and long literal lists', async () => {
    expect(await refusal('{ wards(first: 101) { id } }')).toMatchObject({ limit: 'listSize' })
    expect((await client.send('{ wards(first: 100) { id } }')).errors).toBeUndefined()
  })

  it('refuse an alias that is a key of another field: joins would answer with another thing', async () => {
    expect(await refusal('{ ward(id: "1") { id: motto nurses { name } } }')).toMatchObject({ code: 'OPERATION_LIMIT', limit: 'keyAlias' })
  })

  it('refuse bodies over a megabyte, and requests that a foreign page could send', async () => {
    const post = (body: string, type: string) => fetch(`${graph.url}/graphql`, { method: 'POST', body, headers: { 'content-type': type } })
    expect((await post(JSON.stringify({ query: `{ nurse } #${'x'.repeat(1_100_000)}` }), 'application/json')).status).toBe(413)
    expect((await post(JSON.stringify({ query: '{ nurse }' }), 'text/plain')).status).not.toBe(200)
    expect((await fetch(`${graph.url}/graphql?query={nurse}`)).status).toBe(400)
  })

  it('let the apps’ pages read answers, and no others', async () => {
    const allowed = async (origin: string) => (await fetch(`${graph.url}/graphql`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })).headers.get('access-control-allow-origin')
    expect(await allowed('http://app.test')).toBe('http://app.test')
    expect(await allowed('http://evil.test')).toBeNull()
  })
})

describe('in production', () => {
  it('answers registered operations only: neither the schema nor any other text', async () => {
    const production = await openTwoSubgraphs({ production: true })
    try {
      const { refused } = createClient(production.url)
      for (const text of ['{ __schema { types { name } } }', '{ nurs }', '{ nurse }']) expect(await refused(text)).toBe('OPERATION_NOT_REGISTERED')
      expect((await fetch(`${production.url}/graphql?query={nurse}`, { headers: { 'apollo-require-preflight': '1' } })).status).toBe(404)
    } finally {
      await production.close()
    }
  })
})
