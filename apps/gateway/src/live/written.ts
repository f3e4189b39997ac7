import type { EventStream } from '../subgraphs/subgraphs.ts'

const IN_A_ROW = 16
const TAIL = Buffer.from('}')

/**
 * A stream of answers that are JSON in UTF-8 already. They are written here, in graphql-ws's own frame: it would parse nothing and yet write and
 * encode each anew for every watcher. Towards graphql-ws the stream is one that says nothing until it is over.
 */
export function written(texts: AsyncIterableIterator<Buffer>, id: string, send: (frame: Buffer) => Promise<void> | undefined): EventStream {
  const head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`)
  const done = { done: true, value: undefined } as const
  let over = false
  let sent = 0

  async function end(): Promise<typeof done> {
    over = true
    await texts.return?.()
    return done
  }

  return {
    [Symbol.asyncIterator]() { return this },
    async next() {
      for (;;) {
        const result = await texts.next()
        if (result.done || over) return done
        const pending = send(Buffer.concat([head, result.value, TAIL]))
        if (pending) await pending
        // a stream without pauses leaves room for everybody else
        else if (++sent % IN_A_ROW === 0) await new Promise((resolve) => setImmediate(resolve))
      }
    },
    return: end,
    async throw(error) {
      await end()
      throw error
    },
  }
}
