import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { rawValueOf, signedText, signRequest, signText, verifyText, type Parameters } from '@hospital/connectors/alipay/signature'
import { privateKeyOf, publicKeyOf } from '@hospital/connectors/payments/keys'
import { instantOf, printedTime } from '@hospital/connectors/payments/times'
import { fenOf, yuanOf } from '@hospital/connectors/payments/yuan'
import type { Clock } from '../clock.ts'
import { CounterError, type Counter, type CounterRefund, type CounterTrade } from '../counter/counter.ts'
import type { BillTricks } from '../bill-tricks.ts'
import { dayOf } from '../days.ts'
import { counterPage, linkBack, problemPage } from '../counter/pay-page.ts'
import { PAGE_HEADERS } from '../phone-page.ts'
import type { Keys } from '../keys.ts'
import { linesOf, printAlipayBill } from './bill.ts'

interface AlipayOptions {
  counter: Counter
  keys: Keys
  bills: BillTricks
  clock: Clock
}

type Content = Record<string, unknown>

class AlipayError extends Error {
  readonly code: string
  readonly sub: string

  constructor(sub: string, code = '40004') {
    super(sub)
    this.code = code
    this.sub = sub
  }
}

const CODES: Record<CounterError['code'], string> = { PAID: 'ACQ.TRADE_STATUS_ERROR', CLOSED: 'ACQ.TRADE_STATUS_ERROR', MISSING: 'ACQ.TRADE_NOT_EXIST', TOO_MUCH: 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', DIFFERS: 'ACQ.CONTEXT_INCONSISTENT' }

/** Alipay's gateway: every method under one address, signed both ways. */
export async function alipayRoutes(app: FastifyInstance, { counter, bills, clock, keys: { merchant, platform } }: AlipayOptions) {
  const { appId, sellerId } = merchant.alipay!
  const alipayKey = privateKeyOf(platform.channels!.alipayPrivateKey)
  const appKey = publicKeyOf(platform.channels!.alipayAppPublicKey)

  counter.print({
    paid: (trade) => printNotice(trade, 'TRADE_SUCCESS'),
    refunded: (refund, trade) => printNotice(trade, counter.refundedFen(trade.number) === trade.fen ? 'TRADE_CLOSED' : 'TRADE_SUCCESS', refund),
  })

  function printNotice(trade: CounterTrade, status: string, refund?: CounterRefund): string {
    const at = printedTime(new Date(refund?.doneAt ?? trade.paidAt!))
    const fields: Parameters = {
      notify_time: at, notify_type: 'trade_status_sync', notify_id: `${trade.channelNo}${refund ? refund.number : ''}`, charset: 'utf-8', version: '1.0', app_id: appId, auth_app_id: appId, seller_id: sellerId,
      out_trade_no: trade.number, trade_no: trade.channelNo!, trade_status: status, total_amount: yuanOf(trade.fen), subject: trade.description, gmt_payment: printedTime(new Date(trade.paidAt!)),
      ...(refund && { out_biz_no: refund.number, refund_fee: yuanOf(counter.refundedFen(trade.number)), gmt_refund: at }),
    }
    return new URLSearchParams({ ...fields, sign_type: 'RSA2', sign: signText(signedText(fields, []), alipayKey) }).toString()
  }

  /** Throws where the request is not the merchant's. */
  function read(request: FastifyRequest): Parameters {
    const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''
    const all = { ...Object.fromEntries(new URLSearchParams(request.url.split('?')[1] ?? '')), ...Object.fromEntries(new URLSearchParams(body)) }
    if (all.app_id !== appId) throw new AlipayError('isv.invalid-app-id', '40002')
    if (!all.sign || !verifyText(signedText(all, ['sign']), all.sign, appKey)) throw new AlipayError('isv.invalid-signature', '40002')
    return all
  }

  const downloads = new Map<string, Buffer>()

  const methods: Record<string, (content: Content, request: FastifyRequest) => Content> = {
    'alipay.trade.query': ({ out_trade_no: number }) => printTrade(counter.get(String(number)), counter),
    'alipay.trade.close': ({ out_trade_no: number }) => {
      const { number: outTradeNo } = counter.close(String(number))
      return { out_trade_no: outTradeNo }
    },
    'alipay.trade.refund': (content) => {
      const number = String(content.out_trade_no)
      const { notifyUrl, channelNo } = counter.get(number)
      const { refund, fresh } = counter.refund({ number: String(content.out_request_no), trade: number, fen: fenOf(content.refund_amount), notifyUrl, reference: String(content.refund_reason ?? '') })
      return { out_trade_no: number, trade_no: channelNo, fund_change: fresh ? 'Y' : 'N', refund_fee: yuanOf(counter.refundedFen(number)), gmt_refund_pay: printedTime(new Date(refund.doneAt!)) }
    },
    'alipay.data.dataservice.bill.downloadurl.query': ({ bill_type: type, bill_date: asked }, request) => {
      const day = String(asked)
      if (type !== 'trade' || !/^\d{4}-\d{2}-\d{2}$/.test(day) || day >= dayOf(clock.now())) throw new AlipayError('isv.invalid-arguments')
      const lines = linesOf(counter, day)
      if (lines.length === 0 || bills.notReady('alipay')) throw new AlipayError('isp.bill_not_exist')
      const token = randomUUID()
      downloads.set(token, bills.cut('alipay', printAlipayBill(sellerId, day, bills.bend('alipay', lines))))
      return { bill_download_url: `${request.protocol}://${request.host}/alipay/bill/${token}` }
    },
    'alipay.trade.fastpay.refund.query': ({ out_trade_no: number, out_request_no: request }) => {
      const trade = counter.get(String(number))
      const refund = counter.findRefund(String(request))
      const about = { out_trade_no: trade.number, trade_no: trade.channelNo, out_request_no: request }
      if (!refund || refund.trade !== trade.number) return about
      return { ...about, refund_status: 'REFUND_SUCCESS', total_amount: yuanOf(trade.fen), refund_amount: yuanOf(refund.fen), gmt_refund_pay: printedTime(new Date(refund.doneAt!)) }
    },
  }

  app.post('/gateway.do', (request, reply) => {
    let method = ''
    try {
      const all = read(request)
      method = all.method ?? ''
      const act = methods[method]
      if (!act) throw new AlipayError('isv.invalid-method', '40002')
      return send(reply, method, { code: '10000', msg: 'Success', ...act(JSON.parse(all.biz_content ?? '{}') as Content, request) })
    } catch (error) {
      const { code, sub } = error instanceof AlipayError ? error : { code: '40004', sub: error instanceof CounterError ? CODES[error.code] : 'ACQ.INVALID_PARAMETER' }
      return send(reply, code === '40002' ? '' : method, { code, msg: 'Business Failed', sub_code: sub, sub_msg: sub })
    }
  })

  app.get<{ Params: { token: string } }>('/bill/:token', ({ params: { token } }, reply) => {
    const file = downloads.get(token)
    if (!file) return reply.code(404).send('')
    return reply.type('application/zip').send(file)
  })

  function send(reply: FastifyReply, method: string, answer: Content) {
    const name = method ? `${method.replaceAll('.', '_')}_response` : 'error_response'
    const text = JSON.stringify({ [name]: answer })
    const sign = signText(rawValueOf(text, name)!, alipayKey)
    return reply.type('application/json; charset=utf-8').send(`${text.slice(0, -1)},"sign":${JSON.stringify(sign)}}`)
  }

  /** The page that the merchant's signed address opens; opening it begins the trade. */
  app.get('/gateway.do', (request, reply) => {
    reply.headers(PAGE_HEADERS).type('text/html; charset=utf-8')
    try {
      const all = read(request)
      if (all.method !== 'alipay.trade.wap.pay') throw new AlipayError('isv.invalid-method')
      const content = JSON.parse(all.biz_content!) as Record<string, string>
      if (content.seller_id !== sellerId) throw new AlipayError('ACQ.INVALID_PARAMETER')
      const trade = counter.open({
        number: content.out_trade_no!, merchant: appId, fen: fenOf(content.total_amount), description: content.subject!, notifyUrl: all.notify_url!, returnUrl: all.return_url ?? null, reference: '', expiresAt: instantOf(content.time_expire!).getTime(),
      })
      return reply.send(pageOf(trade))
    } catch {
      return reply.code(400).send(problemPage('支付链接无效', '这笔交易不能支付，请返回商户重新下单。'))
    }
  })

  app.post<{ Params: { number: string } }>('/pay/:number', (request, reply) => {
    reply.headers(PAGE_HEADERS).type('text/html; charset=utf-8')
    const { number } = request.params
    try {
      counter.pay(number)
    } catch (error) {
      if (!(error instanceof CounterError) || !counter.find(number)) throw error
    }
    const trade = counter.get(number)
    return trade.returnUrl ? reply.redirect(trade.returnUrl, 303) : reply.send(pageOf(trade))
  })
}

const pageOf = (trade: CounterTrade) => counterPage(trade, { title: '支付宝', way: '余额', action: `/alipay/pay/${trade.number}`, back: linkBack(trade.returnUrl) })

function printTrade(trade: CounterTrade, counter: Counter): Content {
  const whole = trade.paidAt !== null && counter.refundedFen(trade.number) === trade.fen
  const status = trade.state === 'WAITING' ? 'WAIT_BUYER_PAY' : trade.state === 'CLOSED' || whole ? 'TRADE_CLOSED' : 'TRADE_SUCCESS'
  return { out_trade_no: trade.number, trade_no: trade.channelNo ?? `0${trade.number}`, trade_status: status, total_amount: yuanOf(trade.fen), ...(trade.paidAt !== null && { send_pay_date: printedTime(new Date(trade.paidAt)) }) }
}

/** A notice's fields, changed and signed anew by whoever holds this key. */
export function resign(body: string, key: string, change: Parameters): string {
  const { sign: _sign, sign_type: _type, ...fields } = { ...Object.fromEntries(new URLSearchParams(body)), ...change }
  const { sign } = signRequest(fields, privateKeyOf(key))
  return new URLSearchParams({ ...fields, sign_type: 'RSA2', sign: sign! }).toString()
}
