import { inflateSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import { billSized, type BillLine, type DayBill } from '../payments/bill.ts'

/** The columns of a ZM file (商户流水文件), in bytes; one blank stands between two of them. */
export const ZM_COLUMNS = [3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13, 13, 8, 32, 13, 13, 12, 2, 1, 32, 98] as const
/** Where in it stand: 交易金额, 查询流水号, 商户订单号, 商户手续费, 交易类型, 商户代码. */
export const ZM = { amount: 6, queryId: 9, orderId: 11, fee: 15, txnType: 19, merId: 27 } as const

const WIDTH = ZM_COLUMNS.reduce((sum, width) => sum + width + 1, -1)

/**
 * What `fileTransfer` answers: base64 of a deflated zip, in it the merchant's trades (`…ZM_…`) and their faults (`…ZME_…`). Throws where it was
 * cut short or is another merchant's. `ownNumber` turns a number as it travels into ours.
 */
export function readZmFile(fileContent: string, merId: string, ownNumber: (orderId: string) => string): DayBill {
  const files = unzipSync(inflateSync(Buffer.from(fileContent, 'base64')), billSized)
  const [, trades] = Object.entries(files).find(([name]) => name.includes('ZM_')) ?? []
  if (!trades) throw new Error('The archive has no trades')
  const rows = linesOf(Buffer.from(trades)).map((line) => toRow(line, merId, ownNumber))
  return { lines: rows.map(({ feeFen: _fee, ...line }) => line), feeFen: rows.reduce((sum, { feeFen }) => sum + feeFen, 0) }
}

/** Widths count bytes, so the file is cut before it is read as text. */
function linesOf(file: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let from = 0; from < file.length;) {
    const end = file.indexOf(0x0a, from)
    const line = file.subarray(from, end < 0 ? file.length : end)
    const whole = line.at(-1) === 0x0d ? line.subarray(0, -1) : line
    if (whole.length > 0) lines.push(whole)
    from = end < 0 ? file.length : end + 1
  }
  return lines
}

function toRow(line: Buffer, merId: string, ownNumber: (orderId: string) => string): BillLine & { feeFen: number } {
  if (line.length !== WIDTH) throw new Error('A row of another length')
  const gbk = new TextDecoder('gbk')
  let at = 0
  const cells = ZM_COLUMNS.map((width) => {
    const cell = gbk.decode(line.subarray(at, at + width)).trim()
    at += width + 1
    return cell
  })
  const amount = cells[ZM.amount]!
  const txnType = cells[ZM.txnType]
  const [, side, fee] = /^([CD])(\d{12})$/.exec(cells[ZM.fee]!) ?? []
  if (cells[ZM.merId] !== merId || !/^\d{12}$/.test(amount) || !fee || (txnType !== '01' && txnType !== '04')) throw new Error('Not a row of trades')
  const kind = txnType === '04' ? 'REFUND' : 'PAYMENT'
  return {
    kind, number: kind === 'REFUND' ? ownNumber(cells[ZM.orderId]!) : cells[ZM.orderId]!, channelNo: cells[ZM.queryId]!, fen: Number(amount),
    feeFen: side === 'D' ? Number(fee) : -Number(fee),
  }
}
