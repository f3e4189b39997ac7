import { and, desc, eq, inArray, or, sql } from 'drizzle-orm'
import { hospitalDay } from '@hospital/database/clock'
import type { Context } from '@hospital/subgraph/context'
import { appointment } from '../tables/registration.ts'

/** The registration that something of the HIS belongs to: by its encounter, else the visit of the same day. Null: none of ours. */
export async function visitOf(ctx: Context, patientId: string, hisEncounterId: string | null, at: Date): Promise<string | null> {
  const [visit] = await ctx.db.select({ id: appointment.id }).from(appointment)
    .where(and(eq(appointment.patientId, patientId), or(
      hisEncounterId === null ? undefined : eq(appointment.hisEncounterId, hisEncounterId),
      and(inArray(appointment.status, ['ARRIVED', 'FULFILLED']), eq(appointment.day, hospitalDay(at))),
    ))).orderBy(desc(sql`${appointment.hisEncounterId} is not distinct from ${hisEncounterId}`), desc(appointment.startsAt)).limit(1)
  return visit?.id ?? null
}
