import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { registry } from '@hospital/telemetry/metrics'
import { startTracing, type Tracing } from '@hospital/telemetry/tracing'
import { freeSlots, holdSlot } from './booking.ts'
import { openTestHospital, until, type TestHospital } from './hospital.ts'

interface Span {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  attributes: { key: string; value: unknown }[]
}

const spans: Span[] = []
let collector: Server
let tracing: Tracing
let hospital: TestHospital

/** An OTLP/HTTP collector that keeps what it gets. */
async function openCollector(): Promise<string> {
  collector = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] }
    spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
}

beforeAll(async () => {
  tracing = startTracing('test', await openCollector())
  hospital = await openTestHospital({ shape: 'distributed' })
  await hospital.seed()
}, 600_000)
afterAll(async () => {
  await hospital?.close()
  await tracing?.stop()
  collector.closeAllConnections()
  collector.close()
})

it('[traces] one booking is one trace: gateway, subgraph, transaction, outbox, job, HIS; and nothing of the person is in it', async () => {
  const patient = await hospital.signInPatient('13800000001')
  const { me: { patients: [person] } } = await patient.query('{ me { patients { id name } } }')
  const [slot] = await freeSlots(hospital, { atLeast: 1, where: 'each' })
  const { id, orderId } = await holdSlot(patient, slot!.id, person.id)
  const { startPayment } = await patient.mutate('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number } }', { input: { orderIds: [orderId], method: 'WECHAT_NATIVE' } })
  await hospital.sandbox.pay(startPayment.number)
  await until(async () => (await patient.query('query ($id: ID!) { appointment(id: $id) { status } }', { id })).appointment.status === 'BOOKED', 60_000)

  const names = (traceId: string) => spans.filter((span) => span.traceId === traceId).map(({ name }) => name)
  const held = await until(() => spans.find(({ name, traceId }) => name === 'job finance.on.order.due' && names(traceId).includes('fetch clinical')), 20_000)
  const trace = names(held.traceId)
  expect(trace).toEqual(expect.arrayContaining(['graphql open', 'fetch clinical', 'graphql clinical', 'clinical transaction', 'job finance.on.order.due', 'finance transaction']))
  expect(trace.some((name) => name.startsWith('his '))).toBe(true)
  const confirmed = await until(() => spans.find(({ name, traceId }) => name === 'job clinical.confirmInHis' && names(traceId).some((one) => one.startsWith('his '))), 20_000)
  expect(names(confirmed.traceId)).toContain('clinical transaction')
  expect(JSON.stringify(spans)).not.toMatch(new RegExp(`${person.name}|13800000001`))
}, 600_000)

it('[metrics] the same walk leaves figures of jobs, transactions, fetches and outside calls, and names nobody', async () => {
  const text = await registry.metrics()
  expect(text).toMatch(/hospital_jobs_total\{task="finance\.on\.order\.due",result="done"[^}]*\} \d+/)
  expect(text).toMatch(/hospital_outside_call_seconds_count\{port="his",result="ok"/)
  expect(text).toMatch(/hospital_subgraph_fetch_seconds_count\{subgraph="clinical",result="answered"/)
  expect(text).toMatch(/hospital_request_seconds_count\{operation="open",status="200"/)
  for (const name of ['hospital_transaction_wait_seconds', 'hospital_outbox_lag_seconds', 'hospital_wakes_sent_total', 'hospital_outside_circuit_open', 'hospital_subgraph_peers']) expect(text).toContain(name)
  expect(text).not.toContain('13800000001')
})
