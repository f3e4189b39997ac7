import { afterAll, beforeAll, expect, test } from 'vitest'
import { ANONYMOUS, type Viewer } from '@hospital/access/viewer'
import { administratorViewer, doctorViewer, patientViewer } from '@hospital/subgraph/testing'
import { openScenario, type Due, type Scenario } from '../../test/scenario.ts'

let s: Scenario
let order: Due
let paymentId: string
let refundId: string
let entryId: string

beforeAll(async () => {
  s = await openScenario()
  order = await s.openOrder()
  paymentId = (await s.pay([order.orderId])).id
  const { data } = await s.execute<{ refundOrder: { id: string } }>(s.accountant, 'mutation ($id: ID!) { refundOrder(input: { orderId: $id, amountFen: 100, reason: "测试", clientKey: "access-test" }) { id } }', { id: order.orderId })
  refundId = data!.refundOrder.id
  const ledger = await s.execute<{ ledgerEntries: { nodes: { id: string }[] } }>(s.accountant, '{ ledgerEntries(first: 1) { nodes { id } } }')
  entryId = ledger.data!.ledgerEntries.nodes[0]!.id
})
afterAll(() => s.close())

const viewers = (): Record<string, Viewer> => ({
  payer: s.patient,
  'the same person\'s other account': patientViewer([...s.patient.patientIds]),
  'another patient': patientViewer(),
  'the order\'s own doctor': doctorViewer(order.practitionerId!),
  'an operator': administratorViewer('OPERATOR'),
  'an accountant': s.accountant,
  nobody: ANONYMOUS,
})

/** Who sees an entity, by every path that leads to it. */
const SEES = {
  Order: ['payer', 'the same person\'s other account', 'an operator', 'an accountant'],
  Payment: ['payer', 'an accountant'],
  Refund: ['payer', 'the same person\'s other account', 'an accountant'],
  LedgerEntry: ['an accountant'],
} as const

const idOf = (type: keyof typeof SEES) => ({ Order: order.orderId, Payment: paymentId, Refund: refundId, LedgerEntry: entryId })[type]

test.each(Object.keys(SEES) as (keyof typeof SEES)[])('[B1-03] %s is seen through _entities by those it concerns and nobody else', async (type) => {
  const seen: string[] = []
  for (const [name, viewer] of Object.entries(viewers())) {
    const { data } = await s.execute<{ _entities: (object | null)[] }>(viewer, `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { id } } }`, { of: [{ __typename: type, id: idOf(type) }] })
    if (data?._entities[0]) seen.push(name)
  }
  expect(seen).toEqual(SEES[type])
})

test.each(['Appointment', 'Consultation'])('[B1-03] the order of a foreign %s stays invisible through federation', async (type) => {
  const of = [{ __typename: type, id: order.subjectId }]
  const orderThrough = async (viewer: Viewer) => (await s.execute<{ _entities: { order: { id: string } | null }[] }>(viewer, `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { order { id } } } }`, { of })).data!._entities[0]!.order
  expect(await orderThrough(s.patient)).toEqual({ id: order.orderId })
  for (const viewer of [patientViewer(), doctorViewer(order.practitionerId!), ANONYMOUS]) expect(await orderThrough(viewer)).toBeNull()
})

test('[A7-06] a foreign person\'s orders are none, through federation too', async () => {
  const of = [{ __typename: 'Patient', id: order.patientId }]
  const count = async (viewer: Viewer) => (await s.execute<{ _entities: { orders: { totalCount: number } }[] }>(viewer, 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient { orders { totalCount } } } }', { of })).data!._entities[0]!.orders.totalCount
  expect(await count(s.patient)).toBe(1)
  expect(await count(patientViewer())).toBe(0)
  expect(await count(ANONYMOUS)).toBe(0)
})

test('[B1-03] each operation is for its roles; foreign and missing answer alike', async () => {
  const id = order.orderId
  const operations: Record<string, { source: string; variables?: Record<string, unknown>; allowed: string[] }> = {
    order: { source: 'query ($id: ID!) { order(id: $id) { id } }', variables: { id }, allowed: ['payer', 'the same person\'s other account', 'another patient', 'the order\'s own doctor', 'an operator', 'an accountant'] },
    payments: { source: '{ payments { nodes { id } } }', allowed: ['payer', 'the same person\'s other account', 'another patient', 'the order\'s own doctor', 'an operator', 'an accountant'] },
    ledgerEntries: { source: '{ ledgerEntries { nodes { id } } }', allowed: ['an accountant'] },
    moneyAlerts: { source: '{ moneyAlerts { nodes { id } } }', allowed: ['an accountant'] },
    cancelOrder: { source: 'mutation ($id: ID!) { cancelOrder(id: $id) { id } }', variables: { id }, allowed: ['payer', 'the same person\'s other account', 'another patient'] },
    startPayment: { source: 'mutation ($id: ID!) { startPayment(input: { orderIds: [$id], method: WECHAT_H5 }) { id } }', variables: { id }, allowed: ['payer', 'the same person\'s other account', 'another patient'] },
    refundOrder: { source: 'mutation ($id: ID!) { refundOrder(input: { orderId: $id, amountFen: 1, reason: "测试", clientKey: "by-nobody" }) { id } }', variables: { id }, allowed: ['an accountant'] },
    retryRefund: { source: 'mutation ($id: ID!) { retryRefund(id: $id) { id } }', variables: { id: refundId }, allowed: ['an accountant'] },
  }
  for (const [operation, { source, variables, allowed }] of Object.entries(operations)) {
    for (const [name, viewer] of Object.entries(viewers())) {
      const code = (await s.execute(viewer, source, variables)).errors?.[0]?.extensions.code
      const refused = code === 'FORBIDDEN' || code === 'UNAUTHENTICATED'
      expect(refused, `${operation} as ${name}: ${code}`).toBe(!allowed.includes(name))
    }
  }
  for (const viewer of [patientViewer(), doctorViewer()]) expect((await s.execute(viewer, operations.order!.source, { id })).data).toEqual({ order: null })
  const foreign = await s.execute(patientViewer(), operations.cancelOrder!.source, { id })
  const missing = await s.execute(patientViewer(), operations.cancelOrder!.source, { id: paymentId })
  expect(foreign.errors![0]!.message).toBe(missing.errors![0]!.message)
})

test('[B1-03] the way to the channel is for the payer alone', async () => {
  const { orderId } = await s.openOrder()
  const payment = await s.startPayment([orderId])
  const linkFor = async (viewer: Viewer) => (await s.execute<{ payment: { payUrl: string | null } }>(viewer, 'query ($id: ID!) { payment(id: $id) { payUrl } }', { id: payment.id })).data!.payment.payUrl
  expect(await linkFor(s.patient)).toContain('http')
  expect(await linkFor(s.accountant)).toBeNull()
})
