import { unzipSync } from 'fflate'
import { billSized, type BillLine, type DayBill } from '../payments/bill.ts'
import { fenOf } from '../payments/yuan.ts'

const HEADER = '支付宝交易号,商户订单号,业务类型'
const END = '业务明细列表结束'

/**
 * The trade bill (业务明细): a zip of two files in GBK, of which this reads the one of details; lines of `#` frame it and say what it sums up to.
 * Throws where it was cut short or its rows do not make its sums.
 */
export function readAlipayBill(zip: Uint8Array): DayBill {
  const gbk = new TextDecoder('gbk', { fatal: true })
  const details = Object.values(unzipSync(zip, billSized)).map((file) => gbk.decode(file)).find((text) => text.includes(HEADER))
  if (details === undefined) throw new Error('The archive has no details')
  const lines = details.split(/\r?\n/)
  const head = lines.findIndex((line) => line.startsWith(HEADER))
  const end = lines.findIndex((line) => line.startsWith('#') && line.includes(END))
  if (end < head) throw new Error('The bill has no end')
  const columns = cellsOf(lines[head]!)
  const rows = lines.slice(head + 1, end).filter(Boolean).map((line) => toRow(columns, line))
  requireSums(lines.slice(end + 1).join('\n'), rows)
  return { lines: rows.map(({ feeFen: _fee, ...line }) => line), feeFen: rows.reduce((sum, { feeFen }) => sum + feeFen, 0) }
}

/** Cells end with tabs, so that a spreadsheet takes long numbers for text. */
const cellsOf = (line: string) => line.split(',').map((cell) => cell.trim())

interface Row extends BillLine {
  feeFen: number
}

function toRow(columns: string[], line: string): Row {
  const cells = cellsOf(line)
  // The goods' name may itself hold commas.
  const goods = columns.indexOf('商品名称')
  cells.splice(goods, cells.length - columns.length + 1, cells.slice(goods, goods + cells.length - columns.length + 1).join(','))
  if (cells.length !== columns.length) throw new Error('A row of another length')
  const cell = (name: string) => {
    const value = cells[columns.indexOf(name)]
    if (value === undefined) throw new Error(`The bill has no ${name}`)
    return value
  }
  const kind = cell('业务类型') === '交易' ? 'PAYMENT' : cell('业务类型') === '退款' ? 'REFUND' : undefined
  if (!kind) throw new Error('A row of another kind')
  return {
    kind, channelNo: cell('支付宝交易号'), number: kind === 'PAYMENT' ? cell('商户订单号') : cell('退款批次号/请求号'),
    fen: Math.abs(signedFen(cell('订单金额（元）'))), feeFen: -signedFen(cell('服务费（元）')),
  }
}

const signedFen = (yuan: string) => (yuan.startsWith('-') ? -fenOf(yuan.slice(1)) : fenOf(yuan))

function requireSums(tail: string, rows: Row[]): void {
  for (const [word, received, kind] of [['交易合计', '商家实收共', 'PAYMENT'], ['退款合计', '商家实收退款共', 'REFUND']] as const) {
    const [, count, yuan] = new RegExp(`#${word}：(\\d+)笔，${received}(-?[\\d.]+)元`).exec(tail) ?? []
    const own = rows.filter((row) => row.kind === kind)
    const sum = own.reduce((fen, row) => fen + row.fen, 0)
    if (count === undefined || Number(count) !== own.length || Math.abs(signedFen(yuan!)) !== sum) throw new Error(`The rows do not make ${word}`)
  }
}
