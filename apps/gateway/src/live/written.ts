import type { EventStream } from '../subgraphs/subgraphs.ts'

const IN_A_ROW = 16

/**
 * A stream of answers that are JSON text already. They are written here, in graphql-ws's own frame: it would parse nothing and yet write each
 * anew for every watcher. Towards graphql-ws the stream is one that says nothing until it is over.
 */
export function written(texts: AsyncIterableIterator<string>, id: string, send: (frame: string) => Promise<void> | undefined): EventStream {
  const head = `{"id":${JSON.stringify(id)},"type":"next","payload":`
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
        const pending = send(`${head}${result.value}}`)
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
