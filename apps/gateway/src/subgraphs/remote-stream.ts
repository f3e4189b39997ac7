import type { ClientRequestArgs } from 'node:http'
import { GraphQLError, type ExecutionResult } from 'graphql'
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { Refusal } from '@hospital/subgraph/refusal'
import type { EventStream, Operation } from './subgraphs.ts'

/** A watcher that takes nothing for this many events is let go: it comes back and reads on from where it was. */
const MOST_WAITING = 1_000

/** A subscription on a subgraph elsewhere, on a socket of its own, since the socket carries who watches. return() closes it at once. */
export function openRemoteStream(url: URL, headers: Record<string, string>, operation: Operation): EventStream {
  const address = new URL(url)
  address.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const { 'content-type': _type, accept: _accept, ...upgrade } = headers
  const client = createClient({ url: address.href, webSocketImpl: socketWith({ headers: upgrade }), retryAttempts: 0, lazy: true })
  const waiting: ExecutionResult[] = []
  let over = false
  let wake: (() => void) | undefined

  function push(result: ExecutionResult | undefined): void {
    if (result) waiting.push(result)
    if (!result || waiting.length > MOST_WAITING) over = true
    wake?.()
  }
  const leave = client.subscribe({ query: operation.query, variables: operation.variables, operationName: operation.operationName }, {
    next: (result) => push(result as ExecutionResult),
    error(error) {
      push({ errors: Array.isArray(error) ? (error as GraphQLError[]) : [new Refusal('SERVICE_UNAVAILABLE')] })
      push(undefined)
    },
    complete: () => push(undefined),
  })

  async function finish(): Promise<IteratorResult<ExecutionResult>> {
    over = true
    waiting.length = 0
    leave()
    wake?.()
    await client.dispose()
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

/** graphql-ws makes its sockets itself, and knows no headers. */
function socketWith(options: ClientRequestArgs): typeof WebSocket {
  return class extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol, options)
    }
  } as unknown as typeof WebSocket
}
