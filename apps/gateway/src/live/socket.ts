import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { GraphQLError, OperationTypeNode, type ExecutionArgs, type OperationDefinitionNode } from 'graphql'
import { makeServer, type Context as SocketContext, type ServerOptions, type SubscribePayload } from 'graphql-ws'
import type { Logger } from 'pino'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Clock } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import type { Wakes } from '@hospital/events/wakes'
import type { Origin } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { liveSockets } from '@hospital/telemetry/metrics'
import type { ReadOperation } from '../limits/read-operation.ts'
import type { Limits } from '../limits/settings.ts'
import { notRegistered, type Lane } from '../registered/lane.ts'
import type { Prepared } from '../registered/prepare.ts'
import { readRegistered } from '../registered/request.ts'
import { addressOf, type IsOurs } from '../session/proxies.ts'
import { userAgentOf } from '../session/request.ts'
import type { Sessions } from '../session/sessions.ts'
import { isStream } from '../subgraphs/subgraphs.ts'
import { CLOSE } from './close-codes.ts'
import { sendNow, serveConnection } from './connection.ts'
import { openOccupancy, type Occupancy } from './occupancy.ts'
import type { LiveOperation, Subscriptions } from './subscriptions.ts'
import { openTurns } from './turns.ts'
import { openWatch, type Watch } from './watch.ts'
import { written } from './written.ts'

export interface LiveOptions {
  subscriptions: Subscriptions
  sessions: Sessions
  readOperation: ReadOperation
  lane: Lane
  /** Registered operations only. */
  production: boolean
  wakes?: Wakes
  clock: Clock
  /** Browser origins that may open sockets; other clients send none. */
  origins: readonly string[]
  isOurs: IsOurs
  log: Logger
  limits: Limits
  keepAliveMs?: number
}

const PATH = '/graphql'
const INIT_MS = 5_000
const MESSAGE_BYTES = 64 * 1024
const STREAMS_PER_SOCKET = 50
const KEEP_ALIVE_MS = 12_000
/** Peers that do not answer a goodbye hold up no restart. */
const GOODBYE_MS = 1_000

interface Extra {
  socket: WebSocket
  /** Not the request: it would be kept for as long as the socket is open. */
  origin: Origin
  watch?: Watch
}

/** A stream in the beginning: of a registered operation, or of a text. */
interface Stream {
  registered?: Prepared
  live?: LiveOperation
  id: string
  extra: Extra
}

export interface Live {
  close(): Promise<void>
}

/** Serves graphql-transport-ws at /graphql: subscriptions only, each socket as the person of its ticket. */
export function serveLive(server: Server, options: LiveOptions): Live {
  const { limits, log, origins, isOurs, keepAliveMs = KEEP_ALIVE_MS } = options
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES, handleProtocols: (offered) => (offered.has('graphql-transport-ws') ? 'graphql-transport-ws' : false) })
  const addresses = openOccupancy(limits.socketsPerAddress)
  const protocol = makeServer<Record<string, unknown>, Extra>(protocolOptions(options))

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { origin } = request.headers
    const address = addressOf(request, isOurs)
    if (request.url?.split('?')[0] !== PATH) return refuseUpgrade(socket, '404 Not Found')
    if (origin && !origins.includes(origin)) return refuseUpgrade(socket, '403 Forbidden')
    if (!addresses.enter(address)) return refuseUpgrade(socket, '429 Too Many Requests')
    liveSockets.inc()
    socket.once('close', () => {
      liveSockets.dec()
      addresses.leave(address)
    })
    sockets.handleUpgrade(request, socket, head, (opened) => serveConnection(protocol, opened, { socket: opened, origin: { ip: address || null, userAgent: userAgentOf(request) } }, { limits, keepAliveMs, log }))
  }
  server.on('upgrade', upgrade)
  return {
    async close() {
      server.off('upgrade', upgrade)
      for (const socket of sockets.clients) socket.close(CLOSE.GOING_AWAY, 'Service restart')
      const cut = setTimeout(() => { for (const socket of sockets.clients) socket.terminate() }, GOODBYE_MS)
      await new Promise((resolve) => sockets.close(resolve))
      clearTimeout(cut)
    },
  }
}

