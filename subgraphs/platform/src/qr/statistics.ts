import { and, between, count, countDistinct, desc, eq, inArray, max, sql, type SQL } from 'drizzle-orm'
import { addDays, isDay } from '@hospital/database/clock'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { qrCode, qrScan } from '../tables/qr.ts'
import { visibleQrCodes } from './qr-code.ts'
import type { QrCount, QrStatistics, QrStatisticsFilter } from './qr-code.types.ts'

const LONGEST_DAYS = 366
const CAMPAIGNS = 20

const counts = { scans: count(qrScan.id), visitors: countDistinct(qrScan.visitor), newFollowers: sql<number>`count(*) filter (where ${qrScan.newFollower})`.mapWith(Number) }
const NONE: QrCount = { scans: 0, visitors: 0, newFollowers: 0 }

/** Scans of a span of days. Refuses INVALID_INPUT. */
export async function readQrStatistics(ctx: Context, filter: QrStatisticsFilter): Promise<QrStatistics> {
  const { from, to } = filter
  if (!isDay(from) || !isDay(to) || from > to || addDays(from, LONGEST_DAYS) < to) throw new Refusal('INVALID_INPUT', { message: '请选择一年以内的起止日期。', details: { field: 'from' } })
  const where = and(visibleQrCodes(ctx.viewer), between(qrScan.day, from, to), ...narrowed(filter))
  const scans = <Fields extends Record<string, SQL | typeof qrScan.day | typeof qrCode.channel>>(by: Fields) =>
    ctx.db.select({ ...by, ...counts }).from(qrScan).innerJoin(qrCode, eq(qrCode.id, qrScan.codeId)).where(where).$dynamic()
  const [total] = await scans({})
  const days = await scans({ day: qrScan.day }).groupBy(qrScan.day)
  const channels = await scans({ channel: qrCode.channel }).groupBy(qrCode.channel).orderBy(desc(counts.scans))
  const campaigns = await ctx.db.select({ campaign: qrCode.campaign, ...counts }).from(qrScan).innerJoin(qrCode, eq(qrCode.id, qrScan.codeId)).where(where).groupBy(qrCode.campaign).orderBy(desc(counts.scans)).limit(CAMPAIGNS)
  const byDay = new Map(days.map((row) => [row.day as string, row]))
  return { total: total!, days: daysBetween(from, to).map((day) => ({ ...NONE, ...byDay.get(day), day })), channels: channels as QrStatistics['channels'], campaigns }
}

function narrowed({ channel, campaign, codeId }: QrStatisticsFilter): (SQL | undefined)[] {
  if (codeId && !isId(codeId)) return [sql`false`]
  return [channel ? eq(qrCode.channel, channel) : undefined, campaign ? eq(qrCode.campaign, campaign) : undefined, codeId ? eq(qrCode.id, codeId) : undefined]
}

function daysBetween(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

export interface CountOfCode extends QrCount {
  lastAt: Date | null
}

/** All scans of each code. */
export async function countsOfCodes(ctx: Context, ids: readonly string[]): Promise<Map<string, CountOfCode>> {
  const rows = await ctx.db.select({ id: qrScan.codeId, ...counts, lastAt: max(qrScan.at) }).from(qrScan).where(inArray(qrScan.codeId, [...ids])).groupBy(qrScan.codeId)
  const counted = new Map(rows.map(({ id, ...count }) => [id, count]))
  return new Map(ids.map((id) => [id, counted.get(id) ?? { ...NONE, lastAt: null }]))
}
