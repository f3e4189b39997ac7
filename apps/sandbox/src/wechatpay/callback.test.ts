import { X509Certificate, createDecipheriv } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ConnectorsConfiguration } from '@hospital/connectors/configuration'
import { createWechatPay } from '@hospital/connectors/wechatpay/adapter'
import { readKeys } from '@hospital/connectors/wechatpay/keys'
import { authorization } from '@hospital/connectors/wechatpay/signature'
import { openMerchant, openScene, type Scene } from '../../test/scene.ts'
import { dayOf } from '../days.ts'

let scene: Scene
let configuration: ConnectorsConfiguration
beforeAll(async () => {
  scene = await openScene()
  configuration = JSON.parse(readFileSync(join(scene.directory, 'merchant.json'), 'utf8')) as ConnectorsConfiguration
})
afterAll(() => scene.remove())

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await scene.control('clock/reset')
})

let numbers = 0
const orderOf = (notifyUrl = 'http://127.0.0.1:1/none', amountFen = 5000) => ({
  outTradeNo: `TEST${String((numbers += 1)).padStart(8, '0')}`,
  amountFen,
  description: '挂号费 心血管内科',
  expiresAt: new Date(Date.now() + 900_000),
  notifyUrl,
})
const h5 = (order: ReturnType<typeof orderOf>) => scene.wechatpay.createH5({ ...order, clientIp: '127.0.0.1' })

async function givenPaid(answers?: (count: number) => number) {
  const merchant = await openMerchant(answers)
  closing.push(merchant.close)
  const order = orderOf(merchant.notifyUrl)
  await h5(order)
  await scene.control(`pay/${order.outTradeNo}`)
  return { merchant, order }
}

