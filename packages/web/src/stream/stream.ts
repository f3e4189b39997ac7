import type { Client, ExecutionResult, FormattedExecutionResult } from 'graphql-ws'
import { isPassing } from '../problem.ts'
import { SessionEnded } from '../ticket.ts'

export interface StreamOptions<Data> {
  /** Of a registered subscription. */
  documentId: string
  variables: Record<string, unknown>
  /** The last sequence the page already has; it goes out as `$after`. */
  after?: number
  /** The sequence of an event; without it nothing is resumed or de-duplicated (a snapshot stream). */
  sequenceOf?: (data: Data) => number
  onEvent: (data: Data) => void
  /** A refusal: the stream is over, as the graph said no. */
  onRefused?: (errors: readonly { message: string; extensions?: Record<string, unknown> }[]) => void
}

/** What the browser says of the network; a server says nothing. */
const device = globalThis as Partial<Pick<EventTarget, 'addEventListener' | 'removeEventListener'>>

export interface StreamClient {
  subscribe: Client['subscribe']
}

/** A stream that stood for so long was well: its break is a first one, whatever went before. */
const STEADY_MS = 15_000

/** 0.25-0.5 s at first, 8-16 s at most: a restarted gateway is not met by everyone at once. */
export function retryDelayMs(attempt: number, random = Math.random()): number {
  const ceiling = Math.min(500 * 2 ** attempt, 16_000)
  return ceiling / 2 + random * (ceiling / 2)
}

/**
 * Follows a subscription until the returned function is called. After a break it asks again from the last sequence seen, so nothing is lost;
 * what arrives twice is dropped by sequence. It never gives up: only a refusal of the graph or the end of the session ends it.
 */
export function openStream<Data>(client: StreamClient, options: StreamOptions<Data>): () => void {
  const { documentId, variables, sequenceOf, onEvent, onRefused } = options
  let last = options.after
  let attempt = 0
  let startedAt = 0
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let leave: (() => void) | undefined

  const next = ({ data, errors }: ExecutionResult<Data, unknown> | FormattedExecutionResult<Data, unknown>) => {
    attempt = 0
    if (errors?.length && !data) return refuse(errors)
    if (!data) return
    const sequence = sequenceOf?.(data)
    if (sequence !== undefined && last !== undefined && sequence <= last) return
    last = sequence ?? last
    onEvent(data)
  }
  const refuse = (errors: readonly { message: string; extensions?: Record<string, unknown> }[]) => {
    if (errors.some((error) => isPassing(error.extensions?.code))) return again()
    stop()
    onRefused?.(errors)
  }
  const again = () => {
    if (stopped) return
    if (Date.now() - startedAt > STEADY_MS) attempt = 0
    clearTimeout(timer)
    timer = setTimeout(start, retryDelayMs(attempt++))
  }
  const start = () => {
    timer = undefined
    startedAt = Date.now()
    const request = {
      // The protocol wants a text; the id stands in the one place it leaves for more.
      query: '',
      extensions: { documentId },
      // Read when the message is written, so that even a reconnect inside the client asks from the right place.
      get variables() {
        return last === undefined ? variables : { ...variables, after: last }
      },
    }
    const broken = (error: unknown) => {
      if (Array.isArray(error)) refuse(error)
      else if (error instanceof SessionEnded) stop()
      else again()
    }
    leave = client.subscribe<Data>(request, { next, error: broken, complete: again })
  }
  /** The network is back: nobody has to wait for the next try. */
  const hurry = () => {
    if (stopped || timer === undefined) return
    attempt = 0
    again()
  }
  const stop = () => {
    stopped = true
    clearTimeout(timer)
    device.removeEventListener?.('online', hurry)
    leave?.()
  }

  device.addEventListener?.('online', hurry)
  start()
  return stop
}
