import type { Database } from '../database.ts'
import type { InsuranceSplit } from '@hospital/connectors/insurance/amounts'

export type Level = '01' | '02' | '03'

/** How this place pays for outpatients; the control page may set other figures. */
export interface PayTable {
  /** 起付线: of a year, before the fund pays anything. */
  deductibleFen: number
  /** 封顶线: what the fund pays in a year at most. */
  capFen: number
  /** 报销比例. */
  fundPercent: number
  /** 乙类先行自付. */
  classBPercent: number
  /** How much of what is left the personal account may pay. */
  accountPercent: number
  /** What a personal account begins with. */
  accountFen: number
}

const TABLE: PayTable = { deductibleFen: 500, capFen: 200_000, fundPercent: 70, classBPercent: 10, accountPercent: 50, accountFen: 30_000 }
const KEY = 'insurance.table'

export const payTable = (database: Database): PayTable => ({ ...TABLE, ...(JSON.parse(database.setting(KEY) ?? '{}') as Partial<PayTable>) })
export const keepPayTable = (database: Database, changed: Partial<PayTable>) => database.keepSetting(KEY, JSON.stringify({ ...payTable(database), ...changed }))

export interface Used {
  deductibleFen: number
  fundFen: number
  accountFen: number
}

const SHARE: Record<Level, (table: PayTable) => number> = { '01': () => 100, '02': ({ classBPercent }) => 100 - classBPercent, '03': () => 0 }

/** Whole fen all the way: what rounding leaves is paid in cash. `used` is what this year has taken already. */
export function splitFees(table: PayTable, items: readonly { level: Level; fen: number }[], used: Used): InsuranceSplit & { deductibleFen: number } {
  const totalFen = items.reduce((sum, { fen }) => sum + fen, 0)
  const inScope = items.reduce((sum, { level, fen }) => sum + Math.floor((fen * SHARE[level](table)) / 100), 0)
  const deductibleFen = Math.min(inScope, Math.max(0, table.deductibleFen - used.deductibleFen))
  const fundFen = Math.min(Math.floor(((inScope - deductibleFen) * table.fundPercent) / 100), Math.max(0, table.capFen - used.fundFen))
  const accountFen = Math.min(Math.floor(((totalFen - fundFen) * table.accountPercent) / 100), Math.max(0, table.accountFen - used.accountFen))
  return { totalFen, fundFen, accountFen, cashFen: totalFen - fundFen - accountFen, deductibleFen }
}
