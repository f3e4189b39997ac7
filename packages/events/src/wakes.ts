import { EventEmitter } from 'node:events'
import type { Sql } from 'postgres'
import { wakesConnected, wakesReceived, wakesSent } from '@hospital/telemetry/metrics'
import { openNotifyTransport } from './notify-transport.ts'

/** Topics say that something changed, never what: whoever wakes reads the truth from the database. */
export interface Wakes {
  /**
   * Tells every process after at most 5 ms, and the caches of this one at once. Call it after commit only. Resolves when the news has left this
   * process: at the latest after a second, whether or not it could.
   */
  send(topics: Iterable<string>): Promise<void>
  /** Calls back on each wake-up of the topic, and whenever wake-ups may have been lost. Returns the way to stop. */
  on(topic: string, listener: () => void): () => void
  /** Calls back with every topic of a prefix (`session:`), for caches that must forget. `undefined` means: forget all. */
  onPrefix(prefix: string, listener: (topic: string | undefined) => void): () => void
  close(): Promise<void>
}

/** What carries wake-ups between processes: NOTIFY, or Redis where that is outgrown. */
export interface WakeTransport {
  name: 'notify' | 'redis'
  /** Largest message in bytes. */
  mostBytes: number
  publish(payload: string): Promise<void>
  close(): Promise<void>
}

export interface WakeListener {
  onPayload(payload: string): void
  /** Messages arrive from now on; some may have been missed before. */
  onConnected(): void
  /** From now on nothing arrives until `onConnected`. */
  onLost(): void
}

export type OpenWakeTransport = (listener: WakeListener) => Promise<WakeTransport>

const COALESCE_MS = 5
/** While nothing arrives, everybody looks by themselves this often. */
const BLIND_MS = 1_000
/** Whoever waits for news to leave waits no longer: while what carries them is away, everybody looks by themselves. */
const LEAVING_MS = 1_000

/** Says that who a session is has changed, or that it has ended. */
export const SESSION_TOPICS = 'session:'

/** Wake-ups by NOTIFY. */
export const openWakes = (sql: Sql, onError: (error: unknown) => void): Promise<Wakes> => openWakesOver((listener) => openNotifyTransport(sql, listener), onError)

export async function openWakesOver(open: OpenWakeTransport, onError: (error: unknown) => void): Promise<Wakes> {
  const topics = new EventEmitter().setMaxListeners(0)
  const prefixes = new Set<{ prefix: string; listener: (topic: string | undefined) => void }>()
  const pending = new Set<string>()
  /** Settles when what is pending has left. */
  let leaving = Promise.withResolvers<void>()
  let timer: NodeJS.Timeout | undefined
  let blind: NodeJS.Timeout | undefined

  function forget(topic: string) {
    for (const { prefix, listener } of prefixes) if (topic.startsWith(prefix)) listener(topic)
  }
  function deliver(topic: string) {
    forget(topic)
    topics.emit(topic)
  }
  function deliverAll() {
    for (const { listener } of prefixes) listener(undefined)
    for (const topic of topics.eventNames()) topics.emit(topic)
  }
  function see(connected: boolean) {
    clearInterval(blind)
    blind = connected ? undefined : setInterval(deliverAll, BLIND_MS).unref()
    deliverAll()
  }

  /** What comes alone leaves at once; what follows within a moment leaves together at its end. */
  function flushSoon() {
    if (!pending.size || timer) return
    timer = setTimeout(() => {
      timer = undefined
      flushSoon()
    }, COALESCE_MS)
    void flush()
  }

  async function flush() {
    const all = [...pending]
    const { resolve: left } = leaving
    const patience = setTimeout(left, LEAVING_MS).unref()
    pending.clear()
    leaving = Promise.withResolvers()
    try {
      for (const payload of payloads(all, transport.mostBytes)) await transport.publish(payload)
      wakesSent.inc({ transport: transport.name, result: 'sent' })
    } catch (error) {
      // Streams poll as a backstop, so a wake-up that could not be sent delays and loses nothing.
      wakesSent.inc({ transport: transport.name, result: 'failed' })
      onError(error)
    } finally {
      clearTimeout(patience)
      left()
    }
  }

  let transport: WakeTransport
  let connected = false
  const show = (now: boolean) => {
    connected = now
    if (transport) wakesConnected.set({ transport: transport.name }, now ? 1 : 0)
    see(now)
  }
  transport = await open({
    onPayload(payload) {
      const names = payload.split('\n')
      wakesReceived.inc({ transport: transport.name }, names.length)
      names.forEach(deliver)
    },
    onConnected: () => show(true),
    onLost: () => show(false),
  })
  show(connected)

  return {
    send(names) {
      for (const name of names) {
        pending.add(name)
        forget(name)
      }
      const left = pending.size ? leaving.promise : Promise.resolve()
      flushSoon()
      return left
    },
    on(topic, listener) {
      topics.on(topic, listener)
      return () => { topics.off(topic, listener) }
    },
    onPrefix(prefix, listener) {
      const entry = { prefix, listener }
      prefixes.add(entry)
      return () => { prefixes.delete(entry) }
    },
    async close() {
      clearTimeout(timer)
      clearInterval(blind)
      await transport.close()
    },
  }
}

function* payloads(topics: string[], mostBytes: number): Generator<string> {
  let payload = ''
  for (const topic of topics) {
    if (payload && payload.length + topic.length + 1 > mostBytes) {
      yield payload
      payload = ''
    }
    payload = payload ? `${payload}\n${topic}` : topic
  }
  if (payload) yield payload
}
