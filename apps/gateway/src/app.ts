import { ApolloServer } from '@apollo/server'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import cors from '@fastify/cors'
import Fastify, { LogController, type FastifyError, type FastifyInstance } from 'fastify'
import type { GraphQLError, GraphQLFormattedError } from 'graphql'
import type { Logger } from 'pino'
import type { Clock } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import type { Wakes } from '@hospital/events/wakes'
import { answerProbes, type Leaving } from '@hospital/subgraph/leaving'
import { traceRequests } from '@hospital/subgraph/observed-requests'
import { REFUSALS } from '@hospital/subgraph/refusal'
import { endIdleConnections } from '@hospital/subgraph/idle-connections'
import { keyFieldsOf } from './limits/key-fields.ts'
import { readBodies } from './limits/body.ts'
import { guardOperations } from './limits/guard.ts'
import { legacyStatus } from './limits/legacy-status.ts'
import { answerError } from './limits/problem.ts'
import { openRates } from './limits/rates.ts'
import { createReadOperation } from './limits/read-operation.ts'
import { NO_LIMITS, USUAL_LIMITS, type Limits } from './limits/settings.ts'
import { serveLive } from './live/socket.ts'
import { createSubscriptions } from './live/subscriptions.ts'
import { publicRoutes } from './public/route.ts'
import { createLane } from './registered/lane.ts'
import { NO_OPERATIONS, type RegisteredOperations } from './registered/operations.ts'
import { graphqlRoute } from './registered/route.ts'
import { admitRequests, factsOf } from './session/admission.ts'
import { ourProxies } from './session/proxies.ts'
import { requestIdOf } from './session/request.ts'
import type { Sessions } from './session/sessions.ts'
import { ticketRoutes } from './session/tickets.ts'
import type { Subgraphs } from './subgraphs/subgraphs.ts'
import { observeRequests, operationOf } from './session/observed.ts'
import { openSupergraph, type GatewayContext, type Supergraph } from './supergraph.ts'

export interface GatewayOptions {
  supergraphSdl: string
  subgraphs: Subgraphs
  sessions: Sessions
  wakes?: Wakes
  clock: Clock
  log: Logger
  production: boolean
  /** The contract for third parties; none: there is no `/public`. */
  publicSdl?: string
  /** Of the apps' pages. */
  origins: readonly string[]
  /** What our apps send; none: texts alone are answered. */
  operations?: RegisteredOperations
  /** Prepares them once it listens, so that no first visitor waits for a plan; it is ready when that is done. */
  warm?: boolean
  /** False only where outside suites probe a bare gateway. */
  limited?: boolean
  /** Where they are not the usual ones. */
  limits?: Limits
  /** An ioredis client, where several gateways count their callers together. */
  redis?: unknown
  /** Our own servers before the gateway, beside those of this machine. */
  proxies?: readonly string[]
  /** Set once it is about to stop. */
  leaving?: Leaving
  /** How often sockets are pinged. */
  keepAliveMs?: number
}

const BODY_BYTES = 1024 * 1024

/** The supergraph's endpoint as an application that does not listen yet. */
export async function createGateway(options: GatewayOptions): Promise<FastifyInstance> {
  const { supergraphSdl, subgraphs, sessions, log, production, origins } = options
  const limited = options.limited !== false
  const isOurs = ourProxies(options.proxies ?? [])
  const limits = limited ? (options.limits ?? USUAL_LIMITS) : NO_LIMITS
  const supergraph = await openSupergraph({ supergraphSdl, subgraphs, log, operationMs: limits.operationMs })
  const readOperation = createReadOperation({ schema: supergraph.apiSchema, keyFields: limited ? keyFieldsOf(supergraphSdl) : new Set(), limits, closed: production })
  const app: FastifyInstance = Fastify({
    loggerInstance: log, logController: new LogController({ disableRequestLogging: true }), bodyLimit: BODY_BYTES, trustProxy: isOurs, forceCloseConnections: 'idle',
    requestIdHeader: false, genReqId: (request) => requestIdOf(request.headers['x-request-id'], newId),
  }) as unknown as FastifyInstance
  endIdleConnections(app)
  // A logger of its own for each request would read the list of secrets anew each time; our lines bring the request's id themselves.
  app.setChildLoggerFactory((logger) => logger)
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id))
  observeRequests(app)
  traceRequests(app, operationOf)
  app.setErrorHandler<FastifyError | GraphQLError>(answerError)
  const rates = await openRates(app, options.redis)
  const apollo = await startApollo(supergraph, options)
  const lane = createLane({ ...options, operations: options.operations ?? NO_OPERATIONS })
  await app.register(async (scope) => {
    await scope.register(cors, { origin: [...origins], methods: ['POST'], maxAge: 600, exposedHeaders: ['x-request-id', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'retry-after'] })
    readBodies(scope, limits.bodyMs)
    admitRequests(scope, { sessions, rates, limits })
    const open = fastifyApolloHandler(apollo, { context: async (request) => factsOf(request) })
    const preHandler = limited && !production ? guardOperations(readOperation) : []
    scope.post('/graphql', { preHandler }, graphqlRoute({ lane, admit: async (request) => factsOf(request), operationMs: limits.operationMs, ...(!production && { open }) }))
    if (!production) scope.get('/graphql', { preHandler }, open)
    await scope.register(ticketRoutes, { sessions })
  })
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/oauth/')) await rates.count(request, reply, { key: `token ${request.ip}`, most: limits.tokensPerAddress })
  })
  if (options.publicSdl) await app.register(publicRoutes, { publicSdl: options.publicSdl, supergraph, keyFields: keyFieldsOf(supergraphSdl), subgraphs, sessions, rates, limits, clock: options.clock, log })
  let prepared = !options.warm
  answerProbes(app, options.leaving ?? { begun: false }, () => subgraphs.ready(), () => prepared)
  await subgraphs.mount(app)
  const live = serveLive(app.server, { ...options, isOurs, limits, lane, readOperation, subscriptions: createSubscriptions(supergraph, subgraphs, log) })
  if (options.warm) app.addHook('onListen', () => void lane.warm().finally(() => { prepared = true }))
  app.addHook('preClose', () => live.close())
  app.addHook('onClose', async () => {
    await apollo.stop()
    await supergraph.stop()
  })
  return app
}

async function startApollo(supergraph: Supergraph, { log, production, limited = true }: GatewayOptions) {
  const apollo = new ApolloServer<GatewayContext>({
    gateway: supergraph.gateway,
    logger: log,
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    csrfPrevention: limited,
    plugins: [legacyStatus],
    formatError: outsideForm,
  })
  await apollo.start()
  return apollo
}

/** The executor has settled its own errors: these are Apollo Server's, about the request itself. */
function outsideForm(formatted: GraphQLFormattedError): GraphQLFormattedError {
  if (formatted.extensions?.code !== 'INTERNAL_SERVER_ERROR') return formatted
  return { message: REFUSALS.INTERNAL, extensions: { code: 'INTERNAL' } }
}
