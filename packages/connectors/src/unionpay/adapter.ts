import type { Dispatcher } from 'undici'
import { ConnectorFailure } from '../failure.ts'
import { createOutbound, type OutboundLimits } from '../outbound.ts'
import { readingBill } from '../payments/bill.ts'
import type { ChannelCallback, ChannelRefund, ChannelRefundOrder, ChannelTransaction } from '../payments/port.ts'
import { compactTime, instantOfCompact } from '../payments/times.ts'
import { readZmFile } from './bill.ts'
import type { UnionpayKeys } from './keys.ts'
import type { UnionpayPort } from './port.ts'
import { readFields, rejectionOf, signFields, type Fields } from './signature.ts'

export interface UnionpayAdapterOptions {
  baseUrl: string
  /** Where files are fetched; UnionPay keeps them apart from its gateway. */
  filesUrl: string
  keys: UnionpayKeys
  clock?: () => number
  agent?: Dispatcher
  limits?: Partial<OutboundLimits>
}

/** 34: no such trade. */
const UNKNOWN = '34'
/** 98: there is no file of that day. */
const NO_FILE = '98'
/** Not known yet, ask again. */
const PENDING = new Set(['03', '04', '05'])
const BUSINESS = { accessType: '0', bizType: '000201', channelType: '08' }

export function createUnionpay({ baseUrl, filesUrl, keys, clock = Date.now, agent, limits }: UnionpayAdapterOptions): UnionpayPort & { disconnect(): Promise<void> } {
  const outbound = createOutbound('unionpay', { timeoutMs: 6_000, ...limits }, agent)
  const signed = (fields: Fields) => signFields({ version: '5.1.0', encoding: 'UTF-8', signMethod: '01', certId: keys.certId, merId: keys.merId, ...fields }, keys.privateKey)

  const call = (path: string, name: string, fields: Fields, readOnly: boolean) => post(`${baseUrl}/gateway/api/${path}.do`, name, fields, readOnly)

  async function post(url: string, name: string, fields: Fields, readOnly: boolean): Promise<Fields> {
    const { status, body } = await outbound.send({
      call: name, method: 'POST', url, readOnly,
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }, body: new URLSearchParams(signed(fields)).toString(),
    })
    const answer = readFields(body.toString('utf8'))
    const rejection = rejectionOf(answer, keys.trust, clock())
    if (rejection) throw new ConnectorFailure({ kind: 'GARBAGE', port: 'unionpay', code: rejection, message: `unionpay ${name}: answer ${status} is not signed by UnionPay (${rejection})` })
    if (answer.merId !== keys.merId || answer.orderId !== fields.orderId) throw new ConnectorFailure({ kind: 'GARBAGE', port: 'unionpay', code: 'FOREIGN', message: `unionpay ${name}: the answer is about something else` })
    return answer
  }

  /** Null: there is none. */
  async function ask(orderId: string, at: Date): Promise<Fields | null> {
    const answer = await call('queryTrans', 'query', { txnType: '00', txnSubType: '00', ...BUSINESS, bizType: '000000', orderId, txnTime: compactTime(at) }, true)
    if (answer.respCode === UNKNOWN) return null
    if (answer.respCode !== '00') throw refusal('query', answer)
    return answer
  }

  async function queryRefund({ outRefundNo, requestedAt, trade }: ChannelRefundOrder): Promise<ChannelRefund | null> {
    const answer = await ask(wireNumber(outRefundNo), requestedAt)
    return answer && toRefund(answer, outRefundNo, trade.outTradeNo)
  }

  return {
    merId: keys.merId,

    payForm: ({ outTradeNo, amountFen, expiresAt, startedAt, notifyUrl, returnUrl }) => ({
      url: `${baseUrl}/gateway/api/frontTransReq.do`,
      fields: signed({
        txnType: '01', txnSubType: '01', ...BUSINESS, currencyCode: '156', orderId: outTradeNo, txnTime: compactTime(startedAt), txnAmt: String(amountFen),
        payTimeout: compactTime(expiresAt), backUrl: notifyUrl, ...(returnUrl && { frontUrl: returnUrl }),
      }),
    }),

    async query({ outTradeNo, startedAt }) {
      const answer = await ask(outTradeNo, startedAt)
      return answer && toTransaction(answer, outTradeNo)
    },

    async refund(order) {
      const { outRefundNo, refundFen, requestedAt, notifyUrl, trade } = order
      const answer = await call('backTransReq', 'refund', {
        txnType: '04', txnSubType: '00', ...BUSINESS, orderId: wireNumber(outRefundNo), txnTime: compactTime(requestedAt), txnAmt: String(refundFen), origQryId: trade.transactionId ?? '', backUrl: notifyUrl,
      }, false)
      // 12: this number was sent before. What became of it is asked for.
      if (answer.respCode === '12') return (await queryRefund(order)) ?? processing(order)
      if (answer.respCode !== '00' && !PENDING.has(answer.respCode!)) throw refusal('refund', answer)
      return { ...processing(order), refundId: answer.queryId ?? wireNumber(outRefundNo) }
    },

    queryRefund,

    async dayBill(day) {
      const answer = await post(filesUrl, 'bill', { txnType: '76', txnSubType: '01', bizType: '000000', accessType: '0', fileType: '00', settleDate: day.slice(5).replace('-', ''), txnTime: compactTime(new Date(clock())) }, true)
      if (answer.respCode === NO_FILE) return null
      if (answer.respCode !== '00') throw refusal('bill', answer)
      return readingBill('unionpay', () => readZmFile(answer.fileContent ?? '', keys.merId, ownNumber))
    },

    verifyCallback: (rawBody) => readReport(Object.fromEntries(new URLSearchParams(rawBody.toString('utf8'))), keys, clock()),
    disconnect: () => outbound.close(),
  }
}

