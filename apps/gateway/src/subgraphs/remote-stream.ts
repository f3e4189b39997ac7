import type { ClientRequestArgs } from 'node:http'
import { GraphQLError, type ExecutionResult } from 'graphql'
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { Refusal } from '@hospital/subgraph/refusal'
import type { Peers } from './peers.ts'
import type { EventStream, Operation } from './subgraphs.ts'

/** A watcher that takes nothing for this many events is let go: it comes back and reads on from where it was. */
const MOST_WAITING = 1_000

/** A subscription on a subgraph elsewhere, on a socket of its own, since the socket carries who watches. return() closes it at once. */
export function openRemoteStream(peers: Pick<Peers, 'order'>, headers: Record<string, string>, operation: Operation): EventStream {
  const { 'content-type': _type, accept: _accept, ...upgrade } = headers
  const replicas = peers.order()
  let current = replicas.shift()!
  let opened = false
  const client = createClient({
    url: () => socketAddress(current), webSocketImpl: socketWith({ headers: upgrade }), lazy: true,
    // Another replica where this one was never reached. A stream that breaks later is the watcher's to take up again: only they know how far they got.
    retryAttempts: replicas.length, retryWait: async () => {},
    shouldRetry() {
      const next = opened ? undefined : replicas.shift()
      current = next ?? current
      return next !== undefined
    },
    on: { opened: () => { opened = true } },
  })
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
    // it waits for a connection that is still being made, and breaks where that does: nothing is open then
    Promise.resolve(client.dispose()).catch(() => {})
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

function socketAddress(url: URL): string {
  const address = new URL(url)
  address.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return address.href
}

/** graphql-ws makes its sockets itself, and knows no headers. */
function socketWith(options: ClientRequestArgs): typeof WebSocket {
  return class extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol, options)
    }
  } as unknown as typeof WebSocket
}
