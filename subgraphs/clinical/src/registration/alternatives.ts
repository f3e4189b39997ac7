import { and, asc, eq, gt, gte, lte, sql } from 'drizzle-orm'
import { addDays, hospitalDay } from '@hospital/database/clock'
import type { Context } from '@hospital/subgraph/context'
import { schedule, slot } from '../tables/scheduling.ts'
import type { ScheduleRow } from '../scheduling/schedule.types.ts'
import type { AppointmentRow } from './appointment.ts'

const OFFERED = 3
const DAYS_AHEAD = 14

/** Other clinics with places for someone whose clinic was stopped: of the same doctor first, then of the department, the next ones first. */
export async function alternativesOf(ctx: Context, { status, departmentId, practitionerId, scheduleId }: AppointmentRow): Promise<ScheduleRow[]> {
  if (status !== 'STOPPED') return []
  const today = hospitalDay(ctx.now())
  const open = sql`exists (select 1 from ${slot} where ${and(eq(slot.scheduleId, schedule.id), eq(slot.stopped, false), gt(slot.remaining, 0), gt(slot.endsAt, ctx.now()))})`
  return ctx.db.select().from(schedule)
    .where(and(eq(schedule.departmentId, departmentId), sql`${schedule.id} <> ${scheduleId}`, eq(schedule.stopped, false), gte(schedule.day, today), lte(schedule.day, addDays(today, DAYS_AHEAD - 1)), open))
    .orderBy(sql`${schedule.practitionerId} is distinct from ${practitionerId}`, asc(schedule.day), sql`${schedule.part}`, asc(schedule.id)).limit(OFFERED)
}
