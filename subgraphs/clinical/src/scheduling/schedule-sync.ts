import { eq, sql } from 'drizzle-orm'
import { isConnectorFailure, type ConnectorFailure } from '@hospital/connectors/failure'
import type { HisSchedule, HisScheduleList } from '@hospital/connectors/his/port'
import { addDays, hospitalDay } from '@hospital/database/clock'
import { firstArrival } from '@hospital/subgraph/reaction'
import { emit, enqueue, inTransaction } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import { scheduleWatermark } from '../tables/scheduling.ts'
import { mergeSchedules, withRefused, type MergeCounts } from './schedule-merge.ts'
import { keepRun } from './schedule-run.ts'
import { readTouches } from './slot-merge.ts'

/** Schedules are taken over for today and the days after it, this many in all. */
const DAYS_AHEAD = 14
const ATTEMPTS = 5
const RETRY_MS = 3_000
/** More of the same teaches nobody anything. */
const MOST_MESSAGES = 20
const STEP = '排班与号源'
export const SOURCE = 'his'

interface SyncProgress extends MergeCounts {
  jobId: string
  /** First day; fixed at the start, should midnight pass meanwhile. */
  start: string
  done: number
  attempt: number
  updatedAt: string | null
}

const beginning = (ctx: ClinicalContext): Omit<SyncProgress, 'jobId'> =>
  ({ start: hospitalDay(ctx.now()), done: 0, attempt: 0, updatedAt: null, added: 0, changed: 0, unchanged: 0, failed: 0, stopped: 0, messages: [] })

/** One day of the full pull, then the next: a killed process goes on with the day it was at. */
export async function syncSchedules(ctx: ClinicalContext, payload: { jobId: string } & Partial<SyncProgress>): Promise<void> {
  const progress: SyncProgress = { ...beginning(ctx), ...payload }
  const day = addDays(progress.start, progress.done)
  const touches = await readTouches(ctx, day, day)
  let answered: HisScheduleList
  try {
    answered = await ctx.his.listSchedules({ from: day, to: day })
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    return retrySync(ctx, progress, error)
  }
  await inTransaction(ctx, async (tx) => {
    if (!(await firstArrival(tx, `syncSchedules ${progress.jobId} ${progress.done}`))) return
    const merged = withRefused(await mergeSchedules(tx, answered.schedules, touches), answered)
    const next = advanced(progress, merged, newest(answered.schedules))
    if (next.done === DAYS_AHEAD && next.updatedAt) await keepWatermark(tx, new Date(next.updatedAt))
    await report(tx, next, next.done === DAYS_AHEAD)
    if (next.done < DAYS_AHEAD) await enqueue(tx, 'syncSchedules', { ...next }, { key: progress.jobId })
  })
}

async function retrySync(ctx: ClinicalContext, progress: SyncProgress, error: ConnectorFailure): Promise<void> {
  ctx.log.warn({ err: error, day: progress.done }, 'schedules')
  await inTransaction(ctx, async (tx) => {
    const attempt = progress.attempt + 1
    if (attempt < ATTEMPTS) return enqueue(tx, 'syncSchedules', { ...progress, attempt }, { key: progress.jobId, runAt: new Date(tx.now().getTime() + RETRY_MS * attempt) })
    await report(tx, { ...progress, failed: progress.failed + 1, messages: [...progress.messages, '医院系统无法连接，其余日期的排班没有同步，请稍后重新同步'] }, true)
  })
}

function advanced(progress: SyncProgress, merged: MergeCounts, updatedAt: Date | undefined): SyncProgress {
  return {
    ...progress,
    done: progress.done + 1,
    attempt: 0,
    added: progress.added + merged.added,
    changed: progress.changed + merged.changed,
    unchanged: progress.unchanged + merged.unchanged,
    failed: progress.failed + merged.failed,
    stopped: progress.stopped + merged.stopped,
    messages: [...progress.messages, ...merged.messages].slice(0, MOST_MESSAGES),
    updatedAt: later(progress.updatedAt, updatedAt?.toISOString() ?? null),
  }
}

const later = (one: string | null, other: string | null) => (one === null || (other !== null && other > one) ? other : one)

function report(tx: ClinicalContext, { jobId, done, added, changed, unchanged, failed, messages }: SyncProgress, finished: boolean): Promise<void> {
  return emit(tx, 'job.progressed', { jobId, step: STEP, done, total: DAYS_AHEAD, added, changed, unchanged, failed, messages, finished })
}

/** Every minute: what changed in the HIS since it was last asked. Nothing before the first full pull, nothing while the HIS is down. */
export async function refreshSchedules(ctx: ClinicalContext): Promise<void> {
  const [watermark] = await ctx.db.select().from(scheduleWatermark).where(eq(scheduleWatermark.source, SOURCE))
  if (!watermark) return
  const from = hospitalDay(ctx.now())
  const to = addDays(from, DAYS_AHEAD - 1)
  const touches = await readTouches(ctx, from, to)
  try {
    const answered = await ctx.his.listSchedules({ from, to, since: watermark.updatedAt })
    await inTransaction(ctx, async (tx) => {
      const merged = withRefused(await mergeSchedules(tx, answered.schedules, touches), answered)
      const updatedAt = newest(answered.schedules)
      if (updatedAt && !merged.outdated) await keepWatermark(tx, updatedAt)
      await keepRun(tx, 'TIMER', merged, null)
      await tx.db.update(scheduleWatermark).set({ checkedAt: tx.now() }).where(eq(scheduleWatermark.source, SOURCE))
    })
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error }, 'schedules')
    await ctx.db.update(scheduleWatermark).set({ failedAt: ctx.now() }).where(eq(scheduleWatermark.source, SOURCE))
  }
}

function newest(answered: readonly HisSchedule[]): Date | undefined {
  const instants = answered.flatMap((one) => one.slots.map((slot) => slot.updatedAt.getTime()))
  return instants.length ? new Date(instants.reduce((latest, one) => Math.max(latest, one))) : undefined
}

async function keepWatermark(tx: ClinicalContext, updatedAt: Date): Promise<void> {
  await tx.db.insert(scheduleWatermark).values({ source: SOURCE, updatedAt })
    .onConflictDoUpdate({ target: scheduleWatermark.source, set: { updatedAt: sql`greatest(${scheduleWatermark.updatedAt}, excluded.updated_at)` } })
}
