import type { AddressInfo } from 'node:net'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { composeServices } from '@apollo/composition'
import { createSourceEventStream, execute, parse, type ExecutionResult } from 'graphql'
import { pino, type Logger } from 'pino'
import type { AccessToken } from '@hospital/access/token'
import { maskErrors } from '@hospital/subgraph/masking'
import { Refusal } from '@hospital/subgraph/refusal'
import { createGateway, type GatewayOptions } from '../src/app.ts'
import { NO_SESSIONS } from '../src/session/sessions.ts'
import { prepareInProcess } from '@hospital/subgraph/in-process'
import { mapStream } from '@hospital/subgraph/stream'
import type { Subgraphs } from '../src/subgraphs/subgraphs.ts'

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n'

const WARDS = `${LINK}
  type Query { ward(id: ID!): Ward  wards(first: Int, search: String): [Ward!]!  slow(ms: Int!): String  tally(ids: [ID!]!): Int  broken: String  refused: String  leaking: String }
  type Mutation { open: Ward }
  type Subscription { wardChanged: Ward!  endless: Ward!  breaking: Ward!  flood: Ward! }
  type Ward @key(fields: "id") { id: ID!  name: String!  motto: String  plan: String  next: Ward }`

const NURSES = `${LINK}
  type Query { nurse: String }
  type Ward @key(fields: "id") { id: ID!  nurses: [Nurse!]!  head: Nurse! }
  type Nurse @key(fields: "id") { id: ID!  name: String! }`

/** A small graph of two real subgraphs for what the hospital's own graph cannot show at will: joins, holes, breaks, streams left open. */
export async function openTwoSubgraphs(options: Partial<GatewayOptions> & { log?: Logger } = {}) {
  /** How many upstream streams are open right now, and were opened at all. */
  const streams = { open: 0, total: 0 }
  const schemas = { wards: buildSubgraphSchema([{ typeDefs: parse(WARDS), resolvers: wardResolvers(streams) as never }]), nurses: buildSubgraphSchema([{ typeDefs: parse(NURSES), resolvers: nurseResolvers as never }]) }
  const { supergraphSdl, errors } = composeServices([{ name: 'wards', typeDefs: parse(WARDS) }, { name: 'nurses', typeDefs: parse(NURSES) }])
  if (!supergraphSdl) throw new AggregateError(errors ?? [])
  const log = options.log ?? pino({ level: 'silent' })
  const run = async (name: string, query: string, variables: Record<string, unknown> | undefined, requestId: string, rootValue?: unknown): Promise<ExecutionResult> =>
    maskErrors(await execute({ schema: schemas[name as 'wards'], document: parse(query), variableValues: variables, rootValue, contextValue: {} }), { log, requestId })
  const subgraphs: Subgraphs = {
    execute: (name, { query, variables }, { requestId }) => run(name, query, variables, requestId),
    prepare(name, { query }) {
      const prepared = prepareInProcess(schemas[name as 'wards'], query)
      return async (variables, { requestId }) => maskErrors(await prepared(variables, {}), { log, requestId })
    },
    async subscribe(name, { query, variables }, factsOf) {
      const events = await createSourceEventStream({ schema: schemas[name as 'wards'], document: parse(query), variableValues: variables, contextValue: {} })
      if (!(Symbol.asyncIterator in events)) return events
      return mapStream(events, async (event) => run(name, query, variables, (await factsOf()).requestId, event))
    },
    viewerOf: async (_token: AccessToken) => undefined, mount: async () => {}, ready: async () => {}, close: async () => {},
  }
  const app = await createGateway({
    supergraphSdl, subgraphs, log, sessions: NO_SESSIONS, production: false, origins: ['http://app.test'],
    clock: { now: () => new Date(), real: (instant) => instant }, ...options,
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`, streams, app, close: () => app.close() }
}

const ward = (id: string): object => ({ id, name: `病区${id}`, motto: `m${id}`, plan: 'x'.repeat(64 * 1024), next: () => ward(`${Number(id) + 1}`) })

function wardResolvers(streams: { open: number; total: number }) {
  /** Counts itself; yields `count` wards, then waits for ever or throws. */
  function stream(field: string, count: number, last?: Error) {
    streams.open++
    streams.total++
    let sent = 0
    let closed = false
    let release: (() => void) | undefined
    return {
      [Symbol.asyncIterator]() { return this },
      async next() {
        if (sent < count) return { done: false, value: { [field]: ward(String(++sent)) } }
        if (last) throw last
        if (!closed) await new Promise<void>((resolve) => { release = resolve })
        return { done: true, value: undefined }
      },
      async return() {
        if (!closed) streams.open--
        closed = true
        release?.()
        return { done: true, value: undefined }
      },
    }
  }
  return {
    Query: {
      ward: (_: unknown, { id }: { id: string }) => ward(id),
      wards: (_: unknown, { first = 2 }: { first?: number }) => Array.from({ length: first }, (_, i) => ward(String(i + 1))),
      slow: (_: unknown, { ms }: { ms: number }) => new Promise((resolve) => setTimeout(() => resolve('done'), ms)),
      tally: (_: unknown, { ids }: { ids: string[] }) => ids.length,
      broken: () => { throw new Error('phone 13800000000 of 周文静') },
      refused: () => { throw new Refusal('SLOT_FULL', { details: { slot: 7 } }) },
    },
    Subscription: {
      wardChanged: { subscribe: () => stream('wardChanged', 2) },
      endless: { subscribe: () => stream('endless', 0) },
      breaking: { subscribe: () => stream('breaking', 1, new Refusal('NOT_FOUND')) },
      flood: { subscribe: () => stream('flood', 1_000_000) },
    },
  }
}

const nurseResolvers = {
  Ward: {
    // Ward 3 is not for this viewer's eyes.
    __resolveReference: ({ id }: { id: string }) => (id === '3' ? null : { id }),
    nurses: ({ id }: { id: string }) => [{ id: `n${id}`, name: `护士${id}` }],
    // Nobody heads ward 2: a required value that is not there.
    head: ({ id }: { id: string }) => (id === '2' ? null : { id: `h${id}`, name: `护士长${id}` }),
  },
}
