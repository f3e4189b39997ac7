import Fastify, { LogController, type FastifyInstance, type FastifyRequest } from 'fastify'
import type { ExecutionResult } from 'graphql'
import mercurius from 'mercurius'
import type { IncomingMessage } from 'node:http'
import { verifyViewer } from '@hospital/access/token'
import { rememberVerified } from '@hospital/access/verified-tokens'
import { connect } from '@hospital/database/connect'
import { newId } from '@hospital/database/identifier'
import { roleUrl } from '@hospital/database/roles'
import { startWorker } from '@hospital/events/jobs'
import type { SubgraphName } from '@hospital/events/catalogue'
import { keepProcessFigures, registry } from '@hospital/telemetry/metrics'
import { startTracing } from '@hospital/telemetry/tracing'
import { VIEWER_CHANGED, type RequestFacts, type Subgraph } from './definition.ts'
import type { Environment } from './environment.ts'
import type { Installation } from './installation.ts'
import { serveChannel } from './channel/serve-channel.ts'
import { openGraph } from './graph.ts'
import { graphRoute } from './graph-route.ts'
import { answerProbes, leaveOnSignal, type Leaving } from './leaving.ts'
import { maskErrors } from './masking.ts'
import { traceRequests } from './observed-requests.ts'
import { openInstallation } from './open-installation.ts'
import { mountRoutes } from './routes.ts'
import { endIdleConnections } from './idle-connections.ts'

const PORTS: Record<SubgraphName, number> = {
  platform: 4101, patients: 4102, clinical: 4103, prescriptions: 4104, nursing: 4105, telemedicine: 4106, finance: 4107,
}

/** Where posted operations go inside; outside it is /graphql. */
const POSTED = '/internal/graph'

/** Runs one subgraph as a process of its own: its graph for the gateway alone, its jobs, its callbacks. The database must have been migrated. */
export async function serveSubgraph(createSubgraph: (installation: Installation) => Promise<Subgraph>, environment: Environment): Promise<void> {
  const leaving: Leaving = { begun: false }
  const installation = await openInstallation(environment)
  const subgraph = await createSubgraph(installation)
  keepProcessFigures(subgraph.name)
  const tracing = startTracing(subgraph.name, environment.tracesEndpoint)
  const worker = await startWorker({
    url: roleUrl(installation.databaseUrl, installation.keys.databasePassword, 'jobs'),
    tasks: subgraph.jobs, crontab: subgraph.crontab,
    onError: (error) => installation.log.error({ err: error }, 'job'),
  })
  const app = await createSubgraphServer(subgraph, installation, leaving)

  leaveOnSignal(leaving, {
    drainMs: environment.drainMs,
    async close() {
      await Promise.all([app.close(), worker.stop()])
      await subgraph.close()
      await installation.close()
      await tracing.stop()
    },
  })

  const port = environment.port ?? PORTS[subgraph.name] + environment.portOffset
  await app.listen({ port, host: environment.host })
  console.log(`${subgraph.name}: http://${environment.host}:${port}/graphql`)
}

/** The HTTP and WebSocket side of a subgraph. Whoever brings no viewer signed by the gateway gets nothing but health. */
export async function createSubgraphServer(subgraph: Subgraph, { databaseUrl, keys, log }: Pick<Installation, 'databaseUrl' | 'keys' | 'log'>, leaving: Leaving = { begun: false }): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: log, logController: new LogController({ disableRequestLogging: true }), forceCloseConnections: 'idle',
    // mercurius serves sockets and GET; what the gateway posts has a shorter way
    rewriteUrl: ({ method, url = '/' }) => (method === 'POST' && url === '/graphql' ? POSTED : url),
  }) as unknown as FastifyInstance
  endIdleConnections(app)
  const probe = connect(roleUrl(databaseUrl, keys.databasePassword, 'jobs'), { name: 'ready', max: 1 })
  const facts = new WeakMap<IncomingMessage, RequestFacts>()

  const verified = rememberVerified((token) => verifyViewer(keys.viewerKey, token))
  // A logger of its own for each request would read the list of secrets anew each time; our lines bring the request's id themselves.
  app.setChildLoggerFactory((logger) => logger)

  async function readFacts(headers: Record<string, unknown>): Promise<RequestFacts | undefined> {
    const viewer = await verified(String(headers['x-viewer'] ?? ''))
    if (!viewer) return undefined
    const ip = headers['x-forwarded-for']
    return { viewer, requestId: String(headers['x-request-id'] ?? newId()), origin: { ip: ip ? String(ip) : null, userAgent: headers['user-agent'] ? String(headers['user-agent']) : null } }
  }

  traceRequests(app, () => subgraph.name)
  app.addHook('onRequest', async (request, reply) => {
    if (!/^\/(graphql|internal)\b/.test(request.url)) return undefined
    const found = await readFacts(request.headers)
    // A refused upgrade's socket belongs to nobody: left open it would never close, and keep the server from closing.
    if (!found && request.headers.upgrade) reply.raw.once('finish', () => request.raw.socket.end())
    if (!found) return reply.code(401).send({ errors: [{ message: 'No viewer', extensions: { code: 'UNAUTHENTICATED' } }] })
    // a socket keeps its facts for as long as it is open: not this request with them
    facts.set(request.raw, request.headers.upgrade ? found : { ...found, viewerChanged: () => void reply.header(VIEWER_CHANGED, 'yes') })
    return undefined
  })
  const contextOf = (request: FastifyRequest) => subgraph.contextFor(facts.get(request.raw)!) as unknown as Record<string, unknown>
  const settle = (result: ExecutionResult, context: unknown) => maskErrors(result, { log, requestId: (context as RequestFacts).requestId ?? newId() })
  const graph = openGraph({ schema: subgraph.schema, contextOf: (asked) => subgraph.contextFor(asked), settle })
  await serveChannel(app, { name: subgraph.name, graph, readFacts, onError: (error) => log.error({ err: error }, 'channel') })
  app.post(POSTED, graphRoute(graph, (request) => facts.get(request.raw)!))
  await app.register(mercurius, {
    schema: subgraph.schema, jit: 1, graphiql: false, allowBatchedQueries: false,
    context: contextOf,
    errorFormatter: (execution, context) => ({ statusCode: 200, response: settle(execution, context) }),
    subscription: { fullWsTransport: true, context: (_socket, request) => contextOf(request) },
  })
  app.post<{ Body: { sessionId: string } }>('/internal/session', async (request, reply) => {
    if (facts.get(request.raw)!.viewer.kind !== 'SERVICE') return reply.code(403).send()
    const view = await subgraph.viewerOf?.(request.body.sessionId)
    return view ?? reply.code(404).send()
  })
  answerProbes(app, leaving, async () => probe.sql`select 1`)
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()))
  if (subgraph.routes) await mountRoutes(app, subgraph.routes)
  app.addHook('onClose', () => probe.close())
  return app
}
