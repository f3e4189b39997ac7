import WebSocket from 'ws'
import { CHANNEL, gatherLines, LEAVING, linesOf, MOST_BYTES, VIEWER_CHANGED_HEAD } from '@hospital/subgraph/channel/lines'

export interface Answered {
  text: string
  /** What is known of the viewer no longer holds. */
  viewerChanged: boolean
}

/** A socket to one replica of a subgraph, on which questions are asked side by side. */
export interface Channel {
  /** The answer; undefined where the replica knows no channels, as one of an older version does. */
  ask(headers: Record<string, string>, body: string): Promise<Answered | undefined>
  close(): void
}

interface Asking {
  resolve(answer: Answered): void
  reject(error: Error): void
  until: number
}

interface Connection {
  ask(head: string, body: string): Promise<Answered>
}

const CONNECT_MS = 3_000
const ANSWER_MS = 20_000
const SWEEP_MS = 1_000
/** How long a replica is spared the question whether it knows channels by now. */
const SPARED_MS = 60_000

const failure = (code: 'CHANNEL_NOT_OPENED' | 'CHANNEL_BROKEN' | 'CHANNEL_TIMEOUT', cause?: unknown) => Object.assign(new Error(code, { cause }), { code })

/** `greeting`: headers that let the gateway in. It is opened at the first question, and anew after it broke. */
export function openChannel(graph: URL, greeting: () => Promise<Record<string, string>>): Channel {
  const sockets = new Set<WebSocket>()
  let current: Promise<Connection | undefined> | undefined
  let closed = false

  async function connect(onEnd: () => void): Promise<Connection | undefined> {
    const address = new URL(CHANNEL, graph)
    address.protocol = graph.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = new WebSocket(address, { headers: await greeting(), handshakeTimeout: CONNECT_MS, maxPayload: MOST_BYTES, perMessageDeflate: false, skipUTF8Validation: true })
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    return new Promise((resolve, reject) => {
      const connection = talk(socket, onEnd)
      socket.once('open', () => resolve(connection))
      socket.once('unexpected-response', (request, { statusCode }) => {
        request.destroy()
        if (statusCode !== 404) return reject(failure('CHANNEL_NOT_OPENED', statusCode))
        setTimeout(onEnd, SPARED_MS).unref()
        return resolve(undefined)
      })
      socket.once('error', (error) => reject(failure('CHANNEL_NOT_OPENED', error)))
    })
  }

  function open(): Promise<Connection | undefined> {
    const end = () => { if (current === opening) current = undefined }
    const opening: typeof current = connect(end).catch((error: Error) => {
      end()
      throw error
    })
    return opening
  }

  return {
    async ask(headers, body) {
      if (closed) throw failure('CHANNEL_NOT_OPENED')
      current ??= open()
      const connection = await current
      return connection?.ask(JSON.stringify(headers), body)
    },
    close() {
      closed = true
      for (const socket of sockets) socket.close()
    },
  }
}

/** `onEnd`: it takes no more questions. Those that it has are answered still, where it only leaves. */
function talk(socket: WebSocket, onEnd: () => void): Connection {
  const asking = new Map<number, Asking>()
  const say = gatherLines((message) => socket.send(message))
  let last = 0
  let leaving = false
  let heardAt = 0

  const closeWhenDone = () => { if (leaving && asking.size === 0) socket.close() }

  function hear(message: string): void {
    heardAt = Date.now()
    if (message === LEAVING) {
      leaving = true
      onEnd()
      return closeWhenDone()
    }
    for (const [number, head, text] of linesOf(message)) {
      asking.get(number)?.resolve({ text, viewerChanged: head === VIEWER_CHANGED_HEAD })
      asking.delete(number)
    }
    closeWhenDone()
  }

  /** Questions stand in the order in which their time runs out. */
  function sweep(): void {
    const now = Date.now()
    for (const [number, { until, reject }] of asking) {
      if (until > now) break
      asking.delete(number)
      reject(failure('CHANNEL_TIMEOUT'))
      // nothing at all has come for as long: its other side is gone without a word
      if (heardAt < now - ANSWER_MS) socket.terminate()
    }
    closeWhenDone()
  }

  const timer = setInterval(sweep, SWEEP_MS)
  timer.unref()
  socket.on('message', (message) => hear(String(message)))
  socket.on('error', () => {})
  socket.once('close', () => {
    clearInterval(timer)
    onEnd()
    for (const { reject } of asking.values()) reject(failure('CHANNEL_BROKEN'))
    asking.clear()
  })

  return {
    ask(head, body) {
      if (socket.readyState !== WebSocket.OPEN || leaving) return Promise.reject(failure('CHANNEL_NOT_OPENED'))
      const number = ++last
      const { promise, resolve, reject } = Promise.withResolvers<Answered>()
      asking.set(number, { resolve, reject, until: Date.now() + ANSWER_MS })
      say(number, head, body)
      return promise
    },
  }
}
