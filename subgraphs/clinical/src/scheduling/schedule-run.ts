import { desc, eq, lt } from 'drizzle-orm'
import { isConnectorFailure } from '@hospital/connectors/failure'
import { addDays, hospitalDay } from '@hospital/database/clock'
import { audit } from '@hospital/subgraph/audit'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import { scheduleRun, scheduleWatermark } from '../tables/scheduling.ts'
import { mergeSchedules, withRefused, type MergeCounts } from './schedule-merge.ts'
import { readTouches } from './slot-merge.ts'

export type ScheduleRunRow = typeof scheduleRun.$inferSelect

const KEPT_DAYS = 30
const SHOWN = 20
const MOST_MESSAGES = 20
/** As far as clinics are taken over. */
const DAYS_AHEAD = 14

/** Keeps what a look at the HIS came to; those of the clock only where something came of it. */
export async function keepRun(tx: ClinicalContext, cause: 'TIMER' | 'PERSON', merged: MergeCounts, day: string | null): Promise<ScheduleRunRow | undefined> {
  const { added, changed, unchanged, failed, stopped, messages } = merged
  if (cause === 'TIMER' && !added && !changed && !failed) return undefined
  await tx.db.delete(scheduleRun).where(lt(scheduleRun.at, new Date(tx.now().getTime() - KEPT_DAYS * 86_400_000)))
  const [row] = await tx.db.insert(scheduleRun).values({ at: tx.now(), cause, day, added, changed, unchanged, failed, stopped, messages: messages.slice(0, MOST_MESSAGES) }).returning()
  return row
}

/** When the HIS was last heard, and last not. */
export async function readSync(ctx: ClinicalContext, source: string) {
  const [mark] = await ctx.db.select().from(scheduleWatermark).where(eq(scheduleWatermark.source, source))
  const runs = await ctx.db.select().from(scheduleRun).orderBy(desc(scheduleRun.at), desc(scheduleRun.id)).limit(SHOWN)
  return { checkedAt: mark?.checkedAt ?? null, failedAt: mark?.failedAt ?? null, changedUpTo: mark?.updatedAt ?? null, runs }
}

/** Takes over one whole day again, whatever was heard of it before. Refuses INVALID_INPUT (a day that is not taken over), HIS_UNAVAILABLE. */
export async function syncScheduleDay(ctx: ClinicalContext, day: string): Promise<ScheduleRunRow> {
  const today = hospitalDay(ctx.now())
  if (day < today || day > addDays(today, DAYS_AHEAD - 1)) throw new Refusal('INVALID_INPUT', { message: `只能同步今天起 ${DAYS_AHEAD} 天内的排班。`, details: { field: 'day' } })
  const touches = await readTouches(ctx, day, day)
  try {
    const answered = await ctx.his.listSchedules({ from: day, to: day })
    return await inTransaction(ctx, async (tx) => {
      const run = await keepRun(tx, 'PERSON', withRefused(await mergeSchedules(tx, answered.schedules, touches), answered), day)
      await audit(tx, 'schedule.synchronised', { after: { day, added: run!.added, changed: run!.changed, failed: run!.failed } })
      return run!
    })
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error }, 'schedules')
    throw new Refusal('HIS_UNAVAILABLE', { message: '医院系统暂时无法连接，排班没有同步，请稍后再试。' })
  }
}
