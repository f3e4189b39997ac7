import { unzipSync, zipSync } from 'fflate'
import { billSized, readingBill, type BillLine, type DayBill } from '../payments/bill.ts'
import { fenOf, yuanOf } from './amounts.ts'
import type { CoreCalls, CoreConfiguration } from './core.ts'
import type { ToldSettlement } from './port.ts'

/** 对账结果 of a line: both have it alike, only the insurer has it, only we have it, for another amount. */
export const RESULTS = { SAME: '0', ONLY_THERE: '101', ONLY_HERE: '102', DIFFERS: '103' } as const

/** The lines of both files are parted by tabs; what is empty says so. */
const NOTHING = 'null'
export const printRows = (rows: readonly (readonly string[])[]): string => rows.map((cells) => `${cells.map((cell) => cell || NOTHING).join('\t')}\n`).join('')
const rowsOf = (text: string, width: number): string[][] => text.split('\n').filter(Boolean).map((line) => {
  const cells = line.split('\t').map((cell) => (cell === NOTHING ? '' : cell))
  if (cells.length !== width) throw new Error('A row of another length')
  return cells
})

export const signedYuanOf = (fen: number): string => (fen < 0 ? `-${yuanOf(-fen)}` : yuanOf(fen))
export const signedFenOf = (yuan: string): number => (yuan.startsWith('-') ? -fenOf(yuan.slice(1)) : fenOf(yuan))

/** A settlement, or one given back (退费结算) with amounts below zero, as both sides write it. */
export interface StatementRow {
  settlementId: string
  /** As we told it: medOrgOrd of an order, appRefdSn of a refund. */
  number: string
  totalFen: number
  fundFen: number
  accountFen: number
  refund: boolean
}

/** The file that we hand in: setl_id, mdtrt_id, psn_no, medfee_sumamt, fund_pay_sumamt, acct_pay, refd_setl_flag, exp_content. */
export const printDetails = (rows: readonly StatementRow[]): string => printRows(rows.map(({ settlementId, number, totalFen, fundFen, accountFen, refund }) =>
  [settlementId, number, '', signedYuanOf(totalFen), signedYuanOf(fundFen), signedYuanOf(accountFen), refund ? '1' : '0', '']))

export const readDetails = (text: string): StatementRow[] => rowsOf(text, 8).map(([settlementId, number, , total, fund, account, flag]) =>
  ({ settlementId: settlementId!, number: number!, totalFen: signedFenOf(total!), fundFen: signedFenOf(fund!), accountFen: signedFenOf(account!), refund: flag === '1' }))

export interface ResultRow extends StatementRow {
  result: (typeof RESULTS)[keyof typeof RESULTS]
}

/** The file that comes back: psn_no, mdtrt_id, setl_id, msgid, stmt_rslt, refd_setl_flag, memo, medfee_sumamt, fund_pay_sumamt, acct_pay, exp_content; amounts are the insurer's. */
export const printResults = (rows: readonly ResultRow[]): string => printRows(rows.map(({ settlementId, number, totalFen, fundFen, accountFen, refund, result }) =>
  ['', number, settlementId, '', result, refund ? '1' : '0', '', signedYuanOf(totalFen), signedYuanOf(fundFen), signedYuanOf(accountFen), '']))

const known = new Set<string>(Object.values(RESULTS))

export function readResults(text: string): ResultRow[] {
  return rowsOf(text, 11).map(([, number, settlementId, , result, flag, , total, fund, account]) => {
    if (!known.has(result!) || !settlementId) throw new Error('Not a row of results')
    return { settlementId, number: number!, result: result as ResultRow['result'], refund: flag === '1', totalFen: signedFenOf(total!), fundFen: signedFenOf(fund!), accountFen: signedFenOf(account!) }
  })
}

/** One file of text in a zip, as this interface carries every file. */
export const packed = (name: string, text: string): Buffer => Buffer.from(zipSync({ [name]: Buffer.from(text, 'utf8') }))
export function unpacked(zip: Uint8Array): string {
  const [file] = Object.values(unzipSync(zip, billSized))
  if (!file) throw new Error('The archive is empty')
  return Buffer.from(file).toString('utf8')
}

