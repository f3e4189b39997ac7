import { afterAll, beforeAll, expect, test } from 'vitest'
import { openScenario, type Scenario } from '../../test/scenario.ts'

let s: Scenario
beforeAll(async () => { s = await openScenario() })
afterAll(() => s.close())

interface Outcome { id?: string; status?: string; code?: string }

async function refund(orderId: string, amountFen: number, clientKey: string, viewer = s.accountant): Promise<Outcome> {
  const { data, errors } = await s.execute<{ refundOrder: Outcome }>(viewer, 'mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { id status } }', { input: { orderId, amountFen, reason: '患者申请退款', clientKey } })
  return errors ? { code: errors[0]!.extensions.code as string } : data!.refundOrder
}
async function orderOf(id: string) {
  const { data } = await s.execute<{ order: { status: string; refundedFen: number; refundableFen: number; refunds: { id: string; number: string; status: string; failureReason: string | null }[] } }>(
    s.accountant, 'query ($id: ID!) { order(id: $id) { status refundedFen refundableFen refunds { id number status failureReason } } }', { id })
  return data!.order
}
const arrive = async () => {
  await s.runJobs()
  for (const outRefundNo of s.channel.refunds.keys()) s.channel.finishRefund(outRefundNo)
  s.clock.advance(30_000)
  await s.runJobs()
}

test('[A3-03] part of an order goes back, then the rest', async () => {
  const { orderId } = await s.openOrder()
  await s.pay([orderId])
  expect(await refund(orderId, 1_000, 'part-one')).toMatchObject({ status: 'REQUESTED' })
  expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDING', refundableFen: 1_500, refundedFen: 0 })
  await arrive()
  expect(await orderOf(orderId)).toMatchObject({ status: 'PARTLY_REFUNDED', refundableFen: 1_500, refundedFen: 1_000 })
  expect(await refund(orderId, 1_501, 'too-much')).toEqual({ code: 'REFUND_TOO_MUCH' })
  await refund(orderId, 1_500, 'part-two')
  await arrive()
  expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDED', refundableFen: 0, refundedFen: 2_500 })
  expect(await refund(orderId, 1, 'after-all')).toEqual({ code: 'NOT_REFUNDABLE' })
  expect((await s.emitted('audit.recorded')).filter(({ action }) => action === 'order.refund')).toHaveLength(2)
  expect(await s.discrepancies()).toEqual([])
})

test('[A3-03] a doubled click refunds once; the same key for another amount is refused', async () => {
  const { orderId } = await s.openOrder()
  await s.pay([orderId])
  const clicks = await Promise.all(Array.from({ length: 10 }, () => refund(orderId, 700, 'one-form')))
  expect(new Set(clicks.map(({ id }) => id)).size).toBe(1)
  expect(await refund(orderId, 800, 'one-form')).toEqual({ code: 'CONFLICT' })
  expect(await orderOf(orderId)).toMatchObject({ refundableFen: 1_800 })
})

test('[A3-03] a hundred refunds of one order at once never exceed what was paid', async () => {
  const { orderId } = await s.openOrder({ amountFen: 1_000 })
  const payment = await s.pay([orderId])
  const outcomes = await Promise.all(Array.from({ length: 100 }, (_, i) => refund(orderId, 90, `click-${i}-key`)))
  expect(outcomes.filter(({ id }) => id)).toHaveLength(11)
  expect(outcomes.filter(({ code }) => code === 'REFUND_TOO_MUCH')).toHaveLength(89)
  await arrive()
  expect(await orderOf(orderId)).toMatchObject({ status: 'PARTLY_REFUNDED', refundedFen: 990, refundableFen: 10 })
  expect(s.channel.balanceOf(payment.number)).toBe(10)
  expect(await s.discrepancies()).toEqual([])
})

test('[B1-05] one part of a merged payment goes back, the other stays', async () => {
  const [first, second] = [await s.openOrder({ amountFen: 300 }), await s.openOrder({ amountFen: 700 })]
  const payment = await s.pay([first.orderId, second.orderId])
  await refund(first.orderId, 300, 'first-part')
  await arrive()
  expect(await s.statusOf(first.orderId)).toBe('REFUNDED')
  expect(await s.statusOf(second.orderId)).toBe('PAID')
  expect(s.channel.balanceOf(payment.number)).toBe(700)
})