/** UnionPay takes letters and digits only. */
const wireNumber = (outRefundNo: string) => outRefundNo.replace('-', 'E')
const ownNumber = (orderId: string) => orderId.replace('E', '-')

const processing = ({ outRefundNo, refundFen, trade }: ChannelRefundOrder): ChannelRefund =>
  ({ outRefundNo, outTradeNo: trade.outTradeNo, refundId: wireNumber(outRefundNo), state: 'PROCESSING', refundFen, succeededAt: null })

function refusal(call: string, { respCode }: Fields): ConnectorFailure {
  return new ConnectorFailure({ kind: 'REFUSED', port: 'unionpay', code: respCode ?? 'UNKNOWN', message: `unionpay ${call}: ${respCode}` })
}

function fenIn({ txnAmt }: Fields): number {
  if (!txnAmt || !/^\d{1,12}$/.test(txnAmt)) throw new ConnectorFailure({ kind: 'GARBAGE', port: 'unionpay', message: 'unionpay: not an amount' })
  return Number(txnAmt)
}

const timeIn = ({ txnTime, traceTime }: Fields): Date | null => (traceTime?.length === 14 ? instantOfCompact(traceTime) : txnTime ? instantOfCompact(txnTime) : null)

function toTransaction(answer: Fields, outTradeNo: string): ChannelTransaction {
  const { origRespCode: code, queryId } = answer
  const paid = code === '00' || code === 'A6'
  return { outTradeNo, state: paid ? 'SUCCESS' : PENDING.has(code!) ? 'NOTPAY' : 'PAYERROR', transactionId: paid ? queryId! : null, amountFen: fenIn(answer), paidAt: paid ? timeIn(answer) : null }
}

function toRefund(answer: Fields, outRefundNo: string, outTradeNo: string): ChannelRefund {
  const { origRespCode: code, queryId } = answer
  const done = code === '00' || code === 'A6'
  return { outRefundNo, outTradeNo, refundId: queryId ?? wireNumber(outRefundNo), state: done ? 'SUCCESS' : PENDING.has(code!) ? 'PROCESSING' : 'CLOSED', refundFen: fenIn(answer), succeededAt: done ? timeIn(answer) : null }
}

function readReport(fields: Fields, keys: UnionpayKeys, now: number): ChannelCallback {
  const rejection = rejectionOf(fields, keys.trust, now)
  if (rejection) return { verified: false, reason: rejection }
  const { merId, orderId, txnType, queryId, txnAmt, respCode, currencyCode } = fields
  if (merId !== keys.merId) return { verified: false, reason: 'MERCHANT_FOREIGN' }
  if (currencyCode !== undefined && currencyCode !== '156') return { verified: false, reason: 'CURRENCY_FOREIGN' }
  if (!orderId || !/^\d{1,12}$/.test(txnAmt ?? '')) return { verified: false, reason: 'BODY_INVALID' }
  const notificationId = `${txnType} ${orderId} ${queryId ?? ''} ${respCode ?? ''}`
  if (txnType === '04') return { verified: true, notificationId, kind: 'REFUND', refund: { outRefundNo: ownNumber(orderId) } }
  return { verified: true, notificationId, kind: 'TRANSACTION', transaction: { outTradeNo: orderId, amountFen: Number(txnAmt) } }
}
