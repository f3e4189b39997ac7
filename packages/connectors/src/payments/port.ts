import type { WechatRefund, WechatTransaction } from '../wechatpay/port.ts'

/** What every payment channel says of a trade, in the words of the first that was joined. Amounts are fen. */
export type ChannelTransaction = Pick<WechatTransaction, 'outTradeNo' | 'state' | 'transactionId' | 'amountFen' | 'paidAt'>

export type ChannelRefund = Pick<WechatRefund, 'outRefundNo' | 'outTradeNo' | 'refundId' | 'state' | 'refundFen' | 'succeededAt'>

/** A trade as we began it: UnionPay finds it by our number and the second at which it was begun. */
export interface TradeReference {
  outTradeNo: string
  startedAt: Date
}

export interface ChannelOrder extends TradeReference {
  amountFen: number
  description: string
  expiresAt: Date
  notifyUrl: string
  /** Where the channel's page sends the payer back to. */
  returnUrl?: string
}

export interface ChannelRefundOrder {
  outRefundNo: string
  refundFen: number
  requestedAt: Date
  notifyUrl: string
  reason?: string
  trade: TradeReference & { transactionId: string | null; amountFen: number }
}

/** What a verified report names. It still is not the truth: query, and apply it once. */
export type ChannelCallback =
  | { verified: true; notificationId: string; kind: 'TRANSACTION'; transaction: Pick<ChannelTransaction, 'outTradeNo' | 'amountFen'> }
  | { verified: true; notificationId: string; kind: 'REFUND'; refund: Pick<ChannelRefund, 'outRefundNo'> }
  | { verified: false; reason: string }
