import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@hospital/database/identifier'
import { patientViewer } from '@hospital/subgraph/testing'
import { openScenario, type Scenario } from '../../test/scenario.ts'

let s: Scenario
beforeAll(async () => { s = await openScenario() })
afterAll(() => s.close())

const orderOf = async (id: string) => {
  const { data, errors } = await s.execute<{ order: { status: string; payments: { id: string; status: string; number: string }[]; refunds: { status: string; amountFen: number; cause: string }[]; availableActions: string[] } }>(
    s.patient, 'query ($id: ID!) { order(id: $id) { status availableActions payments { id status number } refunds { status amountFen cause } } }', { id })
  expect(errors).toBeUndefined()
  return data!.order
}
const codeOf = (promise: Promise<unknown>) => promise.then(() => 'no refusal', (error) => error.extensions?.code ?? error.message)

test('[B1-03] an order is paid once by its callback, however often that comes', async () => {
  const { orderId, subjectId } = await s.openOrder()
  expect(await orderOf(orderId)).toMatchObject({ status: 'OPEN', availableActions: ['startPayment', 'cancelOrder'] })
  const payment = await s.startPayment([orderId])
  expect(payment.payUrl).toContain(`redirect_url=${encodeURIComponent('http://app.test/orders')}`)
  s.channel.pay(payment.number)
  const callback = s.channel.callbackOf(payment.number)
  const { applyCallback } = await import('./callback.ts')
  await Promise.all(Array.from({ length: 20 }, () => applyCallback(s.house(), callback)))
  await s.report(payment.number)
  expect(await orderOf(orderId)).toMatchObject({ status: 'PAID', payments: [{ status: 'SUCCEEDED' }], refunds: [], availableActions: [] })
  expect((await s.emitted('order.paid')).filter((one) => one.subjectId === subjectId)).toHaveLength(1)
  expect(await s.discrepancies()).toEqual([])
})

test('[B1-05] several orders are paid in one payment, split to the fen', async () => {
  const orders = [await s.openOrder({ amountFen: 101 }), await s.openOrder({ amountFen: 2_499, kind: 'CONSULTATION', subjectType: 'Consultation' })]
  const payment = await s.pay(orders.map(({ orderId }) => orderId))
  const { data } = await s.execute(s.patient, 'query ($id: ID!) { payment(id: $id) { amountFen status allocations { amountFen order { id status } } orders { number } } }', { id: payment.id })
  expect(data).toMatchObject({ payment: { amountFen: 2_600, status: 'SUCCEEDED', allocations: expect.arrayContaining([expect.objectContaining({ amountFen: 101 }), expect.objectContaining({ amountFen: 2_499 })]) } })
  for (const { orderId } of orders) expect(await s.statusOf(orderId)).toBe('PAID')
})

test('[B1-03] paying again by the same method answers the same payment, by another method closes the former', async () => {
  const { orderId } = await s.openOrder()
  const [first, again] = await Promise.all([s.startPayment([orderId]), s.startPayment([orderId])])
  expect(again.id).toBe(first.id)
  const native = await s.startPayment([orderId], 'WECHAT_NATIVE')
  expect(native.id).not.toBe(first.id)
  expect(s.channel.trades.get(first.number)!.state).toBe('CLOSED')
  expect((await orderOf(orderId)).payments.map(({ status }) => status)).toEqual(['CLOSED', 'PENDING'])
})

test('[B1-03] a former payment that turns out paid is taken', async () => {
  const { orderId } = await s.openOrder()
  const first = await s.startPayment([orderId])
  s.channel.pay(first.number)
  expect(await s.startPayment([orderId], 'WECHAT_NATIVE')).toMatchObject({ id: first.id, status: 'SUCCEEDED' })
  expect(await s.statusOf(orderId)).toBe('PAID')
})

test('[B1-03] a hundred who start to pay the same order at once get the same payment; by two methods at most one stays open', async () => {
  const [same, mixed] = [await s.openOrder(), await s.openOrder()]
  const started = await Promise.all(Array.from({ length: 100 }, () => s.startPayment([same.orderId])))
  expect(new Set(started.map(({ id }) => id)).size).toBe(1)
  const outcomes = await Promise.all(Array.from({ length: 30 }, (_, i) => s.startPayment([mixed.orderId], i % 2 ? 'WECHAT_H5' : 'WECHAT_NATIVE').catch((error) => error.extensions.code as string)))
  expect(outcomes.filter((one) => typeof one === 'string' && one !== 'CONFLICT')).toEqual([])
  const live = (await orderOf(mixed.orderId)).payments.filter(({ status }) => status === 'PENDING' || status === 'CREATED')
  expect(live.length).toBeLessThanOrEqual(1)
  const open = [...s.channel.trades.values()].filter(({ outTradeNo, state }) => state === 'NOTPAY' && outcomes.some((one) => typeof one !== 'string' && one.number === outTradeNo))
  expect(open.map(({ outTradeNo }) => outTradeNo)).toEqual(live.map(({ number }) => number))
  await s.pay([mixed.orderId])
  expect(await s.statusOf(mixed.orderId)).toBe('PAID')
})

