import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { JobHelpers } from 'graphile-worker'
import { expect, test } from 'vitest'
import { registry } from '@hospital/telemetry/metrics'
import { startTracing, traced } from '@hospital/telemetry/tracing'
import { observedTasks, withTrace } from './observed-tasks.ts'

interface Span {
  name: string
  traceId: string
  spanId: string
  parentSpanId?: string
}

const helpers = { job: { id: '1', attempts: 1, run_at: new Date() } } as unknown as JobHelpers

test('[traces] a job goes on with the trace that left it, and its work does not see it', async () => {
  const spans: Span[] = []
  const collector = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] }
    spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  const tracing = startTracing('test', `http://127.0.0.1:${(collector.address() as AddressInfo).port}`)

  let given: unknown
  const tasks = observedTasks({
    async book(payload) {
      given = payload
      await traced('his createAppointment', { kind: 'client' }, async () => {})
    },
  })
  const payload = await traced('clinical transaction', {}, async () => withTrace({ appointmentId: '7' }))
  // through the outbox and the queue, as JSON
  await tasks.book!(JSON.parse(JSON.stringify(payload)), helpers)
  await tracing.stop()
  await new Promise((resolve) => collector.close(resolve))

  expect(given).toEqual({ appointmentId: '7' })
  const [transaction, job, call] = ['clinical transaction', 'job book', 'his createAppointment'].map((name) => spans.find((span) => span.name === name)!)
  expect(new Set([transaction, job, call].map((span) => span!.traceId)).size).toBe(1)
  expect(job!.parentSpanId).toBe(transaction!.spanId)
  expect(call!.parentSpanId).toBe(job!.spanId)
})

test('[traces] while nothing is traced a payload stays as it is', () => {
  const payload = { appointmentId: '7' }
  expect(withTrace(payload)).toBe(payload)
})

test('[metrics] jobs count as done or failed, by task', async () => {
  const tasks = observedTasks({ good: async () => {}, async bad() { throw new Error('no') } })
  await tasks.good!({}, helpers)
  await expect(tasks.bad!({}, helpers)).rejects.toThrow('no')
  const text = await registry.metrics()
  expect(text).toContain('hospital_jobs_total{task="good",result="done"} 1')
  expect(text).toContain('hospital_jobs_total{task="bad",result="failed"} 1')
})
