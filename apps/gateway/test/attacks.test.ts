import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { USUAL_LIMITS } from '../src/limits/settings.ts'
import { openTwoSubgraphs } from './two-subgraphs.ts'

let graph: Awaited<ReturnType<typeof openTwoSubgraphs>>
beforeAll(async () => { graph = await openTwoSubgraphs({ limits: { ...USUAL_LIMITS, bodyMs: 500, operationMs: 700, requestsPerAddress: 100_000 } }) })
afterAll(async () => { await graph?.close() })

const JSON_TYPE = { 'content-type': 'application/json' }
const repeat = (count: number, part: (i: number) => string) => Array.from({ length: count }, (_, i) => part(i)).join(' ')
const nested = (depth: number, inner = 'id') => `${'next { '.repeat(depth)}${inner}${' }'.repeat(depth)}`

/** What may be refused how slowly, on a busy machine. */
const PROMPT_MS = 1_500

async function post(body: string | Buffer, headers: Record<string, string> = JSON_TYPE, method = 'POST', path = '/graphql') {
  const began = performance.now()
  const response = await fetch(`${graph.url}${path}`, { method, headers, ...(method !== 'GET' && { body: body as string }) })
  const text = await response.text()
  return { status: response.status, text, ms: performance.now() - began }
}
const send = (query: unknown, rest: object = {}) => post(JSON.stringify({ query, ...rest }))

/** After whatever was sent, the next caller is answered at once. */
afterEach(async () => {
  const { status, text, ms } = await send('{ ward(id: "1") { name nurses { name } } }')
  expect(status).toBe(200)
  expect(JSON.parse(text)).toEqual({ data: { ward: { name: '病区1', nurses: [{ name: '护士1' }] } } })
  expect(ms).toBeLessThan(PROMPT_MS)
})

