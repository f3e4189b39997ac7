import type { Server } from 'graphql-ws'
import type { Logger } from 'pino'
import type { WebSocket } from 'ws'
import type { Limits } from '../limits/settings.ts'
import { CLOSE } from './close-codes.ts'

export interface ConnectionOptions {
  limits: Pick<Limits, 'messages' | 'unreadBytes'>
  keepAliveMs: number
  log: Logger
}

/** Messages are counted over so long. */
const RATE_MS = 10_000

/**
 * One socket under graphql-ws's protocol. It is cut when its peer does not answer a ping, sends too many messages, or does not read:
 * what waits for a reader is held in this process's memory.
 */
export function serveConnection<E>(server: Server<E>, socket: WebSocket, extra: E, { limits, keepAliveMs, log }: ConnectionOptions): void {
  const stopPings = keepAlive(socket, keepAliveMs)
  const within = messageRate(limits.messages)
  const countMessage = () => within() || (socket.close(CLOSE.TOO_MANY, 'Too many messages'), false)
  socket.on('ping', countMessage)
  // ws answers broken frames with the protocol's code by itself; somebody's broken frames are no news to us.
  socket.on('error', (error) => log.debug({ err: error }, 'socket'))

  const closed = server.opened({
    protocol: socket.protocol,
    send: (text) => send(socket, text, limits.unreadBytes),
    close: (code, reason) => socket.close(code, reason),
    onMessage: (take) => socket.on('message', (data, isBinary) => {
      if (socket.readyState !== socket.OPEN || !countMessage()) return
      if (isBinary) return socket.close(4400, 'Invalid message received')
      void take(String(data)).catch((error: unknown) => {
        log.error({ err: error }, 'socket message')
        socket.close(CLOSE.INTERNAL, 'Internal server error')
      })
    }),
  }, extra)
  socket.once('close', (code, reason) => {
    stopPings()
    closed(code, String(reason)).catch((error: unknown) => log.error({ err: error }, 'socket left'))
  })
}

/**
 * Resolves when the text has left this process: until then its stream takes no further event. Towards a socket that has gone it resolves
 * in a later turn, so that a stream without pauses leaves room for the news that it has gone.
 */
function send(socket: WebSocket, text: string, unreadBytes: number): Promise<void> {
  return new Promise((resolve) => sendText(socket, text, unreadBytes, resolve))
}

/** As `send`; answers nothing where the text has left at once, as it does to whoever reads. */
export function sendNow(socket: WebSocket, text: Buffer, unreadBytes: number): Promise<void> | undefined {
  let left = () => {}
  sendText(socket, text, unreadBytes, () => left())
  return socket.bufferedAmount > 0 || socket.readyState !== socket.OPEN ? new Promise((resolve) => { left = resolve }) : undefined
}

function sendText(socket: WebSocket, text: string | Buffer, unreadBytes: number, left: () => void): void {
  if (socket.bufferedAmount > unreadBytes) socket.terminate()
  if (socket.readyState === socket.OPEN) socket.send(text, { binary: false }, left)
  else setImmediate(left)
}

/** Pings, and cuts a peer that has not answered by the next ping. */
function keepAlive(socket: WebSocket, everyMs: number): () => void {
  let answered = true
  socket.on('pong', () => { answered = true })
  const timer = setInterval(() => {
    if (!answered) return socket.terminate()
    answered = false
    socket.ping()
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

function messageRate(most: number): () => boolean {
  let count = 0
  let until = 0
  return () => {
    const now = Date.now()
    if (now >= until) [count, until] = [0, now + RATE_MS]
    return ++count <= most
  }
}
