import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { getOperationAST, GraphQLError, OperationTypeNode, type ExecutionArgs } from 'graphql'
import type { Context as SocketContext, SubscribePayload } from 'graphql-ws'
import { useServer } from 'graphql-ws/use/ws'
import type { Logger } from 'pino'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Clock } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import type { Wakes } from '@hospital/events/wakes'
import { Refusal } from '@hospital/subgraph/refusal'
import type { ReadOperation } from '../limits/read-operation.ts'
import { userAgentOf } from '../session/request.ts'
import type { Sessions } from '../session/sessions.ts'
import { CLOSE } from './close-codes.ts'
import type { LiveOperation, Subscriptions } from './subscriptions.ts'
import { openWatch, type Watch } from './watch.ts'

export interface LiveOptions {
  subscriptions: Subscriptions
  sessions: Sessions
  readOperation: ReadOperation
  wakes?: Wakes
  clock: Clock
  /** Browser origins that may open sockets; other clients send none. */
  origins: readonly string[]
  log: Logger
}

const PATH = '/graphql'
const INIT_MS = 5_000
const MESSAGE_BYTES = 64 * 1024
const STREAMS_PER_SOCKET = 50
const KEEP_ALIVE_MS = 12_000

type Extra = { socket: WebSocket; request: IncomingMessage; watch?: Watch }

export interface Live {
  close(): Promise<void>
}

/** Serves graphql-transport-ws at /graphql: subscriptions only, each socket as the person of its ticket. */
export function serveLive(server: Server, options: LiveOptions): Live {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES, handleProtocols: (offered) => (offered.has('graphql-transport-ws') ? 'graphql-transport-ws' : false) })
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { origin } = request.headers
    if (request.url?.split('?')[0] !== PATH) return refuseUpgrade(socket, '404 Not Found')
    if (origin && !options.origins.includes(origin)) return refuseUpgrade(socket, '403 Forbidden')
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request))
  }
  server.on('upgrade', upgrade)
  const serving = useServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: INIT_MS,
    onConnect: (ctx) => admitSocket(ctx, options),
    onClose: (ctx) => ctx.extra.watch?.close(),
    onSubscribe: (ctx, id, payload) => beginStream(ctx, id, payload, options),
    subscribe: (args) => {
      const { live, watch } = args.contextValue as { live: LiveOperation; watch: Watch }
      return options.subscriptions.subscribe(live, watch.factsOf)
    },
    onError: (_ctx, _id, _payload, errors) => errors.map((error) => error.toJSON()),
    isProd: true,
  }, sockets, KEEP_ALIVE_MS)
  return {
    async close() {
      server.off('upgrade', upgrade)
      for (const socket of sockets.clients) socket.close(CLOSE.GOING_AWAY, 'Going away')
      await serving.dispose()
    },
  }
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

async function admitSocket(ctx: SocketContext<Record<string, unknown>, Extra>, options: LiveOptions): Promise<boolean | void> {
  const { socket, request } = ctx.extra
  const { ticket } = ctx.connectionParams ?? {}
  const origin = { ip: request.socket.remoteAddress ?? null, userAgent: userAgentOf(request) }
  try {
    const admission = ticket === undefined ? undefined : await options.sessions.admit(`Bearer ${String(ticket)}`, 'ticket')
    ctx.extra.watch = openWatch({ ...options, admission, origin, requestId: newId(), close: (code, reason) => socket.close(code, reason) })
    return true
  } catch (error) {
    if (!(error instanceof GraphQLError)) options.log.error({ err: error }, 'socket not admitted')
    socket.close(CLOSE.SESSION_ENDED, 'SESSION_EXPIRED')
    return undefined
  }
}

/** Refuses queries and mutations (they belong to HTTP), invalid and too heavy operations, and one stream too many. */
function beginStream(ctx: SocketContext<Record<string, unknown>, Extra>, _id: string, payload: SubscribePayload, { readOperation }: LiveOptions): ExecutionArgs | readonly GraphQLError[] {
  const read = readOperation(payload.query)
  if ('errors' in read) return read.errors
  const operation = getOperationAST(read.document, payload.operationName)
  if (!operation) return [new GraphQLError('Unknown operation', { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } })]
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return [new GraphQLError('Only subscriptions are served over WebSocket', { extensions: { code: 'SUBSCRIPTION_TRANSPORT' } })]
  if (Object.keys(ctx.subscriptions).length > STREAMS_PER_SOCKET) return [new Refusal('TOO_MANY_REQUESTS', { details: { limit: STREAMS_PER_SOCKET } })]
  const live: LiveOperation = { source: payload.query, document: read.document, operation, variables: payload.variables ?? undefined }
  return { schema: read.schema, document: read.document, operationName: payload.operationName, variableValues: payload.variables, contextValue: { live, watch: ctx.extra.watch } }
}