describe('a callback [B1-03]', () => {
  it('is verified, decrypted and ours', async () => {
    const { merchant, order } = await givenPaid()
    await expect.poll(() => merchant.received.length).toBe(1)
    const { headers, body } = merchant.received[0]!
    expect(scene.wechatpay.verifyCallback(headers, body)).toMatchObject({ verified: true, kind: 'TRANSACTION', transaction: { outTradeNo: order.outTradeNo, state: 'SUCCESS', amountFen: 5000 } })
    expect(scene.wechatpay.verifyCallback(headers, Buffer.concat([body, Buffer.from(' ')]))).toEqual({ verified: false, reason: 'SIGNATURE_INVALID' })
    expect(scene.wechatpay.verifyCallback({}, body)).toEqual({ verified: false, reason: 'HEADERS_MISSING' })
    await expect.poll(async () => (await scene.look(`wechatpay/notifications?outTradeNo=${order.outTradeNo}`))[0]).toMatchObject({ state: 'DELIVERED', attempts: 1 })
  })

  it.each([
    ['tampered', 'SIGNATURE_INVALID'],
    ['forged', 'SIGNATURE_INVALID'],
    ['wrong-serial', 'SERIAL_UNKNOWN'],
    ['stale', 'TIMESTAMP_OUT_OF_RANGE'],
    ['sign-test', 'SIGN_TEST'],
  ])('%s is refused: %s', async (trick, reason) => {
    const { merchant, order } = await givenPaid()
    await expect.poll(() => merchant.received.length).toBe(1)
    await scene.control(`wechatpay/callbacks/${order.outTradeNo}`, { trick })
    const { headers, body } = merchant.received[1]!
    expect(scene.wechatpay.verifyCallback(headers, body)).toEqual({ verified: false, reason })
  })

  it('repeated carries the same id and transaction; a wrong amount differs from what a query says', async () => {
    const { merchant, order } = await givenPaid()
    await expect.poll(() => merchant.received.length).toBe(1)
    await scene.control(`wechatpay/callbacks/${order.outTradeNo}`, { trick: 'duplicate' })
    await scene.control(`wechatpay/callbacks/${order.outTradeNo}`, { trick: 'wrong-amount' })
    const [first, second, third] = merchant.received.map(({ headers, body }) => scene.wechatpay.verifyCallback(headers, body))
    expect(second).toEqual(first)
    expect(third).toMatchObject({ verified: true, transaction: { amountFen: 4999 } })
    expect(await scene.wechatpay.query(order.outTradeNo)).toMatchObject({ amountFen: 5000 })
  })

  it('can come late, or not at all: only a query finds such a payment', async () => {
    const merchant = await openMerchant()
    closing.push(merchant.close)
    const [late, silent] = [orderOf(merchant.notifyUrl), orderOf(merchant.notifyUrl)]
    for (const order of [late, silent]) await h5(order)
    await scene.control(`pay/${late.outTradeNo}`, { callbackDelayMs: 3_600_000 })
    await scene.control(`pay/${silent.outTradeNo}`, { silent: true })
    expect(await scene.wechatpay.query(silent.outTradeNo)).toMatchObject({ state: 'SUCCESS' })
    await scene.control('clock/advance', { ms: 3_590_000 })
    expect(merchant.received).toHaveLength(0)
    await scene.control('clock/advance', { ms: 11_000 })
    await expect.poll(() => merchant.received.length).toBe(1)
    const { headers, body } = merchant.received[0]!
    expect(scene.wechatpay.verifyCallback(headers, body)).toMatchObject({ verified: true, transaction: { outTradeNo: late.outTradeNo } })
  })

  it('for another merchant or under another APIv3 key is refused', async () => {
    const { merchant } = await givenPaid()
    await expect.poll(() => merchant.received.length).toBe(1)
    const { headers, body } = merchant.received[0]!
    const verdict = (change: object) => {
      const adapter = createWechatPay({ baseUrl: scene.url, keys: readKeys({ ...configuration.wechatpay, ...change }) })
      return adapter.verifyCallback(headers, body)
    }
    expect(verdict({ mchId: '1900000000' })).toEqual({ verified: false, reason: 'MERCHANT_FOREIGN' })
    expect(verdict({ apiV3Key: 'f'.repeat(32) })).toEqual({ verified: false, reason: 'DECRYPTION_FAILED' })
  })

  it('not accepted is repeated up the ladder on the sandbox\'s clock, then given up', async () => {
    const { merchant, order } = await givenPaid(() => 500)
    const notification = async () => (await scene.look<{ attempts: number; state: string; nextAt: number; createdAt: number }[]>(`wechatpay/notifications?outTradeNo=${order.outTradeNo}`))[0]!
    const ladder = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600]
    await expect.poll(async () => (await notification()).attempts).toBe(1)
    for (const [step, seconds] of ladder.entries()) {
      await scene.control('clock/advance', { ms: (seconds - 2) * 1_000 })
      expect((await notification()).attempts).toBe(step + 1)
      await scene.control('clock/advance', { ms: 2_000 })
      await expect.poll(async () => (await notification()).attempts, { timeout: 5_000 }).toBe(step + 2)
    }
    expect(await notification()).toMatchObject({ state: 'GIVEN_UP', attempts: 16 })
    expect(merchant.received).toHaveLength(16)
  })
})

describe('a refund [B1-03]', () => {
  it('is asked once, ends by itself, is told by callback, and never exceeds what was paid', async () => {
    const { merchant, order } = await givenPaid()
    const refund = { outTradeNo: order.outTradeNo, outRefundNo: `R${order.outTradeNo}`, refundFen: 3000, totalFen: 5000, notifyUrl: merchant.notifyUrl }
    const [asked, repeated] = [await scene.wechatpay.refund(refund), await scene.wechatpay.refund(refund)]
    expect(repeated.refundId).toBe(asked.refundId)
    await expect(scene.wechatpay.refund({ ...refund, outRefundNo: `Q${order.outTradeNo}`, refundFen: 2001 })).rejects.toMatchObject({ kind: 'REFUSED', code: 'INVALID_REQUEST' })
    await scene.control('clock/advance', { ms: 1_500 })
    await expect.poll(() => scene.wechatpay.queryRefund(refund.outRefundNo)).toMatchObject({ state: 'SUCCESS', refundFen: 3000 })
    await expect.poll(() => merchant.received.length).toBe(2)
    const { headers, body } = merchant.received[1]!
    expect(scene.wechatpay.verifyCallback(headers, body)).toMatchObject({ verified: true, kind: 'REFUND', refund: { outRefundNo: refund.outRefundNo, state: 'SUCCESS', refundFen: 3000 } })
    expect(await scene.wechatpay.query(order.outTradeNo)).toMatchObject({ state: 'REFUND' })
    expect(await scene.wechatpay.queryRefund('NEVERSENT')).toBeNull()
  })

  it('of an unpaid order is refused', async () => {
    const order = orderOf()
    await h5(order)
    await expect(scene.wechatpay.refund({ outTradeNo: order.outTradeNo, outRefundNo: 'R1', refundFen: 1, totalFen: 5000 })).rejects.toMatchObject({ kind: 'REFUSED', code: 'RESOURCE_NOT_EXISTS' })
  })
})

