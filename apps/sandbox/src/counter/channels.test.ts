import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConnectorFailure } from '@hospital/connectors/failure'
import type { AlipayPort } from '@hospital/connectors/alipay/port'
import type { UnionpayPort } from '@hospital/connectors/unionpay/port'
import { openMerchant, openScene, type Scene } from '../../test/scene.ts'

let scene: Scene
let merchant: Awaited<ReturnType<typeof openMerchant>>
let alipay: AlipayPort & { disconnect(): Promise<void> }
let unionpay: UnionpayPort & { disconnect(): Promise<void> }

beforeAll(async () => {
  scene = await openScene()
  merchant = await openMerchant(() => 200)
  const { payments } = scene.connect({ timeoutMs: 1_500 })
  alipay = payments.alipay(payments.demonstration.alipay!)
  unionpay = payments.unionpay(payments.demonstration.unionpay!)
})
afterAll(async () => {
  await Promise.all([alipay.disconnect(), unionpay.disconnect(), merchant.close()])
  await scene.remove()
})

let numbers = 0
const orderOf = (amountFen = 1_250) => ({ outTradeNo: `ZF26112800000000${10 + numbers++}`, startedAt: new Date(), amountFen, description: '挂号费 心血管内科', expiresAt: new Date(Date.now() + 900_000), notifyUrl: merchant.notifyUrl, returnUrl: 'http://app.test/back' })
type Order = ReturnType<typeof orderOf>
const refundOf = (order: Order, transactionId: string | null, refundFen: number, outRefundNo = `TK${order.outTradeNo.slice(2)}`) =>
  ({ outRefundNo, refundFen, requestedAt: new Date(), notifyUrl: merchant.notifyUrl, trade: { ...order, transactionId } })
const pay = (channel: string, { outTradeNo }: Order, options = {}) => scene.control(`${channel}/pay/${outTradeNo}`, options)
const failure = (work: Promise<unknown>) => work.then(() => undefined, (error: ConnectorFailure) => [error.kind, error.code])
async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (const end = Date.now() + 8_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const found = await look()
    if (found) return found
  }
  throw new Error('It did not come')
}
const reportOf = ({ outTradeNo }: Order) => until(async () => merchant.received.find(({ body }) => body.includes(outTradeNo)))

async function openAlipay(order = orderOf()): Promise<Order> {
  expect(await (await fetch(alipay.payUrl(order))).text()).toContain('确认支付')
  return order
}
async function openUnionpay(order = orderOf()): Promise<Order> {
  const { url, fields } = unionpay.payForm(order)
  expect(await (await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })).text()).toContain('确认支付')
  return order
}

