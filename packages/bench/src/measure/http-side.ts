import { isDeepStrictEqual } from 'node:util'
import { askOnce, type HttpLoad, type HttpRequest, type HttpTarget } from '../load/http.ts'
import { cpuSecondsOfAll } from '../process/usage.ts'
import type { Side } from './alternate.ts'

export interface HttpServer {
  name: string
  target: HttpTarget
  request: HttpRequest
  /** The processes whose work it is: the server and whatever it asks, but the database. */
  pids: readonly number[]
}

const CONNECTIONS = 16

/** Sends the same request over and over: requests a second, and CPU milliseconds of all its processes for one. */
export function httpSide(load: HttpLoad, { name, target, request, pids }: HttpServer, seconds: number): Side {
  return async () => {
    const before = cpuSecondsOfAll(pids)
    const result = await load.run({ target, requests: [request], mode: 'repeat', connections: CONNECTIONS, seconds })
    const cpu = cpuSecondsOfAll(pids) - before
    if (result.failed) throw new Error(`${name} failed ${result.failed} of ${result.sent} requests: ${result.failure}`)
    return { rate: result.sent / result.seconds, cpu: (cpu / result.sent) * 1000, p99: result.p99 }
  }
}

/** The data that all give for the same question; throws unless it is the same. */
export async function requireEqual(servers: readonly HttpServer[]): Promise<void> {
  const [first, ...others] = await Promise.all(servers.map(async ({ name, target, request }) => ({ name, answer: JSON.parse(await askOnce(target, request)) as { data?: unknown; errors?: unknown } })))
  for (const { name, answer } of [first!, ...others]) {
    if (answer.errors || !answer.data) throw new Error(`${name} refuses: ${JSON.stringify(answer).slice(0, 500)}`)
    if (!isDeepStrictEqual(answer.data, first!.answer.data)) throw new Error(`${name} and ${first!.name} give different answers:\n${JSON.stringify(answer.data).slice(0, 800)}\n${JSON.stringify(first!.answer.data).slice(0, 800)}`)
  }
}

/** Lets compilers and caches settle before anything counts. */
export async function warmUp(load: HttpLoad, servers: readonly HttpServer[], seconds: number): Promise<void> {
  for (const { target, request } of servers) await load.run({ target, requests: [request], mode: 'repeat', connections: CONNECTIONS, seconds })
}
