import WebSocket from 'ws'
import { CHANNEL, MOST_BYTES } from '@hospital/subgraph/channel/lines'
import { converse, failure, type Answered, type Conversation, type Watcher } from './conversation.ts'

/** To one replica of a subgraph: a socket on which questions are asked and streams are watched side by side. It is opened at the first of them, and anew after it broke. */
export interface Channel {
  ask(headers: Record<string, string>, body: string): Promise<Answered>
  /** Resolves, once the replica has been asked, with how to leave. */
  watch(headers: Record<string, string>, body: string, watcher: Watcher): Promise<() => void>
  close(): void
}

/** A full machine greets late. Who is away altogether refuses at once, or is known by not being ready. */
const CONNECT_MS = 10_000

/** `greeting`: headers that let the gateway in. */
export function openChannel(graph: URL, greeting: () => Promise<Record<string, string>>): Channel {
  const sockets = new Set<WebSocket>()
  let current: Promise<Conversation> | undefined
  let closed = false

  async function connect(onEnd: () => void): Promise<Conversation> {
    const address = new URL(CHANNEL, graph)
    address.protocol = graph.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = new WebSocket(address, { headers: await greeting(), handshakeTimeout: CONNECT_MS, maxPayload: MOST_BYTES, perMessageDeflate: false, skipUTF8Validation: true })
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    return new Promise((resolve, reject) => {
      const conversation = converse(socket, onEnd)
      socket.once('open', () => resolve(conversation))
      socket.once('error', (error) => reject(failure('CHANNEL_NOT_OPENED', error)))
    })
  }

  function open(): Promise<Conversation> {
    const end = () => { if (current === opening) current = undefined }
    const opening: Promise<Conversation> = connect(end).catch((error: Error) => {
      end()
      throw error
    })
    return opening
  }

  async function conversation(): Promise<Conversation> {
    if (closed) throw failure('CHANNEL_NOT_OPENED')
    return (current ??= open())
  }

  return {
    ask: async (headers, body) => (await conversation()).ask(JSON.stringify(headers), body),
    watch: async (headers, body, watcher) => (await conversation()).watch(JSON.stringify(headers), body, watcher),
    close() {
      closed = true
      for (const socket of sockets) socket.close()
    },
  }
}
