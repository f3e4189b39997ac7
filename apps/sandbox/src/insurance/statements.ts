import { randomUUID } from 'node:crypto'
import { packed, printResults, readDetails, RESULTS, unpacked, type ResultRow, type StatementRow } from '@hospital/connectors/insurance/statement'
import type { BillTricks, PrintedLine } from '../bill-tricks.ts'
import { addDays, instantAt } from '../days.ts'
import type { Hospital } from '../his/appointments.ts'

/** What a hospital says that a day comes to. */
export interface Sums {
  fundFen: number
  accountFen: number
  count: number
}

const keyOf = ({ settlementId, refund }: StatementRow) => `${settlementId} ${refund}`

/** The insurer's side of reconciliation (对账): what it settled and gave back on a day, held against what a hospital hands in. Files are kept until they are fetched. */
export function createStatements({ database }: Hospital, bills: BillTricks) {
  const files = new Map<string, Buffer>()

  function keep(file: Buffer): string {
    const number = `FQ${randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase()}`
    files.set(number, file)
    return number
  }

  /** Undefined: the day is not added up yet. */
  function rowsOf(from: string, to: string): StatementRow[] | undefined {
    if (bills.notReady('insurance')) return undefined
    const between = [instantAt(from, '00:00'), instantAt(addDays(to, 1), '00:00')] as const
    const settled = database.all<Told>(`SELECT number, settlement_number AS channelNo, total_fen AS totalFen, fund_fen AS fundFen, fund_fen + account_fen AS fen, 0 AS refund FROM insurance_order WHERE settled_at >= ? AND settled_at < ? ORDER BY settled_at`, ...between)
    const returned = database.all<Told>(`SELECT r.refund_number AS number, r.refund_id AS channelNo, o.total_fen AS totalFen, r.fund_fen AS fundFen, r.fund_fen + r.account_fen AS fen, 1 AS refund
      FROM insurance_refund r JOIN insurance_order o ON o.number = r.number WHERE r.at >= ? AND r.at < ? ORDER BY r.at`, ...between)
    return bills.bend('insurance', [...settled, ...returned]).map(toRow)
  }

  return {
    /** 3201. */
    agrees(from: string, to: string, told: Sums): boolean | undefined {
      const rows = rowsOf(from, to)
      const sum = (fen: (row: StatementRow) => number) => rows!.reduce((total, row) => total + fen(row), 0)
      return rows && sum(({ fundFen }) => fundFen) === told.fundFen && sum(({ accountFen }) => accountFen) === told.accountFen && sum(({ refund }) => (refund ? -1 : 1)) === told.count
    },
    /** 9101. */
    take: (zip: Buffer) => keep(zip),
    /** 3202: the number of the file with what came of it; undefined where the day is not added up, or there is no such file. */
    compare(from: string, to: string, fileNumber: string): string | undefined {
      const [rows, file] = [rowsOf(from, to), files.get(fileNumber)]
      if (!rows || !file) return undefined
      files.delete(fileNumber)
      const answer = packed('result.txt', printResults(held(rows, readDetails(unpacked(file)))))
      return keep(bills.cut('insurance', answer))
    },
    /** 9102. */
    fetch: (fileNumber: string) => files.get(fileNumber),
  }
}

interface Told extends PrintedLine {
  totalFen: number
  fundFen: number
  refund: number
}

/** What goes back stands below zero. A line that was bent for another sum has it in the personal account's part. */
function toRow({ number, channelNo, totalFen, fundFen, fen, refund }: Told): StatementRow {
  const sign = refund ? -1 : 1
  const fund = Math.min(fundFen, fen)
  return { settlementId: channelNo, number, totalFen: sign * totalFen, fundFen: sign * fund, accountFen: sign * (fen - fund), refund: refund === 1 }
}

function held(own: StatementRow[], told: StatementRow[]): ResultRow[] {
  const theirs = new Map(told.map((row) => [keyOf(row), row]))
  const ours = new Set(own.map(keyOf))
  const answered = own.map((row): ResultRow => {
    const other = theirs.get(keyOf(row))
    const same = other?.fundFen === row.fundFen && other.accountFen === row.accountFen
    return { ...row, result: !other ? RESULTS.ONLY_THERE : same ? RESULTS.SAME : RESULTS.DIFFERS }
  })
  return [...answered, ...told.filter((row) => !ours.has(keyOf(row))).map((row): ResultRow => ({ ...row, result: RESULTS.ONLY_HERE }))]
}
