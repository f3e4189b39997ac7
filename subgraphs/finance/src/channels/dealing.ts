import type { BillLine, DayBill, DayBillPort } from '@hospital/connectors/payments/bill'
import type { ChannelCallback, ChannelOrder, ChannelRefund, ChannelRefundOrder, ChannelTransaction, TradeReference } from '@hospital/connectors/payments/port'
import type { PaymentChannel } from '@hospital/configuration/payment-channels'
import type { CallbackHeaders, FundFlowRow, TradeBillRow, WechatPayPort } from '@hospital/connectors/wechatpay/port'
import type { AlipayPort } from '@hospital/connectors/alipay/port'
import type { PostedForm, UnionpayPort } from '@hospital/connectors/unionpay/port'
import { ConnectorFailure } from '@hospital/connectors/failure'
import { Refusal } from '@hospital/subgraph/refusal'
import type { PaymentMethod } from '../cashier/payment.status.ts'

/** The payer's way to the channel. */
export interface Link {
  payUrl?: string
  jsapiParams?: unknown
  codeUrl?: string
  payForm?: PostedForm
}

export interface Presenting extends ChannelOrder {
  method: PaymentMethod
  openid?: string | null
  clientIp: string | null
}

/** What the cashier does with a payment where its money is, whichever way it is paid. Throws what the connector throws. */
export interface Dealing {
  query(trade: TradeReference): Promise<ChannelTransaction | null>
  /** CONFLICT when it has been paid. */
  close(trade: TradeReference): Promise<void>
  refund(order: ChannelRefundOrder): Promise<ChannelRefund>
  queryRefund(order: ChannelRefundOrder): Promise<ChannelRefund | null>
}

/** The same at a payment channel, through one of its accounts. */
export interface ChannelDealing extends Dealing, DayBillPort {
  channel: PaymentChannel
  present(order: Presenting): Promise<Link>
  verify(headers: CallbackHeaders, rawBody: Buffer): ChannelCallback
}

export const wechatDealing = (port: WechatPayPort): ChannelDealing => ({
  channel: 'WECHATPAY',
  async present({ method, openid, clientIp, returnUrl, ...order }) {
    switch (method) {
      case 'WECHAT_JSAPI': return { jsapiParams: (await port.createJsapi({ ...asked(order), openid: openid! })).payParameters }
      case 'WECHAT_NATIVE': return { codeUrl: (await port.createNative(asked(order))).codeUrl }
      case 'WECHAT_H5': return { payUrl: returning((await port.createH5({ ...asked(order), clientIp: clientIp ?? '127.0.0.1' })).h5Url, returnUrl) }
      default: throw new Refusal('PAYMENT_METHOD')
    }
  },
  query: ({ outTradeNo }) => port.query(outTradeNo),
  close: ({ outTradeNo }) => port.close(outTradeNo),
  refund: ({ outRefundNo, refundFen, notifyUrl, reason, trade }) => port.refund({ outTradeNo: trade.outTradeNo, outRefundNo, refundFen, totalFen: trade.amountFen, reason, notifyUrl }),
  queryRefund: ({ outRefundNo }) => port.queryRefund(outRefundNo),
  verify: (headers, rawBody) => port.verifyCallback(headers, rawBody),
  async dayBill(day) {
    const [trades, flow] = await Promise.all([port.downloadTradeBill(day), port.downloadFundFlow(day)])
    return wechatBill(trades, flow)
  },
})

/** Fees stand in lines of their own. */
const isFee = ({ name }: FundFlowRow) => name.includes('手续费')

function wechatBill(trades: TradeBillRow[], flow: FundFlowRow[]): DayBill {
  const lines = trades.flatMap((row): BillLine[] => {
    if (row.kind === 'SUCCESS') return [{ kind: 'PAYMENT', number: row.outTradeNo, channelNo: row.transactionId, fen: row.amountFen }]
    return row.refundState === 'SUCCESS' ? [{ kind: 'REFUND', number: row.outRefundNo ?? '', channelNo: row.refundId ?? '', fen: row.refundFen }] : []
  })
  return {
    lines, feeFen: -flow.filter(isFee).reduce((sum, { fen }) => sum + fen, 0),
    flow: flow.filter((row) => !isFee(row)).map(({ businessNo, fen }) => ({ channelNo: businessNo, fen })),
  }
}

const asked = ({ outTradeNo, amountFen, description, expiresAt, notifyUrl }: ChannelOrder) => ({ outTradeNo, amountFen, description, expiresAt, notifyUrl })

function returning(h5Url: string, returnUrl: string | undefined): string {
  if (!returnUrl) return h5Url
  return `${h5Url}${h5Url.includes('?') ? '&' : '?'}redirect_url=${encodeURIComponent(returnUrl)}`
}

export const alipayDealing = (port: AlipayPort): ChannelDealing => ({
  channel: 'ALIPAY',
  present: async (order) => ({ payUrl: port.payUrl(order) }),
  query: (trade) => port.query(trade),
  close: (trade) => port.close(trade),
  refund: (order) => port.refund(order),
  queryRefund: (order) => port.queryRefund(order),
  verify: (_headers, rawBody) => port.verifyCallback(rawBody),
  dayBill: (day) => port.dayBill(day),
})

export const unionpayDealing = (port: UnionpayPort): ChannelDealing => ({
  channel: 'UNIONPAY',
  present: async (order) => ({ payForm: port.payForm(order) }),
  query: (trade) => port.query(trade),
  /** UnionPay closes by its own time limit only. One that is paid after all goes back by itself. */
  async close(trade) {
    const now = await port.query(trade)
    if (now?.state === 'SUCCESS') throw new ConnectorFailure({ kind: 'CONFLICT', port: 'unionpay', code: 'ORDERPAID', message: 'unionpay close: it has been paid' })
  },
  refund: (order) => port.refund(order),
  queryRefund: (order) => port.queryRefund(order),
  verify: (_headers, rawBody) => port.verifyCallback(rawBody),
  dayBill: (day) => port.dayBill(day),
})
