import type { DayBillPort } from '../payments/bill.ts'
import type { ChannelCallback, ChannelOrder, ChannelRefund, ChannelRefundOrder, ChannelTransaction, TradeReference } from '../payments/port.ts'

/** Alipay's open platform for one merchant (手机网站支付). */
export interface AlipayPort extends DayBillPort {
  readonly appId: string
  readonly sellerId: string
  /** Where to send the browser. Nothing is asked of Alipay yet: the trade begins when the payer opens it. */
  payUrl(order: ChannelOrder): string
  /** Null: Alipay has no such trade, for its payer has not opened it. */
  query(trade: TradeReference): Promise<ChannelTransaction | null>
  /** Closing one that is closed or unknown is fine. CONFLICT when it has been paid. */
  close(trade: TradeReference): Promise<void>
  /** Repeating it under its number is safe. REFUSED `ACQ.SELLER_BALANCE_NOT_ENOUGH` → `NOT_ENOUGH`. */
  refund(refund: ChannelRefundOrder): Promise<ChannelRefund>
  queryRefund(refund: ChannelRefundOrder): Promise<ChannelRefund | null>
  /** The body is a form. Signature, application and merchant have to be ours. */
  verifyCallback(rawBody: Buffer): ChannelCallback
}
