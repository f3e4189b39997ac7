import type { DayBillPort } from '../payments/bill.ts'
import type { ChannelCallback, ChannelOrder, ChannelRefund, ChannelRefundOrder, ChannelTransaction, TradeReference } from '../payments/port.ts'

/** A page that posts itself to UnionPay. */
export interface PostedForm {
  url: string
  fields: Record<string, string>
}

/** UnionPay's ACP 5.1.0 for one merchant. Its day, as its bills count it, ends at 23:00. */
export interface UnionpayPort extends DayBillPort {
  readonly merId: string
  /** What the payer's browser has to post. Nothing is asked of UnionPay yet. `returnUrl` is posted to, not opened. */
  payForm(order: ChannelOrder): PostedForm
  /** Null: UnionPay has no such trade. */
  query(trade: TradeReference): Promise<ChannelTransaction | null>
  /** Accepted: its end comes by callback or query. */
  refund(refund: ChannelRefundOrder): Promise<ChannelRefund>
  queryRefund(refund: ChannelRefundOrder): Promise<ChannelRefund | null>
  verifyCallback(rawBody: Buffer): ChannelCallback
}
