import { EventEmitter } from 'node:events'
import type { Sql } from 'postgres'

/** Topics say that something changed, never what: whoever wakes reads the truth from the database. */
export interface Wakes {
  /** Tells every process after at most 5 ms, and the caches of this one at once. Call it after commit only. */
  send(topics: Iterable<string>): void
  /** Calls back on each wake-up of the topic, and whenever wake-ups may have been lost. Returns the way to stop. */
  on(topic: string, listener: () => void): () => void
  /** Calls back with every topic of a prefix (`session:`), for caches that must forget. `undefined` means: forget all. */
  onPrefix(prefix: string, listener: (topic: string | undefined) => void): () => void
  close(): Promise<void>
}

const CHANNEL = 'hospital_wake'
const COALESCE_MS = 5
/** NOTIFY takes payloads under 8,000 bytes. */
const PAYLOAD_BYTES = 7_000

export async function openWakes(sql: Sql, onError: (error: unknown) => void): Promise<Wakes> {
  const topics = new EventEmitter().setMaxListeners(0)
  const prefixes = new Set<{ prefix: string; listener: (topic: string | undefined) => void }>()
  const pending = new Set<string>()
  let timer: NodeJS.Timeout | undefined

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

  async function flush() {
    timer = undefined
    const all = [...pending]
    pending.clear()
    try {
      for (const payload of payloads(all)) await sql`select pg_notify(${CHANNEL}, ${payload})`
    } catch (error) {
      // Streams poll as a backstop, so a wake-up that could not be sent delays and loses nothing.
      onError(error)
    }
  }

  // On every (re)connection wake-ups may have been missed: wake all.
  const listening = await sql.listen(CHANNEL, (payload) => payload.split('\n').forEach(deliver), deliverAll)

  return {
    send(names) {
      for (const name of names) {
        pending.add(name)
        forget(name)
      }
      if (pending.size && !timer) timer = setTimeout(() => void flush(), COALESCE_MS)
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
      await listening.unlisten().catch(() => {})
    },
  }
}

function* payloads(topics: string[]): Generator<string> {
  let payload = ''
  for (const topic of topics) {
    if (payload && payload.length + topic.length + 1 > PAYLOAD_BYTES) {
      yield payload
      payload = ''
    }
    payload = payload ? `${payload}\n${topic}` : topic
  }
  if (payload) yield payload
}