describe('[A3-01] Alipay as the sandbox plays it', () => {
  it('begins a trade when its payer opens it, reports the payment signed, and answers the query', async () => {
    expect(await alipay.query(orderOf())).toBeNull()
    const order = await openAlipay()
    expect(await alipay.query(order)).toMatchObject({ state: 'NOTPAY', amountFen: 1_250, transactionId: null })
    await pay('alipay', order)
    const { body } = await reportOf(order)
    expect(alipay.verifyCallback(body)).toMatchObject({ verified: true, kind: 'TRANSACTION', transaction: { outTradeNo: order.outTradeNo, amountFen: 1_250 } })
    expect(await alipay.query(order)).toMatchObject({ state: 'SUCCESS', amountFen: 1_250, transactionId: expect.any(String), paidAt: expect.any(Date) })
    expect(await failure(alipay.close(order))).toEqual(['CONFLICT', 'ACQ.TRADE_STATUS_ERROR'])
  })

  it('gives back in parts, never more than was paid, and a repeated number once', async () => {
    const order = await openAlipay()
    await pay('alipay', order)
    const { transactionId } = (await alipay.query(order))!
    const part = refundOf(order, transactionId, 250)
    expect(await alipay.queryRefund(part)).toBeNull()
    expect(await alipay.refund(part)).toMatchObject({ state: 'SUCCESS', refundFen: 250 })
    expect(await alipay.refund(part)).toMatchObject({ state: 'SUCCESS', refundFen: 250 })
    expect(await failure(alipay.refund(refundOf(order, transactionId, 1_001, 'TKTOOMUCH')))).toEqual(['REFUSED', 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL'])
    expect(await alipay.refund(refundOf(order, transactionId, 1_000, 'TKREST'))).toMatchObject({ state: 'SUCCESS' })
    expect(await alipay.query(order)).toMatchObject({ state: 'REFUND', amountFen: 1_250 })
  })

  it('closes what was not paid; closing what it never had is fine', async () => {
    const order = await openAlipay()
    await alipay.close(order)
    expect(await alipay.query(order)).toMatchObject({ state: 'CLOSED' })
    await alipay.close(orderOf())
    expect(await (await fetch(alipay.payUrl(order))).text()).toContain('交易已关闭')
  })

  it('a refund that was done and whose answer got lost is found by its number', async () => {
    const order = await openAlipay()
    await pay('alipay', order)
    const whole = refundOf(order, (await alipay.query(order))!.transactionId, 1_250)
    await scene.control('faults', { system: 'alipay', mode: 'commit-then-timeout', times: 1 })
    expect((await failure(alipay.refund(whole)))![0]).toBe('TIMEOUT')
    expect(await alipay.queryRefund(whole)).toMatchObject({ state: 'SUCCESS', refundFen: 1_250 })
  })

  it('an answer that is not its own, and an outage, are told apart', async () => {
    const order = await openAlipay()
    await scene.control('faults', { system: 'alipay', mode: 'garbage', times: 1 })
    expect((await failure(alipay.query(order)))![0]).toBe('GARBAGE')
    await scene.control('faults', { system: 'alipay', mode: 'down', times: 1 })
    expect((await failure(alipay.query(order)))![0]).toBe('UNAVAILABLE')
  })

  it('a link that somebody changed is refused', async () => {
    const changed = alipay.payUrl(orderOf()).replace('12.50', '0.01')
    expect((await fetch(changed)).status).toBe(400)
  })

  it('reports come again until they are answered with success', async () => {
    const order = await openAlipay()
    await pay('alipay', order)
    await reportOf(order)
    const notices = () => scene.look<{ state: string; attempts: number }[]>(`alipay/notices/${order.outTradeNo}`)
    await until(async () => (await notices())[0]!.attempts === 1)
    expect((await notices())[0]).toMatchObject({ state: 'WAITING', attempts: 1 })
    await scene.control('clock/advance', { ms: 4 * 60_000 })
    await until(async () => (await notices())[0]!.attempts === 2)
  })
})

describe('[A3-01] UnionPay as the sandbox plays it', () => {
  it('takes a posted order, reports the payment by a certificate of its own, and answers the query', async () => {
    expect(await unionpay.query(orderOf())).toBeNull()
    const order = await openUnionpay()
    expect(await unionpay.query(order)).toMatchObject({ state: 'NOTPAY', amountFen: 1_250 })
    await pay('unionpay', order)
    const { body } = await reportOf(order)
    expect(unionpay.verifyCallback(body)).toMatchObject({ verified: true, kind: 'TRANSACTION', transaction: { outTradeNo: order.outTradeNo, amountFen: 1_250 } })
    expect(await unionpay.query(order)).toMatchObject({ state: 'SUCCESS', transactionId: expect.any(String), paidAt: expect.any(Date) })
  })

  it('a refund is accepted first and arrives later; a repeated number is answered by how it stands', async () => {
    const order = await openUnionpay()
    await pay('unionpay', order)
    const { transactionId } = (await unionpay.query(order))!
    const part = refundOf(order, transactionId, 250, `TK${order.outTradeNo.slice(2)}-1`)
    expect(await unionpay.queryRefund(part)).toBeNull()
    expect(await unionpay.refund(part)).toMatchObject({ state: 'PROCESSING', refundFen: 250, outRefundNo: part.outRefundNo })
    await scene.control('clock/advance', { ms: 2_000 })
    await until(async () => (await unionpay.queryRefund(part))?.state === 'SUCCESS')
    expect(await unionpay.refund(part)).toMatchObject({ state: 'SUCCESS', refundFen: 250 })
    const report = await until(async () => merchant.received.find(({ body }) => body.includes(part.outRefundNo.replace('-', 'E'))))
    expect(unionpay.verifyCallback(report.body)).toMatchObject({ verified: true, kind: 'REFUND', refund: { outRefundNo: part.outRefundNo } })
    expect(await failure(unionpay.refund(refundOf(order, transactionId, 1_001, 'TKTOOMUCH')))).toEqual(['REFUSED', '61'])
  })

  it('a form that somebody changed is refused', async () => {
    const { url, fields } = unionpay.payForm(orderOf())
    expect((await fetch(url, { method: 'POST', body: new URLSearchParams({ ...fields, txnAmt: '1' }) })).status).toBe(400)
  })

  it('a report signed by another certificate, or changed on its way, is not believed', async () => {
    const order = await openUnionpay()
    await pay('unionpay', order)
    const { body } = await reportOf(order)
    const fields = Object.fromEntries(new URLSearchParams(body.toString()))
    const verdict = (changed: Record<string, string>) => unionpay.verifyCallback(Buffer.from(new URLSearchParams(changed).toString()))
    expect(verdict({ ...fields, txnAmt: '1' })).toEqual({ verified: false, reason: 'SIGNATURE_INVALID' })
    const other = await openScene()
    const foreign = other.payments.unionpay(other.payments.demonstration.unionpay!)
    expect(foreign.verifyCallback(body)).toEqual({ verified: false, reason: 'CERTIFICATE_INVALID' })
    await foreign.disconnect()
    await other.remove()
  })
})
