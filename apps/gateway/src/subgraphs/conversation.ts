import WebSocket from 'ws'
import { gatherLines, LEAVING, linesOf, type Answer, type Question } from '@hospital/subgraph/channel/lines'

export interface Answered {
  text: string
  /** What is known of the viewer no longer holds. */
  viewerChanged: boolean
}

export interface Watcher {
  /** A result of the watched operation, as JSON. */
  event(text: string): void
  /** No more will come; with the reason where the stream broke. */
  end(error?: Error): void
}

/** What is said on an open channel. Once it has ended it refuses with CHANNEL_NOT_OPENED. */
export interface Conversation {
  /** Rejects with CHANNEL_BROKEN where nobody knows whether it was heard, with CHANNEL_TIMEOUT after twenty seconds. */
  ask(head: string, body: string): Promise<Answered>
  watch(head: string, body: string, watcher: Watcher): () => void
}

interface Asking {
  resolve(answer: Answered): void
  reject(error: Error): void
  until: number
}

const ANSWER_MS = 20_000
const SWEEP_MS = 1_000

export const failure = (code: 'CHANNEL_NOT_OPENED' | 'CHANNEL_BROKEN' | 'CHANNEL_TIMEOUT', cause?: unknown) => Object.assign(new Error(code, { cause }), { code })

/** `onEnd`: it takes no more questions. Those that it has are answered still where the subgraph only leaves; its streams end, to be taken up elsewhere. */
export function converse(socket: WebSocket, onEnd: () => void): Conversation {
  const asking = new Map<number, Asking>()
  const watching = new Map<number, Watcher>()
  const say = gatherLines<Question>((message) => socket.send(message))
  let last = 0
  let leaving = false
  let heardAt = 0

  const closeWhenDone = () => { if (leaving && asking.size === 0) socket.close() }
  const isOpen = () => socket.readyState === WebSocket.OPEN && !leaving

  function endStreams(): void {
    for (const watcher of watching.values()) watcher.end(failure('CHANNEL_BROKEN'))
    watching.clear()
  }

  function leave(): void {
    leaving = true
    onEnd()
    endStreams()
  }

  function take([number, kind, , text]: Answer): void {
    if (kind === 'event') return watching.get(number)?.event(text)
    if (kind === 'end') {
      const watcher = watching.get(number)
      watching.delete(number)
      return watcher?.end()
    }
    asking.get(number)?.resolve({ text, viewerChanged: kind === 'changed' })
    asking.delete(number)
  }

  function hear(message: string): void {
    heardAt = Date.now()
    if (message === LEAVING) leave()
    else for (const line of linesOf<Answer>(message)) take(line)
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
    endStreams()
  })

  return {
    ask(head, body) {
      if (!isOpen()) return Promise.reject(failure('CHANNEL_NOT_OPENED'))
      const number = ++last
      const { promise, resolve, reject } = Promise.withResolvers<Answered>()
      asking.set(number, { resolve, reject, until: Date.now() + ANSWER_MS })
      say(number, 'ask', head, body)
      return promise
    },
    watch(head, body, watcher) {
      if (!isOpen()) throw failure('CHANNEL_NOT_OPENED')
      const number = ++last
      watching.set(number, watcher)
      say(number, 'watch', head, body)
      return () => { if (watching.delete(number)) say(number, 'leave', '', '') }
    },
  }
}
