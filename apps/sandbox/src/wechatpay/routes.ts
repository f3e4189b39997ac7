import { createHash, randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { BillTricks } from '../bill-tricks.ts'
import type { Clock } from '../clock.ts'
import type { Keys } from '../keys.ts'
import { rfc3339 } from '../days.ts'
import { makeBill } from './bill.ts'
import type { Desk } from './desk.ts'
import { paramError, PayError } from './errors.ts'
import { makeFundFlow } from './fund-flow.ts'
import { readOrder } from './orders.ts'
import { printRefund } from './refunds.ts'
import type { Signing } from './signing.ts'
import { printTrade, type Product, type Trade } from './trades.ts'

export interface WechatPayRoutesOptions {
  desk: Desk
  signing: Signing
  keys: Keys
  clock: Clock
  bills: BillTricks
}

/** WeChat Pay v3 for direct merchants, under `/wechatpay/v3`. */
export async function wechatPayRoutes(app: FastifyInstance, { desk, signing, keys, clock, bills: tricks }: WechatPayRoutesOptions) {
  const { trades, refunds, mchId } = desk
  const merchant = keys.merchant.wechatpay
  const bills = new Map<string, string>()

  app.addHook('preHandler', async (request) => {
    signing.verify({ method: request.method, url: request.raw.url!, headers: request.headers, body: rawBody(request) })
  })
  app.addHook('onSend', async (_request, reply, payload) => {
    if (!reply.getHeader('x-unsigned')) reply.headers(signing.sign(typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : ''))
    reply.removeHeader('x-unsigned')
    return payload
  })
  app.setErrorHandler((error, _request, reply) => sendError(error, reply))
  app.setNotFoundHandler((_request, reply) => sendError(new PayError(404, 'RESOURCE_NOT_EXISTS', '接口不存在'), reply))

  const links: Record<Product, (trade: Trade, origin: string) => object> = {
    jsapi: ({ prepayId }) => ({ prepay_id: prepayId }),
    h5: ({ prepayId }, origin) => ({ h5_url: `${origin}/wechatpay/pay/${prepayId}?package=${randomBytes(4).readUInt32BE()}` }),
    native: ({ prepayId }) => ({ code_url: `weixin://wxpay/bizpayurl?pr=${prepayId}` }),
  }
  for (const product of ['jsapi', 'h5', 'native'] as const) {
    app.post(`/pay/transactions/${product}`, (request) => {
      const trade = trades.create(product, readOrder(product, jsonBody(request), merchant))
      return links[product](trade, `${request.protocol}://${request.host}`)
    })
  }

  app.get<{ Params: { no: string }; Querystring: { mchid?: string } }>('/pay/transactions/out-trade-no/:no', (request) => {
    if (request.query.mchid !== mchId) throw paramError('mchid 与签名商户不一致')
    return printTrade(trades.get(request.params.no), mchId)
  })

  app.post<{ Params: { no: string } }>('/pay/transactions/out-trade-no/:no/close', (request, reply) => {
    if (jsonBody(request).mchid !== mchId) throw paramError('mchid 与签名商户不一致')
    trades.close(request.params.no)
    return reply.code(204).send()
  })

  app.post('/refund/domestic/refunds', (request) => {
    const refund = refunds.request(jsonBody(request))
    return printRefund(refund, trades.get(refund.outTradeNo))
  })

  app.get<{ Params: { no: string } }>('/refund/domestic/refunds/:no', (request) => {
    const refund = refunds.get(request.params.no)
    return printRefund(refund, trades.get(refund.outTradeNo))
  })

  app.get('/certificates', () => ({
    data: [
      {
        serial_no: keys.platform.certificate.serial,
        effective_time: rfc3339(keys.platform.certificate.notBefore),
        expire_time: rfc3339(keys.platform.certificate.notAfter),
        encrypt_certificate: signing.seal(keys.platform.certificate.pem, 'certificate'),
      },
    ],
  }))

  function ticketOf(request: FastifyRequest<{ Querystring: { tar_type?: string } }>, bill: string) {
    const token = randomBytes(24).toString('base64url')
    bills.set(token, bill)
    const gzip = request.query.tar_type === 'GZIP' ? '&tartype=gzip' : ''
    return { hash_type: 'SHA1', hash_value: createHash('sha1').update(bill).digest('hex'), download_url: `${request.protocol}://${request.host}/wechatpay/v3/billdownload/file?token=${token}${gzip}` }
  }

  /** Trades as the bills tell them; both bills of a day tell the same. */
  function told() {
    if (tricks.notReady('wechatpay')) throw new PayError(400, 'STATEMENT_CREATING', '账单生成中')
    const paidBetween: typeof trades.paidBetween = (from, to) =>
      tricks.bend('wechatpay', trades.paidBetween(from, to).map((trade) => ({ trade, number: trade.outTradeNo, channelNo: trade.transactionId!, fen: trade.totalFen })))
        .map(({ trade, number, channelNo, fen }) => ({ ...trade, outTradeNo: number, transactionId: channelNo, totalFen: fen }))
    return { get: trades.get, paidBetween }
  }

  app.get<{ Querystring: { bill_date?: string; tar_type?: string } }>('/bill/tradebill', (request) =>
    ticketOf(request, makeBill(request.query.bill_date ?? '', mchId, told(), refunds, clock)))

  app.get<{ Querystring: { bill_date?: string; account_type?: string; tar_type?: string } }>('/bill/fundflowbill', (request) => {
    if ((request.query.account_type ?? 'BASIC') !== 'BASIC') throw paramError('account_type 只支持 BASIC')
    return ticketOf(request, makeFundFlow(request.query.bill_date ?? '', told(), refunds, clock))
  })

  app.get<{ Querystring: { token?: string; tartype?: string } }>('/billdownload/file', (request, reply) => {
    const bill = bills.get(request.query.token ?? '')
    if (!bill) throw new PayError(404, 'RESOURCE_NOT_EXISTS', '下载地址已失效')
    reply.header('x-unsigned', 'yes').type('application/octet-stream')
    return reply.send(tricks.cut('wechatpay', request.query.tartype === 'gzip' ? gzipSync(bill) : Buffer.from(bill)))
  })
}

const rawBody = (request: FastifyRequest) => (Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))

function jsonBody(request: FastifyRequest): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(rawBody(request).toString('utf8'))
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  } catch {
    throw paramError('请求体不是 JSON')
  }
  throw paramError('请求体须为对象')
}

function sendError(error: unknown, reply: FastifyReply) {
  if (error instanceof PayError) return reply.code(error.status).send({ code: error.code, message: error.message })
  const status = (error as { statusCode?: number }).statusCode ?? 500
  return reply.code(status).send({ code: status < 500 ? 'PARAM_ERROR' : 'SYSTEM_ERROR', message: status < 500 ? (error as Error).message : '系统异常，请稍后重试' })
}
