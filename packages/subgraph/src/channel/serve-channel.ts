import websocket, { type WebSocket } from '@fastify/websocket'
import type { FastifyInstance } from 'fastify'
import type { RequestFacts } from '../definition.ts'
import type { Graph } from '../graph.ts'
import { CHANNEL, LEAVING, MOST_BYTES } from './lines.ts'
import { talk } from './talk.ts'

export interface ChannelOptions {
  /** Of the subgraph, for traces. */
  name: string
  graph: Graph
  /** Who asks, by the head of a question. */
  readFacts(headers: Record<string, string>): Promise<RequestFacts | undefined>
  onError(error: unknown): void
}

/** What was asked before a gateway heard that this subgraph leaves has this long to be answered. */
const LEAVE_MS = 5_000

/**
 * Answers the gateway on sockets that stay open: without an HTTP request for each question or a socket for each who watches, and as many at once as
 * there are. Registers the socket server that mercurius then uses for the subscriptions of others.
 */
export async function serveChannel(app: FastifyInstance, options: ChannelOptions): Promise<void> {
  const channels = new Set<WebSocket>()

  /** The gateway closes a channel as soon as it has what it asked for, and asks another replica meanwhile. */
  async function leave(): Promise<void> {
    // A refused upgrade's socket belongs to nobody: it would keep the server from closing.
    app.server.prependListener('upgrade', (_request, socket) => socket.destroy())
    const closed = [...channels].map((socket) => new Promise((resolve) => socket.once('close', resolve)))
    for (const socket of channels) socket.send(LEAVING)
    let timer: NodeJS.Timeout | undefined
    await Promise.race([Promise.all(closed), new Promise((resolve) => { timer = setTimeout(resolve, LEAVE_MS) })])
    clearTimeout(timer)
  }

  await app.register(websocket, {
    options: { maxPayload: MOST_BYTES },
    preClose(done) {
      void leave().then(() => {
        for (const socket of app.websocketServer.clients) socket.close()
        app.websocketServer.close(done)
      })
    },
  })
  app.get(CHANNEL, { websocket: true }, (socket) => {
    channels.add(socket)
    socket.on('close', () => channels.delete(socket))
    socket.on('error', options.onError)
    talk(socket, options)
  })
}