function protocolOptions(options: LiveOptions): ServerOptions<Record<string, unknown>, Extra> {
  const sessions = openOccupancy(options.limits.socketsPerSession)
  // After a restart everyone subscribes again at once: without turns nothing else would be answered until the last of them is served.
  const inTurn = openTurns(options.limits.openingStreams)
  return {
    connectionInitWaitTimeout: INIT_MS,
    onConnect: (ctx) => admitSocket(ctx, options, sessions),
    onClose: ({ extra }) => extra.watch?.close(),
    onSubscribe: (ctx, id, payload) => beginStream(ctx, id, payload, options),
    subscribe: (args) => inTurn(() => openStream(args, options)),
    onError: (_ctx, _id, _payload, errors) => errors.map((error) => error.toJSON()),
  }
}

async function openStream(args: ExecutionArgs, { subscriptions, lane, limits }: LiveOptions) {
  const { id, live, registered, extra: { socket, watch } } = args.contextValue as Stream
  if (!registered) return subscriptions.subscribe(live!, watch!.factsOf)
  const texts = await lane.subscribe(registered, args.variableValues ?? undefined, watch!.factsOf)
  return isStream(texts) ? written(texts, id, (frame) => sendNow(socket, frame, limits.unreadBytes)) : texts
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

async function admitSocket({ extra, connectionParams }: SocketContext<Record<string, unknown>, Extra>, options: LiveOptions, sessions: Occupancy): Promise<boolean | void> {
  const { socket, origin } = extra
  const { ticket } = connectionParams ?? {}
  try {
    const admission = ticket === undefined ? undefined : await options.sessions.admit(`Bearer ${String(ticket)}`, 'ticket')
    const session = admission?.token.sessionId
    if (session && !sessions.enter(session)) return socket.close(CLOSE.TOO_MANY, 'Too many sockets')
    if (session) socket.once('close', () => sessions.leave(session))
    extra.watch = openWatch({ ...options, admission, origin, requestId: newId(), close: (code, reason) => socket.close(code, reason) })
    if (socket.readyState !== socket.OPEN) extra.watch.close()
    return true
  } catch (error) {
    if (!(error instanceof GraphQLError)) options.log.error({ err: error }, 'socket not admitted')
    socket.close(CLOSE.SESSION_ENDED, 'SESSION_EXPIRED')
    return undefined
  }
}

/** Refuses queries and mutations (they belong to HTTP), invalid and too heavy operations, and one stream too many. */
function beginStream(ctx: SocketContext<Record<string, unknown>, Extra>, id: string, payload: SubscribePayload, options: LiveOptions): ExecutionArgs | readonly GraphQLError[] {
  const wanted = readRegistered(payload)
  if (!wanted && options.production) return [notRegistered()]
  const read = wanted ? registeredStream(wanted.id, options.lane) : unregisteredStream(payload, options.readOperation)
  if ('errors' in read) return read.errors
  if (read.operation.operation !== OperationTypeNode.SUBSCRIPTION) return [new GraphQLError('Only subscriptions are served over WebSocket', { extensions: { code: 'SUBSCRIPTION_TRANSPORT' } })]
  if (Object.keys(ctx.subscriptions).length > STREAMS_PER_SOCKET) return [new Refusal('TOO_MANY_REQUESTS', { details: { limit: STREAMS_PER_SOCKET } })]
  const { schema, document, stream } = read
  return { schema, document, operationName: payload.operationName, variableValues: payload.variables, contextValue: { ...stream, id, extra: ctx.extra } satisfies Stream }
}

interface ReadStream extends Pick<ExecutionArgs, 'schema' | 'document'> {
  operation: OperationDefinitionNode
  stream: Pick<Stream, 'registered' | 'live'>
}

function registeredStream(id: string, lane: Lane): ReadStream | { errors: readonly GraphQLError[] } {
  const registered = lane.find(id)
  if (!registered) return { errors: [notRegistered()] }
  return { schema: lane.apiSchema, document: registered.document, operation: registered.definition, stream: { registered } }
}

function unregisteredStream(payload: SubscribePayload, readOperation: ReadOperation): ReadStream | { errors: readonly GraphQLError[] } {
  const read = readOperation(payload.query, payload.operationName, payload.variables)
  if ('errors' in read) return read
  const { operation } = read
  if (!operation) return { errors: [new GraphQLError('Unknown operation', { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } })] }
  const live: LiveOperation = { source: payload.query, document: read.document, operation, variables: payload.variables ?? undefined }
  return { ...read, operation, stream: { live } }
}
