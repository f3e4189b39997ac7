import type { TradeBillRow, WechatRefund, WechatTradeState, WechatTransaction } from './port.ts'

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

/** `0.01` → 1, without passing through a float. */
export function yuanToFen(yuan: string): number {
  const match = /^(-?)(\d+)(?:\.(\d{1,5}))?$/.exec(yuan)
  if (!match) throw new Error(`Not an amount: ${yuan}`)
  const fraction = (match[3] ?? '').padEnd(5, '0')
  // Fees carry five decimals; the bill rounds them to the fen in its totals.
  const fen = Number(match[2]) * 100 + Math.round(Number(fraction) / 1000)
  return match[1] && fen !== 0 ? -fen : fen
}

/** The bill: BOM, Chinese column names, every cell after a backtick, then a summary with its own column names. */
export function parseTradeBill(text: string): TradeBillRow[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/).filter(Boolean)
  const columns = lines[0]?.split(',') ?? []
  const end = lines.findIndex((line, at) => at > 0 && !line.startsWith('`'))
  if (columns[0] !== '交易时间' || end < 0) throw new Error('Not a trade bill')
  const rows = lines.slice(1, end).map((line) => toBillRow(columns, line.slice(1).split(',`')))
  if (Number(lines[end + 1]?.slice(1).split(',`')[0]) !== rows.length) throw new Error('The bill does not hold as many rows as it says')
  return rows
}

function toBillRow(columns: string[], cells: string[]): TradeBillRow {
  const cell = (name: string) => {
    const value = cells[columns.indexOf(name)]
    if (value === undefined) throw new Error(`The bill has no ${name}`)
    return value.trim()
  }
  return {
    tradedAt: new Date(`${cell('交易时间').replace(' ', 'T')}+08:00`),
    transactionId: cell('微信订单号'),
    outTradeNo: cell('商户订单号'),
    kind: cell('交易状态') === 'REFUND' ? 'REFUND' : 'SUCCESS',
    amountFen: yuanToFen(cell('订单金额')),
    refundId: noneIfZero(cell('微信退款单号')),
    outRefundNo: noneIfZero(cell('商户退款单号')),
    refundFen: yuanToFen(cell('申请退款金额')),
    refundState: cell('退款状态') || null,
    description: cell('商品名称'),
    feeFen: yuanToFen(cell('手续费')),
  }
}

const noneIfZero = (value: string) => (value === '' || value === '0' ? null : value)