const rowOf = ({ kind, settlementId, number, totalFen, fundFen, accountFen }: ToldSettlement): StatementRow => {
  const sign = kind === 'REFUND' ? -1 : 1
  return { settlementId, number, totalFen: sign * totalFen, fundFen: sign * fundFen, accountFen: sign * accountFen, refund: kind === 'REFUND' }
}

const sum = (rows: readonly StatementRow[], fen: (row: StatementRow) => number) => rows.reduce((total, row) => total + fen(row), 0)

/** The sums that both calls carry: what was given back counts against what was settled, in number too. */
const sumsOf = (rows: readonly StatementRow[]) => ({
  medfee_sumamt: signedYuanOf(sum(rows, ({ totalFen }) => totalFen)), fund_pay_sumamt: signedYuanOf(sum(rows, ({ fundFen }) => fundFen)),
  fixmedins_setl_cnt: String(sum(rows, ({ refund }) => (refund ? -1 : 1))),
})

/**
 * The insurer's bill of a day: it is told the day's sums (3201) and every line of ours (9101, 3202), and answers by a file (9102) what it has
 * alike, otherwise, alone, or not at all. Sums that may be right by chance decide nothing; but they must not contradict the lines.
 */
export async function settlementBill(core: CoreCalls, { office, insuranceKind, clearingKind }: CoreConfiguration, orgCode: string, day: string, told: readonly ToldSettlement[]): Promise<DayBill> {
  const rows = told.map(rowOf)
  const span = { setl_optins: office, stmt_begndate: day, stmt_enddate: day, clr_type: clearingKind }
  const sums = sumsOf(rows)
  const accountFen = sum(rows, (row) => row.accountFen)
  const total = await core.call('3201', { data: { ...span, insutype: insuranceKind, ...sums, acct_pay: signedYuanOf(accountFen), refd_setl_flag: '' } })
  const uploaded = await core.call('9101', { fsUploadIn: { in: packed('details.txt', printDetails(rows)).toString('base64'), filename: `3202_${day}.zip`, fixmedins_code: orgCode } })
  const cashFen = sum(rows, (row) => row.totalFen - row.fundFen - row.accountFen)
  const detail = await core.call('3202', { data: { ...span, file_qury_no: uploaded.file_qury_no, ...sums, cash_payamt: signedYuanOf(cashFen), refd_setl_flag: '' } })
  const { file_qury_no, filename } = (detail.fileinfo ?? {}) as { file_qury_no?: unknown; filename?: unknown }
  const file = await core.download({ fsDownloadIn: { file_qury_no, filename, fixmedins_code: orgCode } })
  return readingBill('insurance', () => {
    const results = readResults(unpacked(file))
    const verdict = (total.stmtinfo as { stmt_rslt?: unknown } | undefined)?.stmt_rslt
    if (verdict !== RESULTS.SAME && results.every(({ result }) => result === RESULTS.SAME)) throw new Error('The sums differ, and no line does')
    return { lines: linesOf(rows, results), feeFen: 0 }
  })
}

/** What the insurer has: ours as it confirms or corrects them, without those that it does not know, and its own. A line that it does not mention is as we told it. */
function linesOf(rows: readonly StatementRow[], results: readonly ResultRow[]): BillLine[] {
  const keyOf = ({ settlementId, refund }: StatementRow) => `${settlementId} ${refund}`
  const answers = new Map(results.map((row) => [keyOf(row), row]))
  const ours = rows.flatMap((row) => {
    const answer = answers.get(keyOf(row))
    answers.delete(keyOf(row))
    return answer?.result === RESULTS.ONLY_HERE ? [] : [lineOf(answer?.result === RESULTS.DIFFERS ? { ...answer, number: row.number } : row)]
  })
  return [...ours, ...[...answers.values()].map((row) => {
    if (row.result !== RESULTS.ONLY_THERE) throw new Error('An answer about a line that was not told')
    return lineOf(row)
  })]
}

const lineOf = ({ refund, number, settlementId, fundFen, accountFen }: StatementRow): BillLine =>
  ({ kind: refund ? 'REFUND' : 'PAYMENT', number: number || settlementId, channelNo: settlementId, fen: Math.abs(fundFen + accountFen) })
