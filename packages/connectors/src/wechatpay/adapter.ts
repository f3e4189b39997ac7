import { createHash, timingSafeEqual } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import type { Dispatcher } from 'undici'
import { isConnectorFailure } from '../failure.ts'
import { createOutbound, type OutboundLimits } from '../outbound.ts'
import { toRefund, toTransaction, type WireRefund, type WireTransaction } from './answers.ts'
import { parseFundFlow, parseTradeBill } from './bills.ts'
import { readCallback } from './callback.ts'
import { createCaller, garbage, type Call } from './caller.ts'
import type { WechatPayKeys } from './keys.ts'
import type { CreateTransactionInput, JsapiPayParameters, RequestRefundInput, WechatPayPort } from './port.ts'
import { jsapiMessage, newNonce, signMessage } from './signature.ts'

export interface WechatPayAdapterOptions {
  baseUrl: string
  keys: WechatPayKeys
  /** Real time in milliseconds: signatures age by it, whatever the domain's clock says. */
  clock?: () => number
  agent?: Dispatcher
  limits?: Partial<OutboundLimits>
}

export function createWechatPay(options: WechatPayAdapterOptions): WechatPayPort & { disconnect(): Promise<void> } {
  const { baseUrl, keys, clock = Date.now, agent, limits } = options
  const outbound = createOutbound('wechatpay', { timeoutMs: 6_000, ...limits }, agent)
  const { call, download } = createCaller({ baseUrl, keys, clock, outbound })
  const nowSeconds = () => Math.floor(clock() / 1000)
  const orders = '/v3/pay/transactions'
  const refunds = '/v3/refund/domestic/refunds'

  const create = <T>(product: string, order: CreateTransactionInput, extra: object, read: (body: unknown) => T) =>
    call({ call: `create ${product}`, method: 'POST', path: `${orders}/${product}`, body: { ...orderBody(keys, order), ...extra } }, read)

  async function bill<Row>(name: string, path: string, parse: (text: string) => Row[]): Promise<Row[]> {
    const ticket = await unlessCode('NO_STATEMENT_EXIST', call({ call: name, method: 'GET', path }, (body) => body as BillTicket))
    return ticket ? openBill(name, await download(`${name} file`, ticket.download_url), ticket, parse) : []
  }

  return {
    appId: keys.appId,
    mchId: keys.mchId,

    async createJsapi(order) {
      const prepayId = await create('jsapi', order, { payer: { openid: order.openid } }, text('prepay_id'))
      return { prepayId, payParameters: payParameters(keys, prepayId, nowSeconds()) }
    },

    async createH5(order) {
      const scene = { scene_info: { payer_client_ip: order.clientIp, h5_info: { type: 'Wap' } } }
      return { h5Url: await create('h5', order, scene, text('h5_url')) }
    },

    async createNative(order) {
      return { codeUrl: await create('native', order, {}, text('code_url')) }
    },

    query(outTradeNo) {
      const path = `${orders}/out-trade-no/${encodeURIComponent(outTradeNo)}?mchid=${keys.mchId}`
      return unlessUnknown(call({ call: 'query', method: 'GET', path }, (body) => toTransaction(same(body as WireTransaction, 'out_trade_no', outTradeNo))))
    },

    async close(outTradeNo) {
      const path = `${orders}/out-trade-no/${encodeURIComponent(outTradeNo)}/close`
      const closing: Call = { call: 'close', method: 'POST', path, body: { mchid: keys.mchId } }
      await call(closing, () => null).catch((error: unknown) => {
        const gone = isConnectorFailure(error) && (error.code === 'ORDER_CLOSED' || error.code === 'ORDER_NOT_EXIST')
        if (!gone) throw error
      })
    },

    refund(refund) {
      const asked: Call = { call: 'refund', method: 'POST', path: refunds, body: refundBody(refund) }
      return call(asked, (body) => toRefund(same(body as WireRefund, 'out_refund_no', refund.outRefundNo)))
    },

    queryRefund(outRefundNo) {
      const path = `${refunds}/${encodeURIComponent(outRefundNo)}`
      return unlessUnknown(call({ call: 'query refund', method: 'GET', path }, (body) => toRefund(same(body as WireRefund, 'out_refund_no', outRefundNo))))
    },

    downloadTradeBill: (day) => bill('trade bill', `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL&tar_type=GZIP`, parseTradeBill),
    downloadFundFlow: (day) => bill('fund flow', `/v3/bill/fundflowbill?bill_date=${day}&account_type=BASIC&tar_type=GZIP`, parseFundFlow),

    verifyCallback: (headers, rawBody) => readCallback(headers, rawBody, keys, nowSeconds()),
    disconnect: () => outbound.close(),
  }
}

