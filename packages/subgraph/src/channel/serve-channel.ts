import websocket, { type WebSocket } from '@fastify/websocket'
import type { FastifyInstance } from 'fastify'
import { traced } from '@hospital/telemetry/tracing'
import type { RequestFacts } from '../definition.ts'
import type { AnswerGraph, Asked } from '../graph-route.ts'
import { CHANNEL, gatherLines, LEAVING, linesOf, MOST_BYTES, VIEWER_CHANGED_HEAD } from './lines.ts'

export interface ChannelOptions {
  /** Of the subgraph, for traces. */
  name: string
  /** Who asks, by the head of a question: the headers that an HTTP request would have brought. */
  readFacts(headers: Record<string, string>): Promise<RequestFacts | undefined>
  answer: AnswerGraph
  onError(error: unknown): void
}

/** What was asked before a gateway heard that this subgraph leaves has this long to be answered. */
const LEAVE_MS = 5_000

const REFUSED = JSON.stringify({ errors: [{ message: 'No viewer', extensions: { code: 'UNAUTHENTICATED' } }] })
const FAILED = JSON.stringify({ errors: [{ message: 'Internal error', extensions: { code: 'INTERNAL' } }] })

/**
 * Answers questions of the gateway on sockets that stay open: without an HTTP request for each, and as many at once as there are. Registers the
 * socket server that mercurius then uses for subscriptions.
 */
export async function serveChannel(app: FastifyInstance, { name, readFacts, answer, onError }: ChannelOptions): Promise<void> {
  const channels = new Set<WebSocket>()

  async function answerLine(head: string, body: string): Promise<[string, string]> {
    try {
      const headers = JSON.parse(head) as Record<string, string>
      const facts = await readFacts(headers)
      if (!facts) return ['', REFUSED]
      let changed = false
      const run = () => answer(JSON.parse(body) as Asked | Asked[], { ...facts, viewerChanged: () => { changed = true } })
      const answered = await traced(`graphql ${name}`, { kind: 'server', from: headers, attributes: { 'request.id': facts.requestId } }, run)
      return [changed ? VIEWER_CHANGED_HEAD : '', JSON.stringify(answered)]
    } catch (error) {
      onError(error)
      return ['', FAILED]
    }
  }

  function open(socket: WebSocket): void {
    const say = gatherLines((message) => socket.send(message))
    channels.add(socket)
    socket.on('close', () => channels.delete(socket))
    socket.on('error', onError)
    socket.on('message', (message) => {
      for (const [number, head, body] of linesOf(String(message))) void answerLine(head, body).then((answered) => say(number, ...answered))
    })
  }

  /** The gateway closes a channel as soon as it has what it asked for, and asks another replica meanwhile. */
  async function leave(): Promise<void> {
    const closed = [...channels].map((socket) => new Promise((resolve) => socket.once('close', resolve)))
    for (const socket of channels) socket.send(LEAVING)
    let timer: NodeJS.Timeout | undefined
    await Promise.race([Promise.all(closed), new Promise((resolve) => { timer = setTimeout(resolve, LEAVE_MS) })])
    clearTimeout(timer)
  }

  await app.register(websocket, {
    options: { maxPayload: MOST_BYTES },
    preClose(done) {
      const { clients } = app.websocketServer
      // A refused upgrade's socket belongs to nobody: it would keep the server from closing.
      app.server.prependListener('upgrade', (_request, socket) => socket.destroy())
      void leave().then(() => {
        for (const socket of clients) socket.close()
        app.websocketServer.close(done)
      })
    },
  })
  app.get(CHANNEL, { websocket: true }, open)
}
