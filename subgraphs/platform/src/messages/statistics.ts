import { and, eq, gte, lte, sql, type SQL } from 'drizzle-orm'
import { addDays } from '@hospital/database/clock'
import { declarationOfNotice } from '@hospital/events/notices'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { messageFigure, messageTally } from '../tables/delivery.ts'
import type { MessageStatisticsFilter } from './statistics.types.ts'

/** A year and its leap day. */
const MOST_DAYS = 366

export interface MessageFigures {
  day: string
  event: string
  channel: 'IN_APP' | 'SMS' | 'WECHAT'
  terminal: string
  queued: number
  sent: number
  delivered: number
  failed: number
}

const COLUMNS = { QUEUED: 'queued', SENT: 'sent', DELIVERED: 'delivered', FAILED: 'failed' } as const

/**
 * How many messages stand where, by day, event, channel and terminal: what was added up, and what has come since. Never the messages themselves, so
 * it costs as much with a million of them as with none. Refuses INVALID_INPUT (a span that ends before it begins, or is longer than a year).
 */
export async function messageFigures(ctx: Context, { from, to, event, channel, terminal }: MessageStatisticsFilter): Promise<MessageFigures[]> {
  if (to < from || to > addDays(from, MOST_DAYS)) throw new Refusal('INVALID_INPUT', { message: '统计时段须在一年以内，且结束日期不早于开始日期。', details: { field: 'to' } })
  const within = (table: typeof messageFigure | typeof messageTally): SQL | undefined => and(
    gte(table.day, from), lte(table.day, to), event ? eq(table.event, event) : undefined, channel ? eq(table.channel, channel) : undefined, terminal ? eq(table.terminal, terminal) : undefined)
  const rows = await ctx.db.execute(sql`
    select day::text, event, channel, terminal, status, sum(count)::int as count from (
      select day, event, channel, terminal, status, count from ${messageFigure} where ${within(messageFigure)}
      union all select day, event, channel, terminal, status, change from ${messageTally} where ${within(messageTally)}
    ) as figures group by 1, 2, 3, 4, 5 having sum(count) <> 0 order by 1, 2, 3, 4`) as unknown as (Omit<MessageFigures, 'queued'> & { status: keyof typeof COLUMNS; count: number })[]
  const cells = new Map<string, MessageFigures>()
  for (const { day, event: of, channel: by, terminal: at, status, count } of rows) {
    const key = `${day} ${of} ${by} ${at}`
    const cell = cells.get(key) ?? { day, event: of, channel: by, terminal: at, queued: 0, sent: 0, delivered: 0, failed: 0 }
    cell[COLUMNS[status]] += count
    cells.set(key, cell)
  }
  return [...cells.values()]
}

export interface CountOf {
  key: string
  label: string
  queued: number
  sent: number
  delivered: number
  failed: number
}

const TERMINAL_WORDS: Record<string, string> = { H5: '手机网页（H5）', WECHAT_OA: '微信公众号', WECHAT_MINI: '微信小程序', ALIPAY_MINI: '支付宝小程序', DOCTOR: '医护工作站' }
const CHANNEL_WORDS: Record<string, string> = { IN_APP: '站内消息', SMS: '短信', WECHAT: '微信' }

export const wordFor = (dimension: 'day' | 'channel' | 'terminal' | 'event', key: string): string => {
  if (dimension === 'channel') return CHANNEL_WORDS[key] ?? key
  if (dimension === 'terminal') return TERMINAL_WORDS[key] ?? key
  return dimension === 'event' ? (declarationOfNotice(key)?.label ?? key) : key
}

/** The figures added up along one of their sides; days without a message are there, too. */
export function countsBy(figures: readonly MessageFigures[], dimension: 'day' | 'channel' | 'terminal' | 'event', keys: readonly string[] = []): CountOf[] {
  const counts = new Map<string, CountOf>(keys.map((key) => [key, emptyCount(key, dimension)]))
  for (const figure of figures) {
    const count = counts.get(figure[dimension]) ?? emptyCount(figure[dimension], dimension)
    for (const column of Object.values(COLUMNS)) count[column] += figure[column]
    counts.set(figure[dimension], count)
  }
  return [...counts.values()]
}

const emptyCount = (key: string, dimension: 'day' | 'channel' | 'terminal' | 'event'): CountOf => ({ key, label: wordFor(dimension, key), queued: 0, sent: 0, delivered: 0, failed: 0 })

export function daysBetween(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}
