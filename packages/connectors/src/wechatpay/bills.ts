import type { FundFlowRow, TradeBillRow } from './port.ts'

/** `0.01` → 1, without passing through a float. */
export function yuanToFen(yuan: string): number {
  const match = /^(-?)(\d+)(?:\.(\d{1,5}))?$/.exec(yuan)
  if (!match) throw new Error(`Not an amount: ${yuan}`)
  const fraction = (match[3] ?? '').padEnd(5, '0')
  // Fees carry five decimals; the bill rounds them to the fen in its totals.
  const fen = Number(match[2]) * 100 + Math.round(Number(fraction) / 1000)
  return match[1] && fen !== 0 ? -fen : fen
}

type Cell = (column: string) => string

/** A bill: BOM, Chinese column names, every cell after a backtick, then a summary with its own column names. Refuses one that was cut short. */
function parseBill<Row>(text: string, firstColumn: string, toRow: (cell: Cell) => Row): Row[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/).filter(Boolean)
  const columns = lines[0]?.split(',') ?? []
  const end = lines.findIndex((line, at) => at > 0 && !line.startsWith('`'))
  if (columns[0] !== firstColumn || end < 0) throw new Error('Not this kind of bill')
  const rows = lines.slice(1, end).map((line) => toRow(cellOf(columns, line.slice(1).split(',`'))))
  if (Number(lines[end + 1]?.slice(1).split(',`')[0]) !== rows.length) throw new Error('The bill does not hold as many rows as it says')
  return rows
}

const cellOf = (columns: string[], cells: string[]): Cell => (name) => {
  const value = cells[columns.indexOf(name)]
  if (value === undefined) throw new Error(`The bill has no ${name}`)
  return value.trim()
}

const instantOf = (printed: string) => new Date(`${printed.replace(' ', 'T')}+08:00`)

/** The trade bill (交易账单): one row a payment or refund. */
export const parseTradeBill = (text: string): TradeBillRow[] => parseBill(text, '交易时间', toTradeRow)

/** The fund flow bill (资金账单): one row a movement of the merchant's account. */
export const parseFundFlow = (text: string): FundFlowRow[] => parseBill(text, '记账时间', toFlowRow)

function toFlowRow(cell: Cell): FundFlowRow {
  const fen = yuanToFen(cell('收支金额（元）'))
  return {
    bookedAt: instantOf(cell('记账时间')),
    businessNo: cell('微信支付业务单号'),
    flowNo: cell('资金流水单号'),
    name: cell('业务名称'),
    fen: cell('收支类型') === '支出' ? -fen : fen,
    balanceFen: yuanToFen(cell('账户结余（元）')),
  }
}

function toTradeRow(cell: Cell): TradeBillRow {
  return {
    tradedAt: instantOf(cell('交易时间')),
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
