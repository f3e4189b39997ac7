import type { WechatRefund, WechatTradeState, WechatTransaction } from './port.ts'

/** The wire's shapes: only what we read. */
export interface WireTransaction {
  appid: string
  mchid: string
  out_trade_no: string
  trade_state: WechatTradeState
  transaction_id?: string
  trade_type?: 'JSAPI' | 'MWEB' | 'NATIVE'
  success_time?: string
  attach?: string
  payer?: { openid?: string }
  amount?: { total: number; payer_total?: number; currency?: string }
}

export interface WireRefund {
  mchid?: string
  out_refund_no: string
  out_trade_no: string
  refund_id: string
  transaction_id: string
  status?: WechatRefund['state']
  /** Callbacks name the same state so. */
  refund_status?: WechatRefund['state']
  success_time?: string
  amount: { refund: number; total: number }
}

const tradeStates = new Set<string>(['NOTPAY', 'SUCCESS', 'REFUND', 'CLOSED', 'USERPAYING', 'PAYERROR', 'REVOKED'])
const refundStates = new Set<string>(['PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL'])

const isFen = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

export function toTransaction(wire: WireTransaction): WechatTransaction {
  if (!tradeStates.has(wire.trade_state) || typeof wire.out_trade_no !== 'string' || !isFen(wire.amount?.total)) {
    throw new Error('Not a transaction')
  }
  return {
    outTradeNo: wire.out_trade_no,
    state: wire.trade_state,
    transactionId: wire.transaction_id ?? null,
    amountFen: wire.amount.total,
    payerFen: wire.amount.payer_total ?? null,
    paidAt: wire.success_time ? new Date(wire.success_time) : null,
    tradeType: wire.trade_type ?? null,
    openid: wire.payer?.openid ?? null,
    attach: wire.attach ?? null,
  }
}

export function toRefund(wire: WireRefund): WechatRefund {
  const state = wire.status ?? wire.refund_status
  if (!state || !refundStates.has(state) || !isFen(wire.amount?.refund) || !isFen(wire.amount.total)) throw new Error('Not a refund')
  return {
    outRefundNo: wire.out_refund_no,
    outTradeNo: wire.out_trade_no,
    refundId: wire.refund_id,
    transactionId: wire.transaction_id,
    state,
    refundFen: wire.amount.refund,
    totalFen: wire.amount.total,
    succeededAt: wire.success_time ? new Date(wire.success_time) : null,
  }
}
