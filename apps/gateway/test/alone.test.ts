import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { composeServices } from '@apollo/composition'
import { buildSubgraphSchema } from '@apollo/subgraph'
import Fastify, { type FastifyInstance } from 'fastify'
import { graphql, parse } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { createClient } from './client.ts'
import { until } from './until.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'gateway-alone-'))
const opened: FastifyInstance[] = []
let gateway: ChildProcess
let url: string

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])\n'

async function serve(name: string, sdl: string, resolvers: object) {
  const typeDefs = parse(LINK + sdl)
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }])
  const app = Fastify({ forceCloseConnections: true })
  app.post<{ Body: { query: string; variables?: Record<string, unknown> } }>('/graphql', async ({ body }) => graphql({ schema, source: body.query, variableValues: body.variables }))
  useServer({ schema }, new WebSocketServer({ server: app.server, path: '/graphql' }))
  await app.listen({ port: 0, host: '127.0.0.1' })
  opened.push(app)
  return { name, typeDefs, url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/graphql` }
}

async function* count() {
  for (const counted of [1, 2]) yield { counted }
}

beforeAll(async () => {
  const services = [
    await serve('books', 'type Query { book: Book } type Book @key(fields: "id") { id: ID! title: String }', { Query: { book: () => ({ id: '1', title: '内科学' }) } }),
    await serve('stock', 'type Query { shelves: Int } type Subscription { counted: Int } type Book @key(fields: "id") { id: ID! left: Int }', { Subscription: { counted: { subscribe: count } }, Book: { __resolveReference: ({ id }: { id: string }) => ({ id, left: Number(id) + 6 }) } }),
  ]
  const supergraph = join(folder, 'supergraph.graphql')
  writeFileSync(supergraph, composeServices(services).supergraphSdl!)
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  url = `http://127.0.0.1:${port}`
  gateway = spawn(process.execPath, ['--import', 'tsx', 'apps/gateway/src/alone.ts'], {
    cwd: root, stdio: 'inherit', env: { PATH: process.env.PATH, TSX_TSCONFIG_PATH: join(root, 'tsconfig.base.json'), SUPERGRAPH: supergraph, PORT: String(port) },
  })
  await until(async () => (await fetch(`${url}/health`)).ok, 60_000)
}, 90_000)
afterAll(async () => {
  const left = new Promise((resolve) => gateway.once('exit', resolve))
  gateway.kill('SIGTERM')
  expect(await left).toBe(0)
  await Promise.all(opened.map((app) => app.close()))
  rmSync(folder, { recursive: true, force: true })
})

it('serves any supergraph by itself: no sign-in, no database, remote subgraphs', async () => {
  expect(await createClient(url).query('{ book { title left } shelves }')).toEqual({ book: { title: '内科学', left: 7 }, shelves: null })
})

it('carries their streams', async () => {
  const stream = await createClient(url).subscribe('subscription { counted }')
  expect([await stream.next(), await stream.next()]).toEqual([{ counted: 1 }, { counted: 2 }])
  await stream.close()
})

it('answers what it can when a subgraph is away', async () => {
  await opened[1]!.close()
  const { data, errors } = await createClient(url).send('{ book { title left } }')
  expect(data).toEqual({ book: { title: '内科学', left: null } })
  expect(errors).toMatchObject([{ message: '服务暂时不可用，请稍后重试。', extensions: { code: 'SERVICE_UNAVAILABLE' } }])
})
