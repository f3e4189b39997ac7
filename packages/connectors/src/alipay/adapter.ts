import type { Dispatcher } from 'undici'
import { isConnectorFailure } from '../failure.ts'
import { createOutbound, type OutboundLimits } from '../outbound.ts'
import { readingBill } from '../payments/bill.ts'
import type { ChannelRefund, ChannelRefundOrder, ChannelTransaction } from '../payments/port.ts'
import { instantOf, printedTime } from '../payments/times.ts'
import { fenOf, yuanOf } from '../payments/yuan.ts'
import { readAlipayBill } from './bill.ts'
import { createAlipayCaller, garbage, type Answer } from './caller.ts'
import { readNotification } from './callback.ts'
import type { AlipayKeys } from './keys.ts'
import type { AlipayPort } from './port.ts'

export interface AlipayAdapterOptions {
  baseUrl: string
  keys: AlipayKeys
  /** Real time in milliseconds. */
  clock?: () => number
  agent?: Dispatcher
  limits?: Partial<OutboundLimits>
}

export function createAlipay({ baseUrl, keys, clock = Date.now, agent, limits }: AlipayAdapterOptions): AlipayPort & { disconnect(): Promise<void> } {
  const outbound = createOutbound('alipay', { timeoutMs: 6_000, ...limits }, agent)
  const { call, address } = createAlipayCaller({ baseUrl, keys, clock, outbound })

  async function queryRefund({ outRefundNo, trade }: ChannelRefundOrder): Promise<ChannelRefund | null> {
    const method = 'alipay.trade.fastpay.refund.query'
    const answer = await unlessUnknown(call(method, { out_trade_no: trade.outTradeNo, out_request_no: outRefundNo, query_options: ['gmt_refund_pay'] }, { readOnly: true }))
    if (!answer || answer.refund_status !== 'REFUND_SUCCESS') return null
    return reading(method, () => toRefund(sameTrade(answer, trade.outTradeNo), outRefundNo, answer.refund_amount))
  }

  return {
    appId: keys.appId,
    sellerId: keys.sellerId,

    payUrl({ outTradeNo, amountFen, description, expiresAt, notifyUrl, returnUrl }) {
      const content = { out_trade_no: outTradeNo, total_amount: yuanOf(amountFen), subject: description, product_code: 'QUICK_WAP_WAY', seller_id: keys.sellerId, time_expire: printedTime(expiresAt), ...(returnUrl && { quit_url: returnUrl }) }
      return address('alipay.trade.wap.pay', content, { notify_url: notifyUrl, ...(returnUrl && { return_url: returnUrl }) })
    },

    async query({ outTradeNo }) {
      const method = 'alipay.trade.query'
      const answer = await unlessUnknown(call(method, { out_trade_no: outTradeNo }, { readOnly: true }))
      return answer && reading(method, () => toTransaction(sameTrade(answer, outTradeNo)))
    },

    async close({ outTradeNo }) {
      await unlessUnknown(call('alipay.trade.close', { out_trade_no: outTradeNo }))
    },

    async refund(order) {
      const { outRefundNo, refundFen, reason, trade } = order
      const method = 'alipay.trade.refund'
      const answer = await call(method, { out_trade_no: trade.outTradeNo, refund_amount: yuanOf(refundFen), out_request_no: outRefundNo, ...(reason && { refund_reason: reason }) })
      if (answer.fund_change === 'Y') return reading(method, () => toRefund(sameTrade(answer, trade.outTradeNo), outRefundNo, yuanOf(refundFen)))
      // A repeated number changes no funds: what became of it is asked for.
      return (await queryRefund(order)) ?? { outRefundNo, outTradeNo: trade.outTradeNo, refundId: outRefundNo, state: 'PROCESSING', refundFen, succeededAt: null }
    },

    queryRefund,

    async dayBill(day) {
      const method = 'alipay.data.dataservice.bill.downloadurl.query'
      const answer = await unlessUnknown(call(method, { bill_type: 'trade', bill_date: day }, { readOnly: true }), 'isv.bill_not_exist', 'isp.bill_not_exist')
      if (!answer) return null
      // The address came signed. It is good for half a minute.
      const { status, body } = await outbound.send({ call: 'bill', method: 'GET', url: String(answer.bill_download_url), headers: {}, readOnly: true })
      return readingBill('alipay', () => {
        if (status !== 200) throw new Error(`answer ${status}`)
        return readAlipayBill(body)
      })
    },

    verifyCallback: (rawBody) => readNotification(rawBody, keys),
    disconnect: () => outbound.close(),
  }
}

const unlessUnknown = (answer: Promise<Answer>, ...codes: string[]): Promise<Answer | null> =>
  answer.catch((error: unknown) => {
    if (isConnectorFailure(error, 'REFUSED') && ['ACQ.TRADE_NOT_EXIST', ...codes].includes(error.code ?? '')) return null
    throw error
  })

function reading<T>(method: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw garbage(method, 'answer cannot be read', cause)
  }
}

/** An answer about another trade, even a signed one, is no answer to this question. */
function sameTrade(answer: Answer, outTradeNo: string): Answer {
  if (answer.out_trade_no !== outTradeNo) throw new Error('The answer is about something else')
  return answer
}

const STATES = { WAIT_BUYER_PAY: 'NOTPAY', TRADE_SUCCESS: 'SUCCESS', TRADE_FINISHED: 'SUCCESS', TRADE_CLOSED: 'CLOSED' } as const

function toTransaction(answer: Answer): ChannelTransaction {
  const state = STATES[answer.trade_status as keyof typeof STATES]
  if (!state) throw new Error('Not a trade')
  const paidAt = typeof answer.send_pay_date === 'string' && answer.send_pay_date ? instantOf(answer.send_pay_date) : null
  return {
    outTradeNo: String(answer.out_trade_no),
    // One that was given back whole is closed there: it had been paid.
    state: state === 'CLOSED' && paidAt ? 'REFUND' : state,
    transactionId: paidAt ? String(answer.trade_no) : null,
    amountFen: fenOf(answer.total_amount),
    paidAt,
  }
}

function toRefund(answer: Answer, outRefundNo: string, yuan: unknown): ChannelRefund {
  const at = answer.gmt_refund_pay
  return { outRefundNo, outTradeNo: String(answer.out_trade_no), refundId: `${String(answer.trade_no)}-${outRefundNo}`, state: 'SUCCESS', refundFen: fenOf(yuan), succeededAt: typeof at === 'string' && at ? instantOf(at) : null }
}
