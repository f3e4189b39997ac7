import type { Wakes } from './wakes.ts'

export interface StreamOptions<T> {
  wakes: Wakes
  topic: string
  /** The last sequence the follower has; what came later is yielded first. */
  after: number
  /** Rows after a sequence, ascending, at most a page. */
  read(after: number): Promise<T[]>
  /** How many rows make a full page, behind which there may be more; without it any row may have more behind it. */
  page?: number
  sequenceOf(row: T): number
  /** Longest silence before the database is asked anyway, should a wake-up be lost. */
  backstopMs?: number
}

/**
 * Follows a sequence kept in the database: yields what is missing after `after`, then what comes, each once and in order.
 * The iterator is written by hand because return() of an async generator waits behind a pending next() and would leak the follower.
 */
export function followStream<T>({ wakes, topic, after, read, page = 1, sequenceOf, backstopMs = 15_000 }: StreamOptions<T>): AsyncIterableIterator<T> {
  let last = after
  let ready: T[] = []
  let done = false
  let woken = true
  let wakeUp: (() => void) | undefined

  const ring = () => {
    woken = true
    wakeUp?.()
  }
  const off = wakes.on(topic, ring)
  const backstop = setInterval(ring, backstopMs)
  backstop.unref()

  function stop(): IteratorResult<T> {
    done = true
    off()
    clearInterval(backstop)
    wakeUp?.()
    return { done: true, value: undefined }
  }

  async function next(): Promise<IteratorResult<T>> {
    while (!done) {
      const row = ready.shift()
      if (row !== undefined) {
        last = sequenceOf(row)
        return { done: false, value: row }
      }
      if (!woken) {
        await new Promise<void>((resolve) => { wakeUp = resolve })
        wakeUp = undefined
        continue
      }
      woken = false
      ready = await read(last)
      if (ready.length >= page) woken = true
    }
    return { done: true, value: undefined }
  }

  return {
    [Symbol.asyncIterator]() { return this },
    next: () => next().catch((error) => { stop(); throw error }),
    return: async () => stop(),
    throw: async (error) => { stop(); throw error },
  }
}