test('[B1-03] an answer that got lost costs nothing: the same number is asked for again', async () => {
  const { orderId } = await s.openOrder()
  s.channel.failNext('TIMEOUT', { after: true })
  expect(await codeOf(s.startPayment([orderId]))).toBe('PAYMENT_UNAVAILABLE')
  const [created] = (await orderOf(orderId)).payments
  expect(created!.status).toBe('CREATED')
  expect((await s.startPayment([orderId])).number).toBe(created!.number)
})

test('[B1-03] only the own, open, unexpired orders are paid, and only back to our own pages', async () => {
  const { orderId } = await s.openOrder()
  expect(await codeOf(s.startPayment([orderId], 'WECHAT_H5', patientViewer()))).toBe('NOT_FOUND')
  expect(await codeOf(s.startPayment([orderId], 'WECHAT_H5', patientViewer([...s.patient.patientIds])))).toBe('NOT_FOUND')
  expect(await codeOf(s.startPayment([newId()]))).toBe('NOT_FOUND')
  expect(await codeOf(s.startPayment([]))).toBe('INVALID_INPUT')
  expect(await codeOf(s.startPayment([orderId], 'FREE'))).toBe('PAYMENT_METHOD')
  for (const returnUrl of ['https://evil.test/', 'http://app.test.evil.test/', 'javascript:alert(1)', '//app.test/']) {
    const { errors } = await s.execute(s.patient, 'mutation ($id: ID!, $url: String) { startPayment(input: { orderIds: [$id], method: WECHAT_H5, returnUrl: $url }) { id } }', { id: orderId, url: returnUrl })
    expect(errors?.[0]?.extensions.code, returnUrl).toBe('INVALID_INPUT')
  }
  await s.pay([orderId])
  expect(await codeOf(s.startPayment([orderId]))).toBe('ORDER_NOT_PAYABLE')
  const late = await s.openOrder({ payUntil: new Date(s.clock.now().getTime() - 1_000).toISOString() })
  expect(await codeOf(s.startPayment([late.orderId]))).toBe('ORDER_EXPIRED')
})

test('[B1-03] a lost callback loses nothing: the watch asks the channel, and so does the page that comes back', async () => {
  const [watched, refreshed] = [await s.openOrder(), await s.openOrder()]
  const first = await s.startPayment([watched.orderId])
  s.channel.pay(first.number)
  s.clock.advance(16_000)
  await s.runJobs()
  expect(await s.statusOf(watched.orderId)).toBe('PAID')
  const second = await s.startPayment([refreshed.orderId])
  s.channel.pay(second.number)
  const { data } = await s.execute(s.patient, 'mutation ($id: ID!) { refreshPayment(id: $id) { status succeededAt payUrl } }', { id: second.id })
  expect(data).toMatchObject({ refreshPayment: { status: 'SUCCEEDED', payUrl: null } })
})

test('[B1-03] what has been forgotten is swept up: payments and orders past their time are looked at anew', async () => {
  const { orderId } = await s.openOrder()
  const payment = await s.startPayment([orderId])
  s.clock.advance(16_000)
  await s.runJobs()
  const watchOf = async () => (await s.waitingJobs()).find(({ task, payload }) => task === 'finance.watchPayment' && payload.paymentId === payment.id)
  expect(await watchOf()).toMatchObject({ payload: { attempt: 1 } })
  s.clock.advance(3_600_000)
  await s.subgraph.jobs['finance.sweepForgotten']!({})
  expect(await watchOf()).toMatchObject({ payload: { attempt: 0 } })
  await s.runJobs()
  expect(await orderOf(orderId)).toMatchObject({ status: 'EXPIRED', payments: [{ status: 'CLOSED' }] })
})

test('[B1-03] a callback that the channel does not confirm has no effect and may come again', async () => {
  const { orderId } = await s.openOrder()
  const payment = await s.startPayment([orderId])
  expect(await s.report(payment.number)).toBe(false)
  expect(await s.statusOf(orderId)).toBe('OPEN')
  s.channel.pay(payment.number)
  expect(await s.report(payment.number)).toBe(true)
  expect(await s.statusOf(orderId)).toBe('PAID')
})

