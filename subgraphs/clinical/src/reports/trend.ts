import type { Context } from '@hospital/subgraph/context'
import { batch } from '@hospital/subgraph/schema'
import { assessItems, openContent, type AssessedItem } from './report-content.ts'
import { labReportsOf, type ReportRow } from './report.ts'
import type { ResultFlag } from './report.kinds.ts'

/** Reports that are looked through, and points that are shown. */
const REPORTS = 60
const MOST_POINTS = 12

export interface TrendPoint {
  reportId: string
  at: Date
  value: number
  comparator: string | null
  flag: ResultFlag | null
  low: number | null
  high: number | null
}

type Trends = Map<string, TrendPoint[]>

/** One item over time, oldest first: the same code in the same unit, and no other. The reports of a person are opened once for all items. */
export async function trendOf(ctx: Context, patientId: string, item: Pick<AssessedItem, 'code' | 'unit'>): Promise<TrendPoint[]> {
  const trends = await batch(ctx, 'trends', async (ids) => new Map(await Promise.all(ids.map(async (id) => [id, await trendsOf(ctx, id)] as const)))).load(patientId)
  return (trends?.get(sameness(item)) ?? []).slice(-MOST_POINTS)
}

const sameness = ({ code, unit }: Pick<AssessedItem, 'code' | 'unit'>): string => JSON.stringify([code, unit])

async function trendsOf(ctx: Context, patientId: string): Promise<Trends> {
  const rows = await labReportsOf(ctx, patientId, REPORTS)
  const points = rows.flatMap((row) => pointsOf(ctx, row)).sort((one, other) => one.at.getTime() - other.at.getTime())
  return Map.groupBy(points, ({ key }) => key)
}

function pointsOf(ctx: Context, row: ReportRow): (TrendPoint & { key: string })[] {
  const content = openContent(ctx, row.content)
  const at = content.takenAt === null ? row.issuedAt : new Date(content.takenAt)
  return assessItems(content, row.issuedAt).filter(({ value }) => value !== null).map((item) => ({
    key: sameness(item), reportId: row.id, at, value: item.value!, comparator: item.comparator, flag: item.flag, low: item.range?.low ?? null, high: item.range?.high ?? null,
  }))
}
