import { and, asc, eq, gte, inArray, lte, sql } from 'drizzle-orm'
import { addDays, hospitalInstant } from '@hospital/database/clock'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { practitioner } from '../tables/directory.ts'
import { schedule, slot } from '../tables/scheduling.ts'
import type { ScheduleDay, ScheduleRow, SlotRow } from './schedule.types.ts'

const LONGEST_RANGE_DAYS = 31

/** Clinics and their places are public: no row is hidden from anyone. */
export async function findSchedules(ctx: Context, ids: readonly string[]): Promise<ScheduleRow[]> {
  return ctx.db.select().from(schedule).where(inArray(schedule.id, ids.filter(isId)))
}

export async function findSlots(ctx: Context, ids: readonly string[]): Promise<SlotRow[]> {
  return ctx.db.select().from(slot).where(inArray(slot.id, ids.filter(isId)))
}

/** A department's clinics of a day: doctors in the hospital's order, then by title; clinics of the department itself last. */
export async function listDepartmentSchedules(ctx: Context, departmentId: string, day: string): Promise<ScheduleRow[]> {
  if (!isId(departmentId)) return []
  const rows = await ctx.db.select({ schedule }).from(schedule).leftJoin(practitioner, eq(practitioner.id, schedule.practitionerId))
    .where(and(eq(schedule.departmentId, departmentId), eq(schedule.day, day)))
    .orderBy(sql`${practitioner.priority} asc nulls last`, sql`${practitioner.titleRank} asc nulls last`, asc(schedule.practitionerId), asc(schedule.part), asc(schedule.id))
  return rows.map((row) => row.schedule)
}

/** Clinics of several practitioners, by practitioner. */
export async function schedulesByPractitioner(ctx: Context, ids: readonly string[], from: string, to: string): Promise<Map<string, ScheduleRow[]>> {
  requireRange(from, to)
  const rows = await ctx.db.select().from(schedule)
    .where(and(inArray(schedule.practitionerId, ids.filter(isId)), gte(schedule.day, from), lte(schedule.day, to)))
    .orderBy(asc(schedule.day), asc(schedule.part), asc(schedule.id))
  return Map.groupBy(rows, (row) => row.practitionerId!)
}

export async function slotsBySchedule(ctx: Context, ids: readonly string[]): Promise<Map<string, SlotRow[]>> {
  const rows = await ctx.db.select().from(slot).where(inArray(slot.scheduleId, [...ids])).orderBy(asc(slot.startsAt), asc(slot.id))
  return Map.groupBy(rows, (row) => row.scheduleId)
}

/** What may still be booked of a segment: nothing once it is stopped or over. */
export function openPlaces(clinic: Pick<ScheduleRow, 'stopped'>, segment: SlotRow, now: Date): number {
  return clinic.stopped || segment.stopped || segment.endsAt <= now ? 0 : segment.remaining
}

/** Every day of the range, with what departments offer on it, by department. */
export async function scheduleDaysByDepartment(ctx: Context, ids: readonly string[], from: string, to: string): Promise<Map<string, ScheduleDay[]>> {
  requireRange(from, to)
  const ahead = sql`not ${slot.stopped} and ${slot.endsAt} > ${ctx.now().toISOString()}::timestamptz`
  const rows = await ctx.db
    .select({ departmentId: schedule.departmentId, day: schedule.day, remaining: sql<number>`coalesce(sum(${slot.remaining}) filter (where ${ahead}), 0)::int`, open: sql<boolean>`bool_or(${ahead})` })
    .from(schedule).innerJoin(slot, eq(slot.scheduleId, schedule.id))
    .where(and(inArray(schedule.departmentId, ids.filter(isId)), gte(schedule.day, from), lte(schedule.day, to), eq(schedule.stopped, false)))
    .groupBy(schedule.departmentId, schedule.day)
  const found = new Map(rows.map((row) => [`${row.departmentId} ${row.day}`, row]))
  return new Map(ids.map((id) => [id, daysOf(from, to).map((day) => {
    const row = found.get(`${id} ${day}`)
    return { day, remaining: row?.remaining ?? 0, open: row?.open ?? false }
  })]))
}

function daysOf(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

/** Refuses INVALID_INPUT: a range that runs backwards or is longer than a month. */
function requireRange(from: string, to: string) {
  const days = (hospitalInstant(to).getTime() - hospitalInstant(from).getTime()) / 86_400_000 + 1
  if (days < 1 || days > LONGEST_RANGE_DAYS) throw new Refusal('INVALID_INPUT', { message: `日期范围须在 1 到 ${LONGEST_RANGE_DAYS} 天之间`, details: { field: 'to' } })
}