describe('the trade bill', () => {
  it('of yesterday holds every payment and refund to the fen; a day without trade is empty; today is refused', async () => {
    const { order } = await givenPaid()
    await scene.wechatpay.refund({ outTradeNo: order.outTradeNo, outRefundNo: `B${order.outTradeNo}`, refundFen: 1999, totalFen: 5000 })
    const day = dayOf(Date.now())
    await expect(scene.wechatpay.downloadTradeBill(day)).rejects.toMatchObject({ kind: 'REFUSED', code: 'PARAM_ERROR' })
    await scene.control('clock/advance', { ms: 2_000 })
    await expect.poll(() => scene.wechatpay.queryRefund(`B${order.outTradeNo}`)).toMatchObject({ state: 'SUCCESS' })
    await scene.control('clock/advance', { ms: 86_400_000 })
    const rows = (await scene.wechatpay.downloadTradeBill(day)).filter(({ outTradeNo }) => outTradeNo === order.outTradeNo)
    expect(rows).toMatchObject([
      { kind: 'SUCCESS', amountFen: 5000, feeFen: 30, refundId: null, description: order.description },
      { kind: 'REFUND', outRefundNo: `B${order.outTradeNo}`, refundFen: 1999, feeFen: -12, refundState: 'SUCCESS' },
    ])
    const flow = await scene.wechatpay.downloadFundFlow(day)
    const { transactionId } = rows[0]!
    expect(flow.filter(({ businessNo }) => businessNo === transactionId || businessNo === rows[1]!.refundId).map(({ name, fen }) => [name, fen])).toEqual([['交易', 5000], ['扣除交易手续费', -30], ['退款', -1999], ['退还交易手续费', 12]])
    expect(flow.at(-1)!.balanceFen).toBe(flow.reduce((sum, { fen }) => sum + fen, 0))
    expect(await scene.wechatpay.downloadTradeBill('2020-01-01')).toEqual([])
    expect(await scene.wechatpay.downloadFundFlow('2020-01-01')).toEqual([])
  })
})

it('the platform certificate is a real one, sealed under the APIv3 key', async () => {
  const { mchId, serialNo, privateKey, apiV3Key } = readKeys(configuration.wechatpay)
  const path = '/wechatpay/v3/certificates'
  const header = authorization({ mchId, serialNo, privateKey }, { method: 'GET', pathAndQuery: path, body: '', timestamp: String(Math.floor(Date.now() / 1000)), nonce: 'CERT' })
  const { data } = (await (await fetch(scene.url + path, { headers: { authorization: header } })).json()) as { data: { serial_no: string; encrypt_certificate: { ciphertext: string; nonce: string; associated_data: string } }[] }
  const sealed = Buffer.from(data[0]!.encrypt_certificate.ciphertext, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(data[0]!.encrypt_certificate.nonce))
  decipher.setAAD(Buffer.from('certificate')).setAuthTag(sealed.subarray(-16))
  const certificate = new X509Certificate(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]))
  expect(certificate.serialNumber).toBe(data[0]!.serial_no)
  expect(certificate.verify(certificate.publicKey)).toBe(true)
})
