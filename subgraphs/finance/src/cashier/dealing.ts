import type { WechatRefund, WechatTransaction } from '@hospital/connectors/wechatpay/port'
import type { FinanceContext } from '../context.ts'
import { cardDealing } from '../hospital-card/dealing.ts'
import { insuranceDealing } from '../insurance/dealing.ts'
import type { Account } from '../ledger/accounts.ts'
import { outRefundNo, type RefundRow } from '../refunds/refund.ts'
import type { PaymentRow } from './payment.ts'
import type { PaymentMethod } from './payment.status.ts'

export type ChannelTransaction = Pick<WechatTransaction, 'outTradeNo' | 'state' | 'transactionId' | 'amountFen' | 'paidAt'>
export type ChannelRefund = Pick<WechatRefund, 'outRefundNo' | 'state' | 'refundId' | 'refundFen' | 'succeededAt'>

/** What the cashier does with a payment where its money is, whichever way it is paid. Throws what the connector throws. */
export interface Dealing {
  query(row: PaymentRow): Promise<ChannelTransaction | null>
  /** After it, it can no longer be paid. CONFLICT when it has been. */
  close(row: PaymentRow): Promise<void>
  refund(refund: RefundRow, row: PaymentRow): Promise<ChannelRefund>
  queryRefund(refund: RefundRow, row: PaymentRow): Promise<ChannelRefund | null>
}

const wechatDealing = ({ wechatpay, notifyUrl }: FinanceContext): Dealing => ({
  query: ({ number }) => wechatpay.query(number),
  close: ({ number }) => wechatpay.close(number),
  refund: (refund, { number: outTradeNo, amountFen: totalFen }) => wechatpay.refund({ outTradeNo, outRefundNo: outRefundNo(refund), refundFen: refund.amountFen, totalFen, reason: refund.reason.slice(0, 80), notifyUrl }),
  queryRefund: (refund) => wechatpay.queryRefund(outRefundNo(refund)),
})

export function dealingOf(ctx: FinanceContext, method: PaymentMethod): Dealing {
  switch (method) {
    case 'INSURANCE': return insuranceDealing(ctx)
    case 'HOSPITAL_CARD': return cardDealing(ctx)
    default: return wechatDealing(ctx)
  }
}

/** The ledger's account of what a method brings in. An insurance payment is booked by its parts instead. */
export const booksOf = (method: PaymentMethod): Account => (method === 'HOSPITAL_CARD' ? 'HOSPITAL_CARD_DEPOSITS' : 'CHANNEL_WECHAT')