/** A document, and the limit or code that refuses it. */
const DOCUMENTS: [string, string, string][] = [
  ['13 levels', `{ ward(id: "1") { ${nested(12)} } }`, 'depth'],
  ['300 levels', `{ ward(id: "1") { ${nested(300)} } }`, 'depth'],
  ['levels through fragments', `{ ward(id: "1") { ...F0 } } ${repeat(15, (i) => `fragment F${i} on Ward { next { ${i < 14 ? `...F${i + 1}` : 'id'} } }`)}`, 'depth'],
  ['levels through inline fragments', `{ ward(id: "1") { ${'... on Ward { next { '.repeat(14)}id${' } }'.repeat(14)} } }`, 'depth'],
  ['31 aliases', `{ ${repeat(31, (i) => `a${i}: nurse`)} }`, 'aliases'],
  ['a hundred passwords by aliases', `mutation { ${repeat(100, (i) => `a${i}: open { id }`)} }`, 'aliases'],
  ['aliases in fragments', `{ ...A ...B } fragment A on Query { ${repeat(16, (i) => `a${i}: nurse`)} } fragment B on Query { ${repeat(16, (i) => `b${i}: nurse`)} }`, 'aliases'],
  ['a field 21 times', `{ ${'nurse '.repeat(21)} }`, 'duplicates'],
  ['a field 900 times', `{ ${'nurse '.repeat(900)} }`, 'duplicates'],
  ['an object 900 times', `{ ward(id: "1") { ${'next { id } '.repeat(450)} } }`, 'duplicates'],
  ['a field many times by fragments', `{ ${'...F '.repeat(21)} } fragment F on Query { nurse }`, 'duplicates'],
  ['a field many times by inline fragments', `{ ${'... { nurse } '.repeat(21)} }`, 'duplicates'],
  ['__typename 900 times', `{ ${'__typename '.repeat(900)} }`, 'duplicates'],
  ['a fragment within itself', '{ ...F } fragment F on Query { nurse ...F }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a circle of three', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...A }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a circle through a field', '{ ward(id: "1") { ...A } } fragment A on Ward { next { ...A } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a circle nobody spreads', '{ nurse } fragment A on Ward { ...A }', 'GRAPHQL_VALIDATION_FAILED'],
  ['an explosion of spreads', `{ ...F0 } ${repeat(25, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F25 on Query { nurse }`, 'selections|duplicates'],
  ['an explosion of fields', `{ ward(id: "1") { ...F0 } } ${repeat(10, (i) => `fragment F${i} on Ward { ${repeat(6, () => `...F${i + 1}`)} }`)} fragment F10 on Ward { id }`, 'duplicates|selections'],
  ['an explosion in unused fragments', `{ nurse } ${repeat(25, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F25 on Query { nurse }`, 'selections|duplicates'],
  ['61 directives', `{ ${repeat(61, (i) => `... @skip(if: false) { nurse${i % 5 ? '' : ' __typename'} }`)} }`, 'directives|duplicates'],
  ['a directive 200 times on one field', `{ nurse ${'@skip(if: true) '.repeat(200)} }`, 'directives'],
  ['unknown directives', `{ nurse ${repeat(70, (i) => `@d${i}`)} }`, 'directives'],
  ['21 operations', repeat(21, (i) => `query q${i} { nurse }`), 'operations'],
  ['2,001 tokens', `{ ${repeat(2_001, (i) => `f${i}`)} }`, 'tokens'],
  ['half a megabyte of tokens', `{ ${'a '.repeat(250_000)} }`, 'tokens'],
  ['half a megabyte of braces', '{a'.repeat(250_000), 'tokens|depth|GRAPHQL_PARSE_FAILED'],
  ['half a megabyte of brackets', `{ tally(ids: ${'['.repeat(500_000)}`, 'tokens|depth|GRAPHQL_PARSE_FAILED'],
  ['a name of half a megabyte', `{ ${'n'.repeat(500_000)} }`, 'nameLength'],
  ['an alias of half a megabyte', `{ ${'n'.repeat(500_000)}: nurse }`, 'nameLength'],
  ['a type of half a megabyte', `{ ... on ${'N'.repeat(500_000)} { nurse } }`, 'nameLength'],
  ['a page of 101', '{ wards(first: 101) { id } }', 'listSize'],
  ['a page of two thousand million', '{ wards(first: 2000000000) { id } }', 'listSize'],
  ['a literal list of 101', `{ tally(ids: [${repeat(101, (i) => `"${i}"`)}]) }`, 'listSize'],
  ['what costs too much by pages', `{ ${repeat(30, (i) => `a${i}: wards(first: 100) { id nurses { id } head { id } }`)} }`, 'cost'],
  ['what costs too much by lists in lists', `{ ${repeat(25, (i) => `a${i}: wards(first: 100) { next { nurses { id } } }`)} }`, 'cost'],
  ['an alias that shadows a key', '{ ward(id: "1") { id: motto nurses { name } } }', 'keyAlias'],
  ['an alias that shadows __typename', '{ ward(id: "1") { __typename: motto } }', 'keyAlias|GRAPHQL'],
  ['the schema, sixteen times within itself', `{ __schema { types { ${'fields { type { '.repeat(8)}name${' } }'.repeat(8)} } } }`, 'GRAPHQL_VALIDATION_FAILED|depth'],
  ['unknown fields', '{ passwords }', 'GRAPHQL_VALIDATION_FAILED'],
  ['unknown arguments', '{ ward(id: "1", admin: true) { id } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['the federation’s own fields', '{ _entities(representations: []) { __typename } _service { sdl } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['two anonymous operations', '{ nurse } { nurse }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a subscription over HTTP', 'subscription { endless { id } }', 'SUBSCRIPTION_TRANSPORT'],
  ['a schema definition', 'type Query { a: Int }', 'GRAPHQL'],
  ['conflicting fields', '{ ward(id: "1") { id } ward(id: "2") { id } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['an unused variable', 'query ($a: Int) { nurse }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a variable that is not declared', '{ ward(id: $id) { id } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['half a string', '{ ward(id: "1', 'GRAPHQL_PARSE_FAILED'],
  ['nothing but a comment', '# nothing', 'GRAPHQL_PARSE_FAILED'],
  ['a control character', '{ nurse \u0001 }', 'GRAPHQL_PARSE_FAILED'],
  ['SQL', "'; drop table patient; --", 'GRAPHQL_PARSE_FAILED'],
  ['a page of HTML', '<script>alert(1)</script>', 'GRAPHQL_PARSE_FAILED'],
]

describe('a hostile document', () => {
  it.each(DOCUMENTS)('is refused: %s', async (_what, query, reason) => {
    const { status, text, ms } = await send(query)
    const { errors, data } = JSON.parse(text)
    const { code, details } = errors[0].extensions
    expect(`${code} ${details?.limit ?? ''}`).toMatch(new RegExp(reason))
    expect(data ?? null).toBeNull()
    expect([200, 400]).toContain(status)
    expect(ms).toBeLessThan(PROMPT_MS)
    expect(text).not.toMatch(/node_modules|\.ts:|at \w+ \(/)
    expect(text.length).toBeLessThan(20_000)
  })
})

/** A body as it goes over the wire, and the status that refuses it. */
const BODIES: [string, () => Promise<{ status: number; text: string; ms: number }>, number[]][] = [
  ['no JSON', () => post('{'), [400]],
  ['half of one', () => post('{"query":"{ nurse }"'), [400]],
  ['nothing', () => post(''), [400]],
  ['null', () => post('null'), [400]],
  ['a number', () => post('5'), [400]],
  ['a text', () => post('"{ nurse }"'), [400]],
  ['an empty object', () => post('{}'), [400]],
  ['a batch', () => post('[{"query":"{ nurse }"},{"query":"{ nurse }"}]'), [400]],
  ['a batch of a thousand', () => post(JSON.stringify(Array.from({ length: 1_000 }, () => ({ query: '{ nurse }' })))), [400]],
  ['an empty batch', () => post('[]'), [400]],
  ['a query that is a number', () => send(5), [400]],
  ['a query that is true', () => send(true), [400]],
  ['a query that is null', () => send(null), [400]],
  ['a query that is an object', () => send({ a: 1 }), [400]],
  ['a query that is a list', () => send(['{ nurse }']), [400]],
  ['an empty query', () => send(''), [400]],
  ['variables that are a list', () => send('{ nurse }', { variables: [] }), [400]],
  ['variables that are a text', () => send('{ nurse }', { variables: 'x' }), [400]],
  ['variables that are a number', () => send('{ nurse }', { variables: 5 }), [400]],
  ['an operation name that is a number', () => send('{ nurse }', { operationName: 5 }), [400]],
  ['an operation that is not there', () => send('query a { nurse }', { operationName: 'b' }), [400]],
  ['extensions that are a text', () => send('{ nurse }', { extensions: 'x' }), [400]],
  ['a page too long, by a variable', () => send('query ($n: Int) { wards(first: $n) { id } }', { variables: { n: 5_000 } }), [400]],
  ['a page too long, by a default', () => send('query ($n: Int = 5000) { wards(first: $n) { id } }'), [400]],
  ['a variable of another type', () => send('query ($n: Int) { wards(first: $n) { id } }', { variables: { n: 'many' } }), [400]],
  ['a whole number that is none', () => send('query ($n: Int) { wards(first: $n) { id } }', { variables: { n: 1e308 } }), [400]],
  ['a variable left out', () => send('query ($id: ID!) { ward(id: $id) { id } }'), [400]],
  ['ten thousand values', () => send('query ($ids: [ID!]!) { tally(ids: $ids) }', { variables: { ids: Array.from({ length: 10_000 }, String) } }), [400]],
  ['variables nested five thousand deep', () => post(`{"query":"query ($ids: [ID!]!) { tally(ids: $ids) }","variables":{"ids":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`), [400]],
  ['JSON nested half a million deep', () => post('['.repeat(500_000)), [400]],
  ['a prototype', () => post('{"query":"{ nurse }","variables":{"__proto__":{"admin":true}}}'), [400]],
  ['a constructor', () => post('{"query":"{ nurse }","constructor":{"prototype":{"admin":true}}}'), [400]],
  ['a null character', () => post('{"query":"{ ward(id: \\"a\\u0000b\\") { id } }"}'), [400]],
  ['a null character in a variable', () => send('query ($id: ID!) { ward(id: $id) { id } }', { variables: { id: 'a\u0000b' } }), [400]],
  ['a null character of GraphQL', () => send('{ ward(id: "\\u0000") { id } }'), [400]],
  ['a raw null byte', () => post(Buffer.from('{"query":"{ nurse }\0"}')), [400]],
  ['half a character', () => post('{"query":"query ($id: ID!) { ward(id: $id) { id } }","variables":{"id":"\\ud800"}}'), [400]],
  ['no UTF-8', () => post(Buffer.concat([Buffer.from('{"query":"{ nurse } #'), Buffer.from([0xff, 0xfe, 0xc0, 0x80]), Buffer.from('"}')])), [400]],
  ['UTF-16', () => post(Buffer.from('{"query":"{ nurse }"}', 'utf16le')), [400]],
  ['another charset', () => post('{"query":"{ nurse }"}', { 'content-type': 'application/json; charset=gbk' }), [415]],
  ['over a megabyte', () => send(`{ nurse } #${'x'.repeat(1_100_000)}`), [413]],
  ['25 megabytes', () => send(`{ nurse } #${'x'.repeat(25_000_000)}`).catch(() => ({ status: 413, text: '{"errors":[]}', ms: 0 })), [413]],
  ['a bomb of gzip', () => post(gzipSync(Buffer.alloc(50_000_000, 'a')), { ...JSON_TYPE, 'content-encoding': 'gzip' }), [415]],
  ['an honest gzip', () => post(gzipSync('{"query":"{ nurse }"}'), { ...JSON_TYPE, 'content-encoding': 'gzip' }), [415]],
  ['an unknown encoding', () => post('{"query":"{ nurse }"}', { ...JSON_TYPE, 'content-encoding': 'br, gzip' }), [415]],
  ['as text, as a foreign page sends', () => post('{"query":"{ nurse }"}', { 'content-type': 'text/plain' }), [415]],
  ['as a form', () => post('query={nurse}', { 'content-type': 'application/x-www-form-urlencoded' }), [415]],
  ['as a multipart form', () => post('--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{ nurse }"}\r\n--x--', { 'content-type': 'multipart/form-data; boundary=x' }), [415]],
  ['as GraphQL', () => post('{ nurse }', { 'content-type': 'application/graphql' }), [415]],
  ['as XML', () => post('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', { 'content-type': 'application/xml' }), [415]],
  ['of no type', () => post(Buffer.from('{"query":"{ nurse }"}'), {}), [415, 400]],
  ['by GET without a preflight', () => post('', {}, 'GET', '/graphql?query={nurse}'), [400]],
  ['a mutation by GET', () => post('', { 'apollo-require-preflight': '1' }, 'GET', '/graphql?query=mutation{open{id}}'), [400, 405]],
  ['a hostile document by GET', () => post('', { 'apollo-require-preflight': '1' }, 'GET', `/graphql?query={${'nurse%20'.repeat(30)}}`), [400]],
  ['by PUT', () => post('{"query":"{ nurse }"}', JSON_TYPE, 'PUT'), [404, 405]],
  ['by DELETE', () => post('{"query":"{ nurse }"}', JSON_TYPE, 'DELETE'), [404, 405]],
  ['to another path', () => post('{"query":"{ nurse }"}', JSON_TYPE, 'POST', '/graphql/../admin'), [404]],
  ['to a path that is none', () => post('', {}, 'GET', '/%00%ff'), [400, 404]],
  ['huge headers', () => post('{"query":"{ nurse }"}', { ...JSON_TYPE, 'x-filler': 'x'.repeat(20_000) }), [431]],
  ['a thousand headers', () => post('{"query":"{ nurse }"}', { ...JSON_TYPE, ...Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`x-${i}`, 'x'.repeat(20)])) }), [431]],
  ['a hash that is not registered', () => post('{"documentId":"sha256:00"}'), [400, 404]],
]

describe('a hostile body', () => {
  it.each(BODIES)('is refused: %s', async (_what, attack, statuses) => {
    const { status, text, ms } = await attack()
    expect(statuses).toContain(status)
    expect(() => JSON.parse(text)).not.toThrow()
    expect(text).not.toMatch(/node_modules|\.ts:|at \w+ \(/)
    expect(ms).toBeLessThan(PROMPT_MS)
  })
})

/** Bytes on a bare connection; answers what came back by the time the server hung up, or by `ms`. */
function raw(bytes: string[], pauseMs = 0, ms = 3_000): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(graph.url)
    let answer = ''
    const socket = connect(Number(port), hostname)
    const end = () => { socket.destroy(); resolve(answer) }
    const timer = setTimeout(end, ms)
    socket.on('data', (chunk) => { answer += String(chunk) }).on('close', () => { clearTimeout(timer); end() }).on('error', () => {})
    void (async () => {
      for (const part of bytes) {
        if (socket.destroyed) return
        socket.write(part)
        await new Promise((next) => setTimeout(next, pauseMs))
      }
    })()
  })
}

const HEAD = 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'

describe('a hostile connection', () => {
  it('that sends its body a byte at a time is cut, and told so', async () => {
    expect(await raw([`${HEAD}content-length: 100\r\n\r\n`, ...'{"query":"{ nurse'], 100)).toMatch(/^HTTP\/1.1 408/)
  })

  it('that sends chunks for ever is cut', async () => {
    expect(await raw([`${HEAD}transfer-encoding: chunked\r\n\r\n`, ...Array.from({ length: 40 }, () => '1\r\na\r\n')], 50)).toMatch(/^HTTP\/1.1 408/)
  })

  it('that sends chunks beyond the limit is refused', async () => {
    expect(await raw([`${HEAD}transfer-encoding: chunked\r\n\r\n`, ...Array.from({ length: 20 }, () => `10000\r\n${'a'.repeat(65_536)}\r\n`)])).toMatch(/^HTTP\/1.1 413/)
  })

  it.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['two lengths', `${HEAD}content-length: 5\r\ncontent-length: 6\r\n\r\n{}`],
    ['a length and chunks', `${HEAD}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a header without a name', 'GET / HTTP/1.1\r\nhost: x\r\n: y\r\n\r\n'],
    ['a length below nothing', `${HEAD}content-length: -1\r\n\r\n{}`],
  ])('that speaks %s is answered 400', async (_what, bytes) => {
    expect(await raw([bytes])).toMatch(/^HTTP\/1.1 400/)
  })
})

it('an operation that takes too long is answered as such, and holds up nobody', async () => {
  const late = send('{ slow(ms: 5000) }')
  expect((await send('{ nurse }')).ms).toBeLessThan(PROMPT_MS)
  const { status, text, ms } = await late
  expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([200, 'TIMED_OUT'])
  expect(ms).toBeLessThan(2_500)
})

it('a document of a megabyte that is hostile in every way costs some tens of milliseconds', async () => {
  const worst = `{ ward(id: "1") { ${repeat(19, (i) => `...F${i}`)} } } ${repeat(80, (i) => `fragment F${i} on Ward { id name motto next { id name motto next { id } } }`)} #${'x'.repeat(900_000)}`
  const costs: number[] = []
  for (let i = 0; i < 5; i++) {
    const before = process.cpuUsage()
    await send(worst)
    const { user, system } = process.cpuUsage(before)
    costs.push((user + system) / 1000)
  }
  expect(Math.min(...costs)).toBeLessThan(150)
})

it('a hundred cases and more', () => expect(DOCUMENTS.length + BODIES.length).toBeGreaterThan(100))
