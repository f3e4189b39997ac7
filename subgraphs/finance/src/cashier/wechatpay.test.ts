import { fileURLToPath } from 'node:url'
import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { service } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import { mountRoutes } from '@hospital/subgraph/routes'
import { administratorViewer, openTestSubgraph, patientViewer, type TestSubgraph } from '@hospital/subgraph/testing'
import { browserFor } from '../../test/scenario.ts'
import { openOutside, type Outside } from '../../test/outside.ts'
import { verifyLedger } from '../ledger/verify.ts'
import { createSubgraph } from '../subgraph.ts'

const patient = patientViewer()
const accountant = administratorViewer('ACCOUNTANT')
let outside: Outside
let finance: TestSubgraph
let app: FastifyInstance

beforeAll(async () => {
  outside = await openOutside()
  const port = await freePort()
  finance = await openTestSubgraph('finance', fileURLToPath(new URL('../../migrations', import.meta.url)),
    (installation) => createSubgraph({ ...installation, gatewayUrl: `http://127.0.0.1:${port}` }), outside.connectors)
  app = Fastify()
  await mountRoutes(app, finance.subgraph.routes!)
  await app.listen({ port, host: '127.0.0.1' })
})
afterEach(() => outside.heal())
afterAll(async () => {
  await app?.close()
  await finance?.close()
  await outside?.close()
})

async function freePort(): Promise<number> {
  const probe = Fastify()
  await probe.listen({ port: 0, host: '127.0.0.1' })
  const { port } = probe.server.address() as AddressInfo
  await probe.close()
  return port
}

async function openOrder(amountFen = 1_500): Promise<string> {
  const orderId = newId()
  await finance.subgraph.jobs['finance.on.order.due']!({ id: newId(), event: 'order.due', data: {
    orderId, kind: 'REGISTRATION', subjectType: 'Appointment', subjectId: newId(), title: '挂号费 心血管内科', amountFen, accountId: patient.accountId,
    patientId: patient.patientIds[0], institutionId: null, departmentId: null, practitionerId: null, payUntil: new Date(finance.clock.now().getTime() + 900_000).toISOString(),
  } })
  return orderId
}
async function start(orderId: string, method = 'WECHAT_H5') {
  const { data, errors } = await finance.execute<{ startPayment: { id: string; number: string; payUrl: string | null; codeUrl: string | null; jsapiParams: { paySign: string } | null } }>(patient,
    'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { id number payUrl codeUrl jsapiParams } }', { input: { orderIds: [orderId], method, openid: 'o-test', returnUrl: 'http://app.test/pay' } }, browserFor(method))
  if (errors) throw errors[0]
  return data!.startPayment
}
async function orderOf(id: string) {
  const { data } = await finance.execute<{ order: { status: string; refundedFen: number; refunds: { status: string; number: string }[]; payments: { status: string }[] } }>(accountant, 'query ($id: ID!) { order(id: $id) { status refundedFen refunds { status number } payments { status } } }', { id })
  return data!.order
}
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; !(await holds());) {
    if (Date.now() > end) throw new Error(`Not so in time: ${holds}`)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}
const becomes = (id: string, status: string) => until(async () => (await orderOf(id)).status === status)

test('[B1-03] paid at WeChat Pay, reported signed and encrypted: the order is paid', async () => {
  for (const method of ['WECHAT_H5', 'WECHAT_NATIVE', 'WECHAT_JSAPI']) {
    const id = await openOrder()
    const payment = await start(id, method)
    expect([payment.payUrl, payment.codeUrl, payment.jsapiParams?.paySign].filter(Boolean), method).toHaveLength(1)
    await outside.control(`pay/${payment.number}`, {})
    await becomes(id, 'PAID')
  }
})

