import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createPublicKey, createVerify } from 'node:crypto'
import { privateKeyOf } from '@hospital/connectors/payments/keys'
import { compactTime, instantOfCompact } from '@hospital/connectors/payments/times'
import { digestOf, signFields, type Fields } from '@hospital/connectors/unionpay/signature'
import type { BillTricks } from '../bill-tricks.ts'
import type { Clock } from '../clock.ts'
import { dayOf } from '../days.ts'
import { CounterError, type Counter, type CounterTrade } from '../counter/counter.ts'
import { counterPage, problemPage } from '../counter/pay-page.ts'
import { html } from '../html.ts'
import type { Keys } from '../keys.ts'
import { PAGE_HEADERS } from '../phone-page.ts'
import { linesOf, printZmFile } from './bill.ts'

interface UnionpayOptions {
  counter: Counter
  keys: Keys
  bills: BillTricks
  clock: Clock
}

/** ACP 5.1.0 under `/gateway/api`. Answers carry the certificate that signed them. */
export async function unionpayRoutes(app: FastifyInstance, { counter, bills, clock, keys: { merchant, platform } }: UnionpayOptions) {
  const { merId, certId } = merchant.unionpay!
  const { unionpayPrivateKey, unionpayCertificate, unionpayMerchantPublicKey } = platform.channels!
  const signing = privateKeyOf(unionpayPrivateKey)
  const merchantKey = createPublicKey(unionpayMerchantPublicKey)
  const signed = (fields: Fields) => signFields({ version: '5.1.0', encoding: 'UTF-8', signMethod: '01', accessType: '0', merId, signPubKeyCert: unionpayCertificate, ...fields }, signing)

  const report = (trade: CounterTrade) => ({ txnType: '01', txnSubType: '01', bizType: '000201', orderId: trade.number, txnTime: trade.reference, txnAmt: String(trade.fen), currencyCode: '156', queryId: trade.channelNo!, traceTime: compactTime(new Date(trade.paidAt!)), respCode: '00', respMsg: 'success' })
  counter.print({
    paid: (trade) => form(report(trade)),
    refunded: (refund, trade) => form({ txnType: '04', txnSubType: '00', bizType: '000201', orderId: refund.number, txnTime: refund.reference, txnAmt: String(refund.fen), currencyCode: '156', queryId: refund.channelNo, origQryId: trade.channelNo!, traceTime: compactTime(new Date(refund.doneAt!)), respCode: '00', respMsg: 'success' }),
  })
  const form = (fields: Fields) => new URLSearchParams(signed(fields)).toString()

  /** Undefined: not the merchant's. */
  function read(request: FastifyRequest): Fields | undefined {
    const fields = Object.fromEntries(new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''))
    const own = fields.merId === merId && fields.certId === certId && fields.version === '5.1.0'
    return own && fields.signature && createVerify('RSA-SHA256').update(digestOf(fields)).verify(merchantKey, fields.signature, 'base64') ? fields : undefined
  }

  /** Not URL-encoded, as UnionPay answers. */
  const send = (reply: FastifyReply, fields: Fields) => reply.type('text/html; charset=utf-8').send(Object.entries(signed(fields)).map(([name, value]) => `${name}=${value}`).join('&'))
  const refused = (reply: FastifyReply, fields: Fields | undefined, respCode: string) => send(reply, { ...(fields?.orderId !== undefined && { orderId: fields.orderId }), respCode, respMsg: 'refused' })

  app.post('/gateway/api/queryTrans.do', (request, reply) => {
    const fields = read(request)
    if (!fields) return refused(reply, fields, '11')
    const { orderId, txnTime } = fields as { orderId: string; txnTime: string }
    const trade = counter.find(orderId)
    const refund = counter.findRefund(orderId)
    if (trade?.reference === txnTime) {
      const code = trade.state === 'PAID' ? '00' : trade.state === 'WAITING' ? '05' : '02'
      return send(reply, { ...(trade.state === 'PAID' ? report(trade) : { orderId, txnTime, txnAmt: String(trade.fen) }), txnType: '00', respCode: '00', origRespCode: code })
    }
    if (refund?.reference !== txnTime) return refused(reply, fields, '34')
    return send(reply, { txnType: '00', orderId, txnTime, txnAmt: String(refund!.fen), queryId: refund!.channelNo, respCode: '00', origRespCode: refund!.state === 'DONE' ? '00' : '05', ...(refund!.doneAt && { traceTime: compactTime(new Date(refund!.doneAt)) }) })
  })

  app.post('/gateway/api/backTransReq.do', (request, reply) => {
    const fields = read(request)
    if (!fields || fields.txnType !== '04') return refused(reply, fields, '11')
    const { orderId, txnTime, txnAmt, origQryId, backUrl } = fields as { orderId: string; txnTime: string; txnAmt: string; origQryId: string; backUrl: string }
    const trade = counter.findByChannelNo(origQryId)
    if (!trade) return refused(reply, fields, '34')
    try {
      const { refund, fresh } = counter.refund({ number: orderId, trade: trade.number, fen: Number(txnAmt), notifyUrl: backUrl, reference: txnTime })
      return fresh ? send(reply, { txnType: '04', orderId, txnTime, txnAmt, queryId: refund.channelNo, respCode: '00' }) : refused(reply, fields, '12')
    } catch (error) {
      if (!(error instanceof CounterError)) throw error
      return refused(reply, fields, error.code === 'TOO_MUCH' ? '61' : '02')
    }
  })

  /** Files are asked for by the day and the month; the year is the one in which that day was last. */
  app.post('/filedownload', (request, reply) => {
    const fields = read(request)
    if (!fields || fields.txnType !== '76' || fields.fileType !== '00') return refused(reply, fields, '11')
    const today = dayOf(clock.now())
    const asked = `${today.slice(0, 4)}-${(fields.settleDate ?? '').replace(/^(\d{2})(\d{2})$/, '$1-$2')}`
    const day = asked > today ? `${Number(today.slice(0, 4)) - 1}${asked.slice(4)}` : asked
    const lines = linesOf(counter, day)
    if (day >= today || lines.length === 0 || bills.notReady('unionpay')) return send(reply, { txnType: '76', settleDate: fields.settleDate!, respCode: '98', respMsg: 'no file' })
    return send(reply, { txnType: '76', txnSubType: '01', settleDate: fields.settleDate!, ...printZmFile(merId, day, bills.bend('unionpay', lines), (file) => bills.cut('unionpay', file)), respCode: '00', respMsg: 'success' })
  })

  app.post('/gateway/api/frontTransReq.do', (request, reply) => {
    reply.headers(PAGE_HEADERS).type('text/html; charset=utf-8')
    const fields = read(request)
    try {
      if (!fields || fields.txnType !== '01') throw new CounterError('MISSING')
      const { orderId, txnAmt, backUrl, frontUrl, txnTime, payTimeout } = fields as Record<'orderId' | 'txnAmt' | 'backUrl' | 'txnTime' | 'payTimeout', string> & { frontUrl?: string }
      const trade = counter.open({ number: orderId, merchant: merId, fen: Number(txnAmt), description: '订单支付', notifyUrl: backUrl, returnUrl: frontUrl ?? null, reference: txnTime, expiresAt: instantOfCompact(payTimeout).getTime() })
      return reply.send(pageOf(trade))
    } catch (error) {
      if (!(error instanceof CounterError)) throw error
      return reply.code(400).send(problemPage('支付请求无效', '这笔交易不能支付，请返回商户重新下单。'))
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
    return reply.send(pageOf(counter.get(number)))
  })

  /** UnionPay posts the payer's browser back, with its report. */
  function pageOf(trade: CounterTrade): string {
    const fields = trade.state === 'PAID' ? signed(report(trade)) : {}
    const back = trade.returnUrl
      ? html`<form method="post" action="${trade.returnUrl}">${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}<button class="button plain">返回商户</button></form>`
      : ('' as const)
    return counterPage(trade, { title: '银联在线支付', way: '借记卡', action: `/unionpay/pay/${trade.number}`, back })
  }
}