test('[B1-03] a wrong amount is not applied and goes to a person, once', async () => {
  const { orderId } = await s.openOrder()
  const payment = await s.startPayment([orderId])
  s.channel.pay(payment.number, 1)
  await s.report(payment.number)
  await s.report(payment.number)
  expect(await orderOf(orderId)).toMatchObject({ status: 'OPEN', payments: [{ status: 'FAILED' }] })
  const { data } = await s.execute(s.accountant, '{ moneyAlerts { totalCount nodes { kind payment { id } detail } } }')
  expect(data).toMatchObject({ moneyAlerts: { totalCount: 1, nodes: [{ kind: 'WRONG_AMOUNT', payment: { id: payment.id }, detail: { expectedFen: 2_500, receivedFen: 1 } }] } })
  expect(await s.discrepancies()).toEqual([])
})

test('[B1-03] an order expires by its deadline; what was paid in time counts, what comes later goes back by itself', async () => {
  const [inTime, late] = [await s.openOrder(), await s.openOrder()]
  const [first, second] = [await s.startPayment([inTime.orderId]), await s.startPayment([late.orderId])]
  s.channel.pay(first.number)
  s.clock.advance(15 * 60_000)
  await s.runJobs()
  expect(await s.statusOf(inTime.orderId)).toBe('PAID')
  expect(await s.statusOf(late.orderId)).toBe('EXPIRED')
  expect((await s.emitted('order.closed')).filter(({ orderId }) => orderId === late.orderId)).toMatchObject([{ reason: 'EXPIRED' }])
  s.channel.payLate(second.number)
  await s.report(second.number)
  await s.runJobs()
  const [refund] = [...s.channel.refunds.values()].filter(({ outTradeNo }) => outTradeNo === second.number)
  s.channel.finishRefund(refund!.outRefundNo)
  s.clock.advance(60_000)
  await s.runJobs()
  expect(await orderOf(late.orderId)).toMatchObject({ status: 'EXPIRED', refunds: [{ status: 'SUCCEEDED', amountFen: 2_500, cause: 'SURPLUS' }] })
  expect(s.channel.balanceOf(second.number)).toBe(0)
  expect(await s.discrepancies()).toEqual([])
})

test('[B1-03] the deadline holds while the channel is down, and late money still goes back', async () => {
  const { orderId } = await s.openOrder()
  const payment = await s.startPayment([orderId])
  s.channel.pay(payment.number)
  s.channel.failNext('UNAVAILABLE', { times: 1_000 })
  s.clock.advance(15 * 60_000)
  await s.runJobs()
  expect(await s.statusOf(orderId)).toBe('EXPIRED')
  s.channel.failNext('UNAVAILABLE', { times: 1 })
  s.clock.advance(20 * 60_000)
  await s.runJobs()
  s.clock.advance(20 * 60_000)
  await s.runJobs()
  expect(await orderOf(orderId)).toMatchObject({ status: 'EXPIRED', payments: [{ status: 'SUCCEEDED' }], refunds: [{ amountFen: 2_500 }] })
})

test('[A7-06] a cancelled order is closed at the channel; one that turns out paid stays paid', async () => {
  const [given, kept] = [await s.openOrder(), await s.openOrder()]
  const [first, second] = [await s.startPayment([given.orderId]), await s.startPayment([kept.orderId])]
  const cancel = (id: string) => s.execute<{ cancelOrder: { status: string } }>(s.patient, 'mutation ($id: ID!) { cancelOrder(id: $id) { status } }', { id })
  expect((await cancel(given.orderId)).data!.cancelOrder.status).toBe('CANCELLED')
  expect(s.channel.trades.get(first.number)!.state).toBe('CLOSED')
  s.channel.pay(second.number)
  expect((await cancel(kept.orderId)).errors![0]!.extensions.code).toBe('WRONG_STATE')
  expect(await s.statusOf(kept.orderId)).toBe('PAID')
})

test('[B1-03] the same order paid twice gives the second back', async () => {
  const { orderId } = await s.openOrder()
  const first = await s.startPayment([orderId])
  const second = await s.startPayment([orderId], 'WECHAT_NATIVE')
  s.channel.payLate(first.number)
  s.channel.pay(second.number)
  await Promise.all([s.report(first.number), s.report(second.number)])
  await s.runJobs()
  const order = await orderOf(orderId)
  expect(order).toMatchObject({ status: 'PAID', refunds: [{ amountFen: 2_500, cause: 'SURPLUS' }] })
  expect(order.payments.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED'])
  expect(await s.discrepancies()).toEqual([])
})

test('[B1-03] methods fit the browser; nothing payable has none', async () => {
  const { orderId } = await s.openOrder()
  const methods = (ids: string[]) => s.execute<{ paymentMethods: string[] }>(s.patient, 'query ($ids: [ID!]!) { paymentMethods(orderIds: $ids) }', { ids }).then(({ data }) => data!.paymentMethods)
  expect(await methods([orderId])).toEqual(['WECHAT_H5', 'WECHAT_NATIVE', 'HOSPITAL_CARD', 'INSURANCE'])
  expect(await methods([orderId, newId()])).toEqual([])
})
