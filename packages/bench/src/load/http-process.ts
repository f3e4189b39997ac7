import { serveParent } from '../process/parent.ts'
import { quantile } from '../measure/statistics.ts'
import type { HttpRequest, HttpTarget } from './http.ts'
import { HttpConnection, postRequest } from './http-connection.ts'

export interface HttpRun {
  target: HttpTarget
  requests: HttpRequest[]
  /** `repeat` them until the time is over, or send each `once`. */
  mode: 'repeat' | 'once'
  connections: number
  seconds: number
  /** Counts answers that hold this text. */
  counting?: string
}

export interface HttpRunResult {
  sent: number
  /** Those with the text that was to be counted. */
  counted: number
  failed: number
  seconds: number
  p50: number
  p99: number
  /** An answer that failed, for the message. */
  failure?: string
}

const HOST = '127.0.0.1'

async function run({ target, requests, mode, connections, seconds, counting }: HttpRun): Promise<HttpRunResult> {
  const ready = requests.map((request) => postRequest({ host: HOST, ...target, ...request }))
  const wanted = counting === undefined ? undefined : Buffer.from(counting)
  const open = await Promise.all(Array.from({ length: connections }, () => HttpConnection.open(HOST, target.port)))
  const times: number[] = []
  const result = { sent: 0, counted: 0, failed: 0, failure: undefined as string | undefined }
  let next = 0
  const begun = performance.now()
  const until = begun + seconds * 1000

  async function work(connection: HttpConnection): Promise<void> {
    while (performance.now() < until) {
      if (next === ready.length) {
        if (mode === 'once') return
        next = 0
      }
      const request = ready[next++]!
      const since = performance.now()
      const { status, body } = await connection.send(request)
      times.push(performance.now() - since)
      result.sent++
      if (wanted && body.includes(wanted)) result.counted++
      if (status === 200) continue
      result.failed++
      result.failure ??= `${status} ${body.toString('utf8', 0, 300)}`
    }
  }
  await Promise.all(open.map(work))
  const took = (performance.now() - begun) / 1000
  for (const connection of open) connection.close()
  return { ...result, seconds: took, p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}

serveParent({}, { answer: run })
