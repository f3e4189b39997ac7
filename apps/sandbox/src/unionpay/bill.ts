import { deflateSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { compactTime } from '@hospital/connectors/payments/times'
import { ZM, ZM_COLUMNS } from '@hospital/connectors/unionpay/bill'
import type { PrintedLine } from '../bill-tricks.ts'
import type { Counter } from '../counter/counter.ts'
import { addDays, instantAt } from '../days.ts'
import { gbkOf } from '../gbk.ts'

export interface UnionpayLine extends PrintedLine {
  txnType: '01' | '04'
  at: number
}

/** UnionPay's day ends at 23:00. */
export function linesOf(counter: Counter, day: string): UnionpayLine[] {
  const [from, to] = [instantAt(addDays(day, -1), '23:00'), instantAt(day, '23:00')]
  const paid = counter.paidBetween(from, to).map((trade): UnionpayLine => ({ txnType: '01', number: trade.number, channelNo: trade.channelNo!, fen: trade.fen, at: trade.paidAt! }))
  const refunded = counter.refundedBetween(from, to).map((refund): UnionpayLine => ({ txnType: '04', number: refund.number, channelNo: refund.channelNo, fen: refund.fen, at: refund.doneAt! }))
  return [...paid, ...refunded].sort((a, b) => a.at - b.at)
}

const signed = (fen: number) => `${fen < 0 ? 'C' : 'D'}${String(Math.abs(fen)).padStart(12, '0')}`

/** `fileContent` of a file transfer, and the name of its archive. */
export function printZmFile(merId: string, day: string, lines: UnionpayLine[], cut: (file: Buffer) => Buffer): { fileName: string; fileContent: string } {
  const stamp = day.slice(2).replaceAll('-', '')
  const rows = lines.map((line, at) => row(merId, line, at)).join('')
  const archive = zipSync({ [`INN${stamp}88ZM_${merId}`]: gbkOf(rows), [`INN${stamp}88ZME_${merId}`]: gbkOf('') })
  return { fileName: `${merId}_${day.replaceAll('-', '')}_001.zip`, fileContent: cut(deflateSync(archive)).toString('base64') }
}

function row(merId: string, { txnType, number, channelNo, fen, at }: UnionpayLine, index: number): string {
  const time = compactTime(new Date(at)).slice(4)
  const fee = Math.round(fen * 0.005) * (txnType === '01' ? 1 : -1)
  const cells: Record<number, string> = {
    0: txnType === '01' ? 'S22' : 'S30', 1: '00010000', 2: '00010000', 3: String(index + 1).padStart(6, '0'), 4: time, 5: '6216261000000000018', [ZM.amount]: String(fen).padStart(12, '0'), 7: '8062', 8: '07',
    [ZM.queryId]: channelNo.slice(0, 21), [ZM.orderId]: number, 12: '01', [ZM.fee]: signed(fee), 16: `${txnType === '01' ? 'C' : 'D'}${String(Math.abs(fen - fee)).padStart(12, '0')}`, 17: '0001',
    [ZM.txnType]: txnType, 20: txnType === '01' ? '01' : '00', 21: '000201', 22: '01', [ZM.merId]: merId,
  }
  return `${ZM_COLUMNS.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' ')}\r\n`
}
