import type { ExecutionResult } from 'graphql'
import { Refusal } from '@hospital/subgraph/refusal'
import type { Watcher } from './conversation.ts'
import type { EventStream } from './subgraphs.ts'

/** A watcher that takes nothing for this many events is let go: it comes back and reads on from where it was. */
const MOST_WAITING = 1_000

/**
 * A subscription on a subgraph elsewhere; `watch` asks for it. A stream that breaks is the watcher's to take up again: only they know how far
 * they got. return() leaves at once, also while it is still being asked for.
 */
export function openRemoteStream(watch: (watcher: Watcher) => Promise<() => void>): EventStream {
  const waiting: ExecutionResult[] = []
  let over = false
  let wake: (() => void) | undefined

  function end(error?: Error): void {
    if (error && !over) waiting.push({ errors: [new Refusal('SERVICE_UNAVAILABLE')] })
    over = true
    wake?.()
  }

  function event(text: string): void {
    if (over) return
    waiting.push(JSON.parse(text) as ExecutionResult)
    if (waiting.length > MOST_WAITING) over = true
    wake?.()
  }

  const watched = watch({ event, end })
  watched.catch(end)

  async function finish(): Promise<IteratorResult<ExecutionResult>> {
    over = true
    waiting.length = 0
    wake?.()
    watched.then((leave) => leave(), () => {})
    return { done: true, value: undefined }
  }

  return {
    [Symbol.asyncIterator]() { return this },
    async next() {
      for (;;) {
        const result = waiting.shift()
        if (result) return { done: false, value: result }
        if (over) return finish()
        await new Promise<void>((resolve) => { wake = resolve })
        wake = undefined
      }
    },
    return: finish,
    throw: async (error) => { await finish(); throw error },
  }
}