interface BillTicket {
  hash_type: string
  hash_value: string
  download_url: string
}

const orderBody = (keys: WechatPayKeys, order: CreateTransactionInput) => ({
  appid: keys.appId,
  mchid: keys.mchId,
  description: order.description,
  out_trade_no: order.outTradeNo,
  time_expire: order.expiresAt.toISOString().replace(/\.\d+Z$/, '+00:00'),
  notify_url: order.notifyUrl,
  ...(order.attach === undefined ? {} : { attach: order.attach }),
  amount: { total: order.amountFen, currency: 'CNY' },
})

const refundBody = (refund: RequestRefundInput) => ({
  out_trade_no: refund.outTradeNo,
  out_refund_no: refund.outRefundNo,
  ...(refund.reason === undefined ? {} : { reason: refund.reason }),
  ...(refund.notifyUrl === undefined ? {} : { notify_url: refund.notifyUrl }),
  amount: { refund: refund.refundFen, total: refund.totalFen, currency: 'CNY' },
})

export function payParameters(keys: Pick<WechatPayKeys, 'appId' | 'privateKey'>, prepayId: string, nowSeconds: number): JsapiPayParameters {
  const parameters = { appId: keys.appId, timeStamp: String(nowSeconds), nonceStr: newNonce(), package: `prepay_id=${prepayId}` }
  const message = jsapiMessage(parameters.appId, parameters.timeStamp, parameters.nonceStr, parameters.package)
  return { ...parameters, signType: 'RSA', paySign: signMessage(message, keys.privateKey) }
}

const text = (field: string) => (body: unknown) => {
  const value = (body as Record<string, unknown> | undefined)?.[field]
  if (typeof value !== 'string' || value === '') throw new Error(`${field} is missing`)
  return value
}

/** An answer about another order, even a signed one, is no answer to this question. */
function same<W extends object>(wire: W, field: keyof W, expected: string): W {
  if (wire?.[field] !== expected) throw new Error('The answer is about something else')
  return wire
}

const unlessCode = <T>(code: string, answer: Promise<T>): Promise<T | null> =>
  answer.catch((error: unknown) => {
    if (isConnectorFailure(error, 'REFUSED') && error.code === code) return null
    throw error
  })

const unlessUnknown = <T>(answer: Promise<T>) => unlessCode('ORDER_NOT_EXIST', unlessCode('RESOURCE_NOT_EXISTS', answer))

function openBill<Row>(name: string, file: Buffer, ticket: BillTicket, parse: (text: string) => Row[]): Row[] {
  try {
    const bill = file[0] === 0x1f && file[1] === 0x8b ? gunzipSync(file, { maxOutputLength: 256 * 1024 * 1024 }) : file
    const digest = createHash('sha1').update(bill).digest()
    const expected = Buffer.from(ticket.hash_value, 'hex')
    if (ticket.hash_type !== 'SHA1' || expected.length !== digest.length || !timingSafeEqual(digest, expected)) throw new Error('digest differs')
    return parse(bill.toString('utf8'))
  } catch (cause) {
    throw garbage(name, 'BILL_UNREADABLE', 'bill does not hold', cause)
  }
}
