import { addDays } from '@hospital/database/clock'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { figuresBy, type Side, type Sums } from './figures.ts'
import type { IncomeFilter } from './income.types.ts'

export interface Row extends Sums {
  key: string
  departmentId?: string | null
  practitionerId?: string | null
}

interface Report {
  total: Row
  periods: Row[]
  kinds: Row[]
  departments: Row[]
  practitioners: Row[]
}

/** A year and its leap day; by months five years. */
const MOST_DAYS = { DAY: 366, MONTH: 1_830 }

/**
 * Income of a span of days, by time, business, department and doctor: sums of the ledger, whatever the number of orders.
 * Refuses INVALID_INPUT (a span that ends before it begins, or is too long).
 */
export async function incomeReport(ctx: Context, filter: IncomeFilter): Promise<Report> {
  requireDays(filter)
  const unit = filter.period === 'MONTH' ? 'month' : 'day'
  const [periods, kinds, departments, practitioners, [total]] = await Promise.all([
    rowsBy(ctx, unit, filter), rowsBy(ctx, 'kind', filter), rowsBy(ctx, 'departmentId', filter), rowsBy(ctx, 'practitionerId', filter), figuresBy(ctx, [], filter),
  ])
  const found = new Map(periods.map((row) => [row.key, row]))
  return {
    total: { ...total!, key: 'total' }, periods: periodsOf(filter).map((key) => found.get(key) ?? { key, ...NOTHING }),
    kinds, departments: departments.sort(byNet), practitioners: practitioners.sort(byNet),
  }
}

export function requireDays({ from, to, period }: IncomeFilter): void {
  const most = MOST_DAYS[period ?? 'DAY']
  if (to < from) throw new Refusal('INVALID_INPUT', { message: '结束日期不能早于开始日期。', details: { field: 'to' } })
  if (to > addDays(from, most)) throw new Refusal('INVALID_INPUT', { message: period === 'MONTH' ? '按月统计最长五年。' : '按日统计最长一年，更长的时段请按月统计。', details: { field: 'to' } })
}

const NOTHING: Sums = { paidFen: 0, refundedFen: 0, netFen: 0, earnedFen: 0, payments: 0, refunds: 0 }

async function rowsBy(ctx: Context, side: Side, filter: IncomeFilter): Promise<Row[]> {
  const rows = await figuresBy(ctx, [side], filter)
  return rows.map((row) => ({ ...row, key: row[side] ?? 'none' }))
}

const byNet = (one: Sums, other: Sums) => other.netFen - one.netFen

function periodsOf({ from, to, period }: IncomeFilter): string[] {
  const keys = new Set<string>()
  for (let day = from; day <= to; day = addDays(day, 1)) keys.add(period === 'MONTH' ? day.slice(0, 7) : day)
  return [...keys]
}
