import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@hospital/database/identifier'
import { openScenario, type Scenario } from '../../test/scenario.ts'

let s: Scenario
beforeAll(async () => { s = await openScenario() })
afterAll(() => s.close())

interface Page {
  orders: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
}
const PAGE = 'query ($after: String) { orders(first: 3, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }'

const withdrawn = (orderId: string) => ({ orderId, subjectType: 'Appointment', subjectId: newId(), reason: '患者取消预约' })

test('[A7-06] an order is made once for its id, with a number by its kind', async () => {
  const due = s.due()
  await Promise.all([s.deliver('order.due', due), s.deliver('order.due', due), s.deliver('order.due', due)])
  const consultation = await s.openOrder({ kind: 'CONSULTATION', subjectType: 'Consultation' })
  const { data } = await s.execute<{ orders: { totalCount: number; nodes: { id: string; number: string; subject: { __typename: string } }[] } }>(s.patient, '{ orders { totalCount nodes { id number subject { __typename id } } } }')
  expect(data!.orders.totalCount).toBe(2)
  expect(data!.orders.nodes.map(({ id, number, subject }) => [id, number.slice(0, 2), subject.__typename])).toEqual([[consultation.orderId, 'ZX', 'Consultation'], [due.orderId, 'GH', 'Appointment']])
})

test('[B1-03] nothing to pay is paid at once, and ends like any other when withdrawn', async () => {
  const { orderId } = await s.openOrder({ amountFen: 0 })
  const { data } = await s.execute(s.patient, 'query ($id: ID!) { order(id: $id) { status payments { method amountFen status } } }', { id: orderId })
  expect(data).toEqual({ order: { status: 'PAID', payments: [{ method: 'FREE', amountFen: 0, status: 'SUCCEEDED' }] } })
  await s.deliver('subject.withdrawn', withdrawn(orderId))
  expect(await s.statusOf(orderId)).toBe('REFUNDED')
  expect((await s.emitted('order.refunded')).filter((one) => one.orderId === orderId)).toMatchObject([{ refundFen: 0, full: true }])
  expect(s.channel.refunds.size).toBe(0)
})

test('[B1-03] a withdrawal that comes before its order, or at the same moment, still holds', async () => {
  const early = s.due()
  await s.deliver('subject.withdrawn', withdrawn(early.orderId))
  await s.deliver('order.due', early)
  expect(await s.statusOf(early.orderId)).toBe('CANCELLED')
  for (let i = 0; i < 20; i++) {
    const due = s.due()
    await Promise.all([s.deliver('order.due', due), s.deliver('subject.withdrawn', withdrawn(due.orderId))])
    expect(await s.statusOf(due.orderId)).toBe('CANCELLED')
  }
})

test('[B1-03] a withdrawn order that was paid goes back to the fen by itself, once', async () => {
  const { orderId } = await s.openOrder()
  const payment = await s.pay([orderId])
  await Promise.all([s.deliver('subject.withdrawn', withdrawn(orderId)), s.deliver('subject.withdrawn', withdrawn(orderId))])
  await s.runJobs()
  expect(await s.statusOf(orderId)).toBe('REFUNDING')
  const [refund] = [...s.channel.refunds.values()]
  s.channel.finishRefund(refund!.outRefundNo)
  s.clock.advance(20_000)
  await s.runJobs()
  expect(await s.statusOf(orderId)).toBe('REFUNDED')
  expect(s.channel.balanceOf(payment.number)).toBe(0)
  expect((await s.emitted('order.refunded')).filter((one) => one.orderId === orderId)).toMatchObject([{ refundFen: 2_500, full: true }])
  expect(await s.discrepancies()).toEqual([])
})

test('[A3-03] delivery turns what is owed into revenue, once; a refund after it takes from revenue', async () => {
  const { orderId, subjectId } = await s.openOrder()
  await s.pay([orderId])
  const delivered = { orderId, subjectType: 'Appointment', subjectId }
  await Promise.all([s.deliver('subject.delivered', delivered), s.deliver('subject.delivered', delivered)])
  expect(await s.statusOf(orderId)).toBe('FULFILLED')
  const refunded = await s.execute(s.accountant, 'mutation ($id: ID!) { refundOrder(input: { orderId: $id, amountFen: 500, reason: "多收", clientKey: "delivered" }) { status } }', { id: orderId })
  expect(refunded.errors).toBeUndefined()
  const { data } = await s.execute<{ ledgerEntries: { nodes: { account: string; debitFen: number; creditFen: number }[] } }>(s.accountant, 'query ($id: ID!) { ledgerEntries(orderId: $id) { nodes { account debitFen creditFen } } }', { id: orderId })
  const revenue = data!.ledgerEntries.nodes.filter(({ account }) => account === 'REVENUE_REGISTRATION').reduce((sum, { debitFen, creditFen }) => sum + creditFen - debitFen, 0)
  expect(revenue).toBe(2_000)
  expect(await s.discrepancies()).toEqual([])
})

test('[A7-06] orders are paged without loss or repetition, and found by number, kind, status and day', async () => {
  const patient = s.due().patientId
  const made: string[] = []
  for (let i = 0; i < 7; i++) made.unshift((await s.openOrder({ patientId: patient })).orderId)
  const seen: string[] = []
  for (let after: string | null = null; ;) {
    const { data }: { data?: Page | null } = await s.execute<Page>(s.patient, PAGE, { after })
    seen.push(...data!.orders.nodes.map(({ id }) => id))
    if (!data!.orders.pageInfo.hasNextPage) break
    after = data!.orders.pageInfo.endCursor
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.slice(0, 7)).toEqual(made)
  const count = async (filter: object) => (await s.execute<{ orders: { totalCount: number } }>(s.patient, 'query ($filter: OrderFilter) { orders(filter: $filter) { totalCount } }', { filter })).data!.orders.totalCount
  expect(await count({ status: ['EXPIRED'] })).toBe(0)
  expect(await count({ kind: 'CONSULTATION' })).toBe(1)
  expect(await count({ number: 'ZX' })).toBe(1)
  expect(await count({ number: '%' })).toBe(0)
  expect(await count({ patientId: 'nonsense' })).toBe(0)
  expect(await count({ from: new Date(s.clock.now().getTime() + 1_000).toISOString() })).toBe(0)
})

test('[A3-03] a delivered order is closed after a year', async () => {
  const { orderId, subjectId } = await s.openOrder()
  await s.pay([orderId])
  await s.deliver('subject.delivered', { orderId, subjectType: 'Appointment', subjectId })
  await s.subgraph.jobs['finance.closeOldOrders']!({})
  expect(await s.statusOf(orderId)).toBe('FULFILLED')
  s.clock.advance(366 * 86_400_000)
  await s.subgraph.jobs['finance.closeOldOrders']!({})
  expect(await s.statusOf(orderId)).toBe('CLOSED')
})
