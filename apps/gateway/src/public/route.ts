import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { buildSchema, GraphQLError, type ExecutionResult } from 'graphql'
import type { Logger } from 'pino'
import type { PublicClientViewer } from '@hospital/access/viewer'
import type { Clock } from '@hospital/database/clock'
import { readBodies } from '../limits/body.ts'
import { refusalStatus } from '../limits/legacy-status.ts'
import { answerWith } from '../limits/problem.ts'
import { createReadOperation } from '../limits/read-operation.ts'
import { requestOf } from '../live/subscriptions.ts'
import { originOf } from '../session/request.ts'
import type { Subgraphs } from '../subgraphs/subgraphs.ts'
import type { Supergraph } from '../supergraph.ts'
import { admitClient, type PublicAdmission } from './admission.ts'
import { answerIntrospection, readEnvelope, readPublic, type PublicOperation, type PublicRequest } from './operation.ts'
import { servePages } from './pages.ts'
import { openQuotas } from './quota.ts'

export interface PublicOptions extends PublicAdmission {
  /** The contract, as composition wrote it. */
  publicSdl: string
  supergraph: Supergraph
  keyFields: ReadonlySet<string>
  subgraphs: Subgraphs
  clock: Clock
  log: Logger
}

declare module 'fastify' {
  interface FastifyRequest {
    client?: PublicClientViewer
  }
}

/** `/public/graphql`: the contract for third parties' programs, and its manual at `/public`. */
export async function publicRoutes(scope: FastifyInstance, options: PublicOptions): Promise<void> {
  const { publicSdl, supergraph, keyFields, subgraphs, clock, log, limits } = options
  const schema = buildSchema(publicSdl)
  const read = createReadOperation({ schema, keyFields, limits, closed: false })
  const quotas = openQuotas(subgraphs, clock)
  readBodies(scope, limits.bodyMs)
  await servePages(scope)

  async function run({ query, variables }: PublicRequest, { document, operation }: PublicOperation, request: FastifyRequest): Promise<ExecutionResult> {
    const ownSchema = answerIntrospection(schema, document, operation, variables)
    if (ownSchema) return ownSchema
    const facts = { viewer: request.client!, requestId: request.id, origin: originOf(request) }
    return (await supergraph.execute(requestOf({ source: query, document, operation, variables }, facts, supergraph, log))) as ExecutionResult
  }

  scope.post('/public/graphql', {
    async onRequest(request, reply) {
      request.client = await admitClient(request, reply, options)
    },
  }, async (request, reply) => {
    const client = request.client!
    const asked = readEnvelope(request.body)
    const found = sayScope(reply, () => readPublic(read, asked, client))
    if ('errors' in found) return answerWith(reply, refusalStatus(request.headers.accept, found.errors), found.errors)
    await quotas.take(client)
    reply.headers({ 'x-operation-cost': found.cost, 'x-operation-cost-limit': client.costLimit })
    return send(reply, await run(asked, found, request))
  })
}

function sayScope<T>(reply: FastifyReply, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const details = error instanceof GraphQLError && error.extensions.code === 'INSUFFICIENT_SCOPE' ? (error.extensions.details as { scope: string }) : undefined
    if (details) void reply.header('www-authenticate', `Bearer realm="hospital", error="insufficient_scope", scope="${details.scope}"`)
    throw error
  }
}

function send(reply: FastifyReply, { data, errors }: ExecutionResult): FastifyReply {
  const type = reply.request.headers.accept?.includes('application/graphql-response+json') ? 'application/graphql-response+json' : 'application/json'
  return reply.header('content-type', `${type}; charset=utf-8`).header('cache-control', 'no-store').send(JSON.stringify({ data, ...(errors?.length && { errors }) }))
}
