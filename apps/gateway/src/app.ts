import { ApolloServer } from '@apollo/server'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import cors from '@fastify/cors'
import Fastify, { LogController, type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import type { Logger } from 'pino'
import { ANONYMOUS } from '@hospital/access/viewer'
import type { Clock } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import type { Wakes } from '@hospital/events/wakes'
import { REFUSALS } from '@hospital/subgraph/refusal'
import { keyFieldsOf } from './limits/key-fields.ts'
import { operationLimits } from './limits/limits.ts'
import { asOperationLimit, MOST_TOKENS } from './limits/over-limit.ts'
import { createReadOperation } from './limits/read-operation.ts'
import { serveLive } from './live/socket.ts'
import { createSubscriptions } from './live/subscriptions.ts'
import { originOf, requestIdOf } from './session/request.ts'
import type { Sessions } from './session/sessions.ts'
import { ticketRoutes } from './session/tickets.ts'
import type { Subgraphs } from './subgraphs/subgraphs.ts'
import { openSupergraph, type GatewayContext, type Supergraph } from './supergraph.ts'

export interface GatewayOptions {
  supergraphSdl: string
  subgraphs: Subgraphs
  sessions: Sessions
  wakes?: Wakes
  clock: Clock
  log: Logger
  production: boolean
  /** Of the apps' pages. */
  origins: readonly string[]
  /** False only where outside suites probe a bare gateway. */
  limited?: boolean
}

const BODY_BYTES = 1024 * 1024

/** The supergraph's endpoint as an application that does not listen yet. */
export async function createGateway(options: GatewayOptions): Promise<FastifyInstance> {
  const { supergraphSdl, subgraphs, sessions, log, production, origins } = options
  const supergraph = await openSupergraph({ supergraphSdl, subgraphs, log })
  const app: FastifyInstance = Fastify({
    loggerInstance: log, logController: new LogController({ disableRequestLogging: true }), bodyLimit: BODY_BYTES, trustProxy: 'loopback', forceCloseConnections: true,
    requestIdHeader: false, genReqId: (request) => requestIdOf(request.headers['x-request-id'], newId),
  }) as unknown as FastifyInstance
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id))
  app.setErrorHandler<FastifyError>(answerError)
  const rules = options.limited === false ? [] : operationLimits(keyFieldsOf(supergraphSdl))
  const apollo = await startApollo(supergraph, options, rules)
  await app.register(async (scope) => {
    await scope.register(cors, { origin: [...origins], methods: ['POST'], maxAge: 600, exposedHeaders: ['x-request-id'] })
    scope.post('/graphql', fastifyApolloHandler(apollo, { context: (request) => contextOf(request, sessions) }))
    if (!production) scope.get('/graphql', fastifyApolloHandler(apollo, { context: (request) => contextOf(request, sessions) }))
    await scope.register(ticketRoutes, { sessions })
  })
  app.get('/health', async () => ({ status: 'ok' }))
  app.get('/ready', async (_request, reply) => {
    try {
      await subgraphs.ready()
      return { status: 'ready' }
    } catch (error) {
      log.warn({ err: error }, 'not ready')
      return reply.code(503).send({ status: 'not ready' })
    }
  })
  await subgraphs.mount(app)
  const readOperation = createReadOperation({ schema: supergraph.apiSchema, rules, production })
  const live = serveLive(app.server, { ...options, readOperation, subscriptions: createSubscriptions(supergraph, subgraphs, log) })
  app.addHook('preClose', () => live.close())
  app.addHook('onClose', async () => {
    await apollo.stop()
    await supergraph.stop()
  })
  return app
}

async function startApollo(supergraph: Supergraph, { log, production }: GatewayOptions, rules: ReturnType<typeof operationLimits>) {
  const apollo = new ApolloServer<GatewayContext>({
    gateway: supergraph.gateway,
    logger: log,
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    validationRules: [...rules],
    parseOptions: { maxTokens: rules.length ? MOST_TOKENS : undefined },
    formatError: (formatted, error) => outsideForm(formatted, error as GraphQLError),
  })
  await apollo.start()
  return apollo
}

/** What went wrong outside of GraphQL. */
function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = error.statusCode ?? 500
  if (status < 500) return reply.code(status).send({ errors: [{ message: error.message, extensions: { code: error.code } }] })
  request.log.error({ err: error, requestId: request.id }, 'unexpected error')
  return reply.code(status).send({ errors: [{ message: REFUSALS.INTERNAL, extensions: { code: 'INTERNAL', requestId: request.id } }] })
}

/** The executor has settled its own errors: these are Apollo Server's, about the request itself. */
function outsideForm(formatted: GraphQLFormattedError, error: GraphQLError): GraphQLFormattedError {
  const limited = asOperationLimit(error)
  if (limited !== error) return limited.toJSON()
  // Apollo Server gives all that validation finds one code, our limits too.
  if (formatted.extensions?.code === 'GRAPHQL_VALIDATION_FAILED' && (formatted.extensions.details as { limit?: string } | undefined)?.limit) return { ...formatted, extensions: { ...formatted.extensions, code: 'OPERATION_LIMIT' } }
  if (formatted.extensions?.code !== 'INTERNAL_SERVER_ERROR') return formatted
  return { message: REFUSALS.INTERNAL, extensions: { code: 'INTERNAL' } }
}

async function contextOf(request: FastifyRequest, sessions: Sessions): Promise<GatewayContext> {
  const admission = await sessions.admit(request.headers.authorization).catch((error) => {
    if (error instanceof GraphQLError) throw error
    request.log.error({ err: error, requestId: request.id }, 'session not found out')
    throw new GraphQLError(REFUSALS.SERVICE_UNAVAILABLE, { extensions: { code: 'SERVICE_UNAVAILABLE', requestId: request.id, http: { status: 503 } } })
  })
  return { viewer: admission?.viewer ?? ANONYMOUS, requestId: request.id, origin: originOf(request) }
}