test('[B1-03] callbacks that are forged, tampered with, stale or signed by another key are refused and do nothing', async () => {
  const id = await openOrder()
  const payment = await start(id)
  await outside.control('wechatpay/hold', { hold: true })
  await outside.control(`pay/${payment.number}`, {})
  for (const trick of ['tampered', 'forged', 'wrong-serial', 'stale', 'sign-test']) {
    expect(await outside.control(`wechatpay/callbacks/${payment.number}`, { trick }), trick).toMatchObject({ status: 401 })
  }
  expect((await orderOf(id)).status).toBe('OPEN')
  await outside.control('wechatpay/hold', { hold: false })
  await becomes(id, 'PAID')
  for (let i = 0; i < 3; i++) expect(await outside.control(`wechatpay/callbacks/${payment.number}`, { trick: 'duplicate' })).toMatchObject({ status: 204 })
  const paid = (await finance.waitingJobs()).filter(({ task, payload }) => task === 'clinical.on.order.paid' && (payload.data as { orderId: string }).orderId === id)
  expect(paid).toHaveLength(1)
})

test('[B1-03] a signed callback is not believed either: the channel is asked', async () => {
  const id = await openOrder()
  const payment = await start(id)
  await outside.control('wechatpay/hold', { hold: true })
  await outside.control(`pay/${payment.number}`, {})
  expect(await outside.control(`wechatpay/callbacks/${payment.number}`, { trick: 'wrong-amount' })).toMatchObject({ status: 204 })
  expect(await orderOf(id)).toMatchObject({ status: 'PAID', payments: [{ status: 'SUCCEEDED' }] })
  await outside.control('wechatpay/hold', { hold: false })
})

test('[B1-03] an amount other than asked for is left to a person', async () => {
  const id = await openOrder()
  const payment = await start(id)
  await outside.control(`pay/${payment.number}`, { amountFen: 1 })
  await until(async () => (await orderOf(id)).payments[0]!.status === 'FAILED')
  expect((await orderOf(id)).status).toBe('OPEN')
  const { data } = await finance.execute<{ moneyAlerts: { nodes: { kind: string }[] } }>(accountant, '{ moneyAlerts(first: 1) { nodes { kind } } }')
  expect(data!.moneyAlerts.nodes).toEqual([{ kind: 'WRONG_AMOUNT' }])
})

test('[A3-03] a refund arrives by its callback, and a silent one is found by asking', async () => {
  const id = await openOrder()
  const payment = await start(id)
  await outside.control(`pay/${payment.number}`, { silent: true })
  finance.clock.advance(16_000)
  await finance.runJobs()
  expect((await orderOf(id)).status).toBe('PAID')
  const { errors } = await finance.execute(accountant, 'mutation ($id: ID!) { refundOrder(input: { orderId: $id, amountFen: 500, reason: "多收", clientKey: "by-callback" }) { id } }', { id })
  expect(errors).toBeUndefined()
  await finance.runJobs()
  const [refund] = (await orderOf(id)).refunds
  await outside.control(`wechatpay/refunds/${refund!.number}`, { state: 'SUCCESS' }).catch(() => {})
  await becomes(id, 'PARTLY_REFUNDED')
  expect(await orderOf(id)).toMatchObject({ refundedFen: 500, refunds: [{ status: 'SUCCEEDED' }] })
})

test('[B1-03] a channel that is down or answers too late costs the patient nothing but a moment', async () => {
  const id = await openOrder()
  await outside.break({ mode: 'down' })
  await expect(start(id)).rejects.toMatchObject({ extensions: { code: 'PAYMENT_UNAVAILABLE' } })
  await outside.heal()
  await outside.break({ mode: 'commit-then-timeout', times: 1 })
  await expect(start(id)).rejects.toMatchObject({ extensions: { code: 'PAYMENT_UNAVAILABLE' } })
  await outside.heal()
  const payment = await start(id)
  expect((await orderOf(id)).payments).toHaveLength(1)
  await outside.control(`pay/${payment.number}`, {})
  await becomes(id, 'PAID')
  const ctx = finance.subgraph.contextFor({ viewer: service('finance'), requestId: newId(), origin: { ip: null, userAgent: null } })
  expect(await verifyLedger(ctx)).toEqual([])
})
