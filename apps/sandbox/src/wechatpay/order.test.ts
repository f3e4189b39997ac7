import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ConnectorsConfiguration } from '@hospital/connectors/configuration'
import { createWechatPay } from '@hospital/connectors/wechatpay/adapter'
import { readKeys } from '@hospital/connectors/wechatpay/keys'
import { authorization } from '@hospital/connectors/wechatpay/signature'
import { openMerchant, openScene, type Scene } from '../../test/scene.ts'

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

describe('a WeChat Pay order [B1-03]', () => {
  it('goes from created over paid on the page to queried', async () => {
    const merchant = await openMerchant()
    closing.push(merchant.close)
    const order = orderOf(merchant.notifyUrl)
    const { h5Url } = await h5(order)
    expect((await h5(order)).h5Url.split('?')[0]).toBe(h5Url.split('?')[0])
    expect(await scene.wechatpay.query(order.outTradeNo)).toMatchObject({ state: 'NOTPAY', transactionId: null, amountFen: 5000 })
    const page = `${h5Url}&redirect_url=${encodeURIComponent('http://127.0.0.1:3000/paid?order=1')}`
    expect(await (await fetch(page)).text()).toContain('<small>¥</small>50.00')
    const paid = await fetch(page, { method: 'POST', body: new URLSearchParams({ action: 'pay' }), redirect: 'manual' })
    expect([paid.status, paid.headers.get('location')]).toEqual([303, 'http://127.0.0.1:3000/paid?order=1'])
    expect(await scene.wechatpay.query(order.outTradeNo)).toMatchObject({ state: 'SUCCESS', transactionId: expect.stringMatching(/^42\d{26}$/), amountFen: 5000, payerFen: 5000, tradeType: 'MWEB' })
    await expect(h5(order)).rejects.toMatchObject({ kind: 'CONFLICT', code: 'ORDERPAID' })
  })

  it('by JSAPI and native answers what the payer needs', async () => {
    const { prepayId, payParameters } = await scene.wechatpay.createJsapi({ ...orderOf(), openid: 'o-payer' })
    expect(payParameters).toMatchObject({ appId: scene.wechatpay.appId, package: `prepay_id=${prepayId}`, signType: 'RSA' })
    expect((await scene.wechatpay.createNative(orderOf())).codeUrl).toMatch(/^weixin:\/\/wxpay\//)
  })

  it('closes once and for all, but not when paid; unknown is null', async () => {
    const order = orderOf()
    await h5(order)
    await scene.wechatpay.close(order.outTradeNo)
    await scene.wechatpay.close(order.outTradeNo)
    expect(await scene.wechatpay.query(order.outTradeNo)).toMatchObject({ state: 'CLOSED' })
    await expect(scene.control(`pay/${order.outTradeNo}`)).rejects.toThrow('ORDER_CLOSED')
    const { order: paid } = await givenPaid()
    await expect(scene.wechatpay.close(paid.outTradeNo)).rejects.toMatchObject({ kind: 'CONFLICT', code: 'ORDERPAID' })
    expect(await scene.wechatpay.query('NEVERSENT01')).toBeNull()
    await scene.wechatpay.close('NEVERSENT01')
  })

  it('past its time is closed, and another order under its number is refused', async () => {
    const order = orderOf()
    await h5(order)
    await expect(h5({ ...order, amountFen: 1 })).rejects.toMatchObject({ kind: 'CONFLICT', code: 'OUT_TRADE_NO_USED' })
    await scene.control('clock/advance', { ms: 901_000 })
    expect(await scene.wechatpay.query(order.outTradeNo)).toMatchObject({ state: 'CLOSED' })
  })

  it.each([
    ['an amount of nothing', { amountFen: 0 }],
    ['a fraction of a fen', { amountFen: 1.5 }],
    ['a number with spaces', { outTradeNo: 'A B C D E F' }],
    ['a notify address with a query', { notifyUrl: 'http://127.0.0.1/x?y=1' }],
  ])('with %s is refused', async (_what, wrong) => {
    await expect(h5({ ...orderOf(), ...wrong })).rejects.toMatchObject({ kind: 'REFUSED', code: 'PARAM_ERROR' })
  })
})

describe('the signature of a request', () => {
  const keys = () => readKeys(configuration.wechatpay)
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

  it.each([
    ['of another key', () => ({ ...keys(), privateKey: stranger })],
    ['under another serial', () => ({ ...keys(), serialNo: 'AB' })],
    ['of another merchant', () => ({ ...keys(), mchId: '1' })],
  ])('%s is refused', async (_what, wrong) => {
    const adapter = createWechatPay({ baseUrl: `${scene.url}/wechatpay`, keys: wrong() })
    closing.push(() => adapter.disconnect())
    await expect(adapter.query('X')).rejects.toMatchObject({ kind: 'REFUSED', code: 'SIGN_ERROR' })
  })

  it('too old, or used before, is refused', async () => {
    const path = `/wechatpay/v3/pay/transactions/out-trade-no/NEVERSENT01?mchid=${scene.wechatpay.mchId}`
    const { mchId, serialNo, privateKey } = keys()
    const signed = (timestamp: number) => authorization({ mchId, serialNo, privateKey }, { method: 'GET', pathAndQuery: path, body: '', timestamp: String(timestamp), nonce: 'ONCE' })
    const ask = async (header: string) => (await fetch(scene.url + path, { headers: { authorization: header } })).status
    const now = Math.floor(Date.now() / 1000)
    expect(await ask(signed(now - 400))).toBe(401)
    expect(await ask(signed(now))).toBe(404)
    expect(await ask(signed(now))).toBe(401)
  })

  it('of an answer that is not WeChat Pay\'s makes it garbage', async () => {
    const wrong = readKeys({ ...configuration.wechatpay, platformKeys: configuration.wechatpay.platformKeys.map(({ serial }) => ({ serial, publicKey: createPublicKey(stranger).export({ type: 'spki', format: 'pem' }) as string })) })
    const adapter = createWechatPay({ baseUrl: `${scene.url}/wechatpay`, keys: wrong })
    closing.push(() => adapter.disconnect())
    await expect(adapter.query('NEVERSENT01')).rejects.toMatchObject({ kind: 'GARBAGE', code: 'SIGNATURE_INVALID' })
  })
})
