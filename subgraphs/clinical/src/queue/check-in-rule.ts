import { inArray, sql } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import type { AppointmentRow } from '../registration/appointment.ts'
import { minutesAfter, readSettings } from '../settings.ts'
import { institution } from '../tables/directory.ts'
import { slot } from '../tables/scheduling.ts'
import type { Position } from './distance.ts'

export interface CheckInRuleRow {
  opensAt: Date
  closesAt: Date
  location: Position
  fenceMeters: number
}

/** When and where each of these registrations is checked in; none for an institution whose place is not known. By registration. */
export async function checkInRules(ctx: Context, rows: readonly AppointmentRow[]): Promise<Map<string, CheckInRuleRow>> {
  const { checkInOpensMinutes } = await readSettings(ctx)
  const places = await ctx.db.select().from(institution).where(inArray(institution.id, rows.map((row) => row.institutionId)))
  const sessions = await ctx.db.select({ scheduleId: slot.scheduleId, endsAt: sql<string>`max(${slot.endsAt})` }).from(slot)
    .where(inArray(slot.scheduleId, rows.map((row) => row.scheduleId))).groupBy(slot.scheduleId)
  const placeOf = new Map(places.map((place) => [place.id, place]))
  const endOf = new Map(sessions.map(({ scheduleId, endsAt }) => [scheduleId, new Date(endsAt)]))
  return new Map(rows.flatMap((row) => {
    const { latitude, longitude, fenceMeters } = placeOf.get(row.institutionId) ?? {}
    if (latitude == null || longitude == null || fenceMeters === undefined) return []
    return [[row.id, { opensAt: minutesAfter(row.startsAt, -checkInOpensMinutes), closesAt: endOf.get(row.scheduleId) ?? row.endsAt, location: { latitude, longitude }, fenceMeters }]]
  }))
}
