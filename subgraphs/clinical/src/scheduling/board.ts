import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { appointment, isLive } from '../tables/registration.ts'
import { schedule, slot } from '../tables/scheduling.ts'
import type { ScheduleState } from './schedule.kinds.ts'
import { openPlaces } from './schedule.ts'
import type { ScheduleRow, SlotRow } from './schedule.types.ts'

export interface BoardCriteria {
  day: string
  departmentId?: string | null
  state?: ScheduleState | null
  extra?: boolean | null
}

/** Every clinic of a day, by department and part of the day. Refuses INVALID_INPUT. */
export function listBoard(ctx: Context, page: PageArgs, { day, departmentId, state, extra }: BoardCriteria): Promise<Page<ScheduleRow>> {
  if (departmentId && !isId(departmentId)) throw new Refusal('INVALID_INPUT', { details: { field: 'departmentId' } })
  return paginate(page, {
    sort: [{ column: sql`${schedule.departmentId}::text`, type: 'text' }, { column: sql`${schedule.part}::text`, type: 'text', descending: true }, { column: schedule.id }],
    where: and(eq(schedule.day, day), departmentId ? eq(schedule.departmentId, departmentId) : undefined, state ? inState(state, ctx.now()) : undefined, extra ? HAS_EXTRA : undefined),
    rows: (where, order, limit) => ctx.db.select().from(schedule).where(where).orderBy(...order).limit(limit),
    keyOf: (row) => [row.departmentId, row.part, row.id],
    count: (where) => ctx.db.$count(schedule, where),
  })
}

const HAS_EXTRA = sql`exists (select 1 from ${slot} where ${slot.scheduleId} = ${schedule.id} and ${slot.extra} and not ${slot.stopped})`

/** The same as `stateOf`, asked of the database. */
function inState(state: ScheduleState, now: Date): SQL {
  const segments = (condition: SQL) => sql`exists (select 1 from ${slot} where ${slot.scheduleId} = ${schedule.id} and ${condition})`
  const ahead = sql`not ${slot.stopped} and ${slot.endsAt} > ${now.toISOString()}::timestamptz`
  const stopped = sql`(${schedule.stopped} or not ${segments(sql`not ${slot.stopped}`)})`
  switch (state) {
    case 'STOPPED': return stopped
    case 'OVER': return sql`not ${stopped} and not ${segments(ahead)}`
    case 'FULL': return sql`not ${stopped} and ${segments(ahead)} and not ${segments(sql`${ahead} and ${slot.remaining} > 0`)}`
    case 'OPEN': return sql`not ${stopped} and ${segments(sql`${ahead} and ${slot.remaining} > 0`)}`
  }
}

/** What becomes of a clinic, by its segments. */
export function stateOf(clinic: ScheduleRow, segments: readonly SlotRow[], now: Date): ScheduleState {
  const held = segments.filter(({ stopped }) => !stopped)
  if (clinic.stopped || !held.length) return 'STOPPED'
  if (!held.some(({ endsAt }) => endsAt > now)) return 'OVER'
  return held.some((segment) => openPlaces(clinic, segment, now) > 0) ? 'OPEN' : 'FULL'
}

/** Registrations that stand, by clinic. */
export async function bookedBySchedule(ctx: Context, ids: readonly string[]): Promise<Map<string, { booked: number }>> {
  const rows = await ctx.db.select({ scheduleId: appointment.scheduleId, booked: sql<number>`count(*)::int` }).from(appointment)
    .where(and(inArray(appointment.scheduleId, [...ids]), isLive)).groupBy(appointment.scheduleId)
  return new Map(rows.map(({ scheduleId, booked }) => [scheduleId, { booked }]))
}