test('[A3-03] an answer that got lost does not refund twice, and an outage only delays', async () => {
  const { orderId } = await s.openOrder()
  const payment = await s.pay([orderId])
  await refund(orderId, 2_500, 'lost-answer')
  s.channel.failNext('TIMEOUT', { after: true })
  await s.runJobs()
  s.channel.failNext('UNAVAILABLE', { times: 2 })
  for (let i = 0; i < 3; i++) {
    s.clock.advance(120_000)
    await s.runJobs()
  }
  expect([...s.channel.refunds.values()].filter(({ outTradeNo }) => outTradeNo === payment.number)).toHaveLength(1)
  await arrive()
  expect(await s.statusOf(orderId)).toBe('REFUNDED')
  expect(s.channel.balanceOf(payment.number)).toBe(0)
})

test('[A3-03] what the channel refuses or closes goes to a person, who sends it again', async () => {
  const { orderId } = await s.openOrder()
  const payment = await s.pay([orderId])
  await refund(orderId, 2_500, 'to-a-person')
  await s.runJobs()
  const [sent] = [...s.channel.refunds.values()].filter(({ outTradeNo }) => outTradeNo === payment.number)
  s.channel.finishRefund(sent!.outRefundNo, 'CLOSED')
  s.clock.advance(20_000)
  await s.runJobs()
  const [failed] = (await orderOf(orderId)).refunds
  expect(failed).toMatchObject({ status: 'FAILED', failureReason: 'CLOSED' })
  expect(await orderOf(orderId)).toMatchObject({ status: 'REFUNDING', refundableFen: 0 })
  const { data } = await s.execute(s.accountant, '{ moneyAlerts(first: 1) { nodes { kind refund { id availableActions } } } }')
  expect(data).toMatchObject({ moneyAlerts: { nodes: [{ kind: 'REFUND_FAILED', refund: { id: failed!.id, availableActions: ['retryRefund'] } }] } })
  const retried = await s.execute(s.accountant, 'mutation ($id: ID!) { retryRefund(id: $id) { status } }', { id: failed!.id })
  expect(retried.data).toEqual({ retryRefund: { status: 'REQUESTED' } })
  await arrive()
  expect(await s.statusOf(orderId)).toBe('REFUNDED')
  expect(s.channel.balanceOf(payment.number)).toBe(0)
  expect(await s.discrepancies()).toEqual([])
})

test('[A3-03] a refund callback is applied once, and tells the patient once', async () => {
  const { orderId } = await s.openOrder()
  await s.pay([orderId])
  await refund(orderId, 2_500, 'by-callback')
  await s.runJobs()
  const outRefundNo = [...s.channel.refunds.values()].at(-1)!.outRefundNo
  const { applyCallback } = await import('../cashier/callback.ts')
  expect(await applyCallback(s.house(), s.channel.refundCallbackOf(outRefundNo))).toBe(false)
  s.channel.finishRefund(outRefundNo)
  await Promise.all(Array.from({ length: 5 }, () => applyCallback(s.house(), s.channel.refundCallbackOf(outRefundNo))))
  expect(await s.statusOf(orderId)).toBe('REFUNDED')
  expect((await s.emitted('notice.due')).filter((one) => one.subjectId === orderId && one.event === 'order.refunded')).toHaveLength(1)
})

test('[A3-03] bad input is refused before anything moves', async () => {
  const { orderId } = await s.openOrder()
  expect(await refund(orderId, 100, 'unpaid-order')).toEqual({ code: 'NOT_REFUNDABLE' })
  await s.pay([orderId])
  expect(await refund(orderId, 0, 'nothing-key')).toEqual({ code: 'INVALID_INPUT' })
  expect(await refund(orderId, -1, 'negative-key')).toEqual({ code: 'INVALID_INPUT' })
  expect(await refund(orderId, 1, 'short')).toEqual({ code: 'INVALID_INPUT' })
  expect(await refund(orderId, 2_501, 'more-than-paid')).toEqual({ code: 'REFUND_TOO_MUCH' })
  expect(await orderOf(orderId)).toMatchObject({ status: 'PAID', refundableFen: 2_500 })
})
