import { createClient as createSocketClient } from 'graphql-ws'
import WebSocket from 'ws'

export interface Answer<T> {
  status: number
  data?: T | null
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string; details?: Record<string, unknown>; requestId?: string } }[]
  requestId: string | null
}

/** A refusal as a test looks at it. */
export class Refused extends Error {
  constructor(readonly code: string, readonly details: Record<string, unknown> | undefined, message: string) {
    super(`${code}: ${message}`)
  }
}

export interface TestClient {
  accessToken?: string
  /** The data; throws `Refused` on any error. */
  query<T = any>(source: string, variables?: Record<string, unknown>): Promise<T>
  mutate<T = any>(source: string, variables?: Record<string, unknown>): Promise<T>
  /** The whole answer, whatever it is. */
  send<T = any>(source: string, variables?: Record<string, unknown>): Promise<Answer<T>>
  /** The code of the refusal; throws where there was none. */
  refused(source: string, variables?: Record<string, unknown>): Promise<string>
  /** Opens a stream on a socket of its own and resolves when it is connected. */
  subscribe<T = any>(source: string, variables?: Record<string, unknown>): Promise<TestStream<T>>
  ticket(): Promise<string>
  /** What a link of the graph leads to, fetched with this session. */
  open(link: string): Promise<Response>
}

export interface TestStream<T> {
  /** Everything that came so far. */
  events: T[]
  /** The next event not yet taken; throws on a refusal, at the stream's end, and after `patienceMs`. */
  next(patienceMs?: number): Promise<T>
  /** The first event from here on that fits. */
  nextThat(fits: (event: T) => boolean, patienceMs?: number): Promise<T>
  /** How it ended: `complete`, a refusal's code or a socket's close code. */
  ended: Promise<string>
  close(): Promise<void>
}

export function createClient(url: string, accessToken?: string): TestClient {
  const headers = { 'content-type': 'application/json', ...(accessToken && { authorization: `Bearer ${accessToken}` }) }

  async function send<T>(query: string, variables?: Record<string, unknown>): Promise<Answer<T>> {
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
    return { status: response.status, requestId: response.headers.get('x-request-id'), ...((await response.json()) as object) }
  }

  async function query<T>(source: string, variables?: Record<string, unknown>): Promise<T> {
    const { data, errors } = await send<T>(source, variables)
    if (errors?.length) throw refusedBy(errors)
    return data as T
  }

  async function ticket(): Promise<string> {
    const response = await fetch(`${url}/tickets`, { method: 'POST', headers, body: '{}' })
    if (!response.ok) throw new Error(`no ticket: ${response.status}`)
    return ((await response.json()) as { ticket: string }).ticket
  }

  return {
    accessToken, send, query, ticket,
    mutate: query,
    async refused(source, variables) {
      const answer = await send(source, variables)
      if (!answer.errors?.length) throw new Error(`Not refused: ${JSON.stringify(answer.data)}`)
      return answer.errors[0]!.extensions.code
    },
    open: (link) => fetch(url + link, { headers: accessToken ? { authorization: `Bearer ${accessToken}` } : {} }),
    subscribe: async (source, variables) => openStream(url, accessToken ? { ticket: await ticket() } : {}, source, variables),
  }
}

const refusedBy = ([first]: NonNullable<Answer<unknown>['errors']>) => new Refused(first!.extensions?.code, first!.extensions?.details, `${first!.message} at ${first!.path?.join('.')}`)

export async function openStream<T>(url: string, connectionParams: Record<string, unknown>, query: string, variables?: Record<string, unknown>): Promise<TestStream<T>> {
  const client = createSocketClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, connectionParams, retryAttempts: 0 })
  const events: T[] = []
  let taken = 0
  let end: { how: string; error?: unknown } | undefined
  let finish!: (how: string) => void
  const ended = new Promise<string>((resolve) => { finish = resolve })
  const over = (how: string, error?: unknown) => {
    end ??= { how, error }
    finish(how)
  }
  const connected = new Promise<void>((resolve) => {
    client.on('connected', () => resolve())
    void ended.then(() => resolve())
  })
  client.subscribe<T>({ query, variables }, {
    next({ data, errors }) {
      if (errors?.length && !data) over((errors[0] as { extensions?: { code: string } }).extensions?.code ?? 'error', refusedBy(errors as never))
      else events.push(data as T)
    },
    error(error) {
      if (Array.isArray(error)) over(error[0]?.extensions?.code ?? 'error', refusedBy(error as never))
      else over(String((error as { code?: number }).code ?? 'error'), error)
    },
    complete: () => over('complete'),
  })
  await connected

  async function next(patienceMs = 5_000): Promise<T> {
    const until = Date.now() + patienceMs
    while (taken >= events.length) {
      if (end) throw end.error ?? new Error(`The stream has ended: ${end.how}`)
      if (Date.now() > until) throw new Error(`No event within ${patienceMs} ms`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    return events[taken++]!
  }
  return {
    events, next, ended,
    async nextThat(fits, patienceMs = 5_000) {
      for (const until = Date.now() + patienceMs; ;) {
        const event = await next(Math.max(1, until - Date.now()))
        if (fits(event)) return event
      }
    },
    async close() {
      await client.dispose()
    },
  }
}
