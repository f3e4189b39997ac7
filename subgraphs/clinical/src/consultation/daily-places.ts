import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import { hospitalDay } from '@hospital/database/clock'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { consultationDay } from '../tables/consultation.ts'
import type { ServiceRow } from './service.types.ts'

type Counted = Pick<ServiceRow, 'practitionerId' | 'kind'>

/** Names a service in a batch of counts. */
export const countKey = ({ practitionerId, kind }: Counted) => `${practitionerId} ${kind}`

/** How many consultations were asked for today, by `countKey`. */
export async function requestedToday(ctx: Context, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await ctx.db.select().from(consultationDay)
    .where(and(eq(consultationDay.day, hospitalDay(ctx.now())), inArray(consultationDay.practitionerId, keys.map((key) => key.split(' ')[0]!))))
  return new Map(rows.map((row) => [countKey(row), row.requested]))
}

/** Takes one of the day's places in one statement, so that the last one goes to one. Refuses CONSULTATION_LIMIT. */
export async function takeDailyPlace(tx: Context, { practitionerId, kind, dailyLimit }: ServiceRow, day: string): Promise<void> {
  const taken = await tx.db.insert(consultationDay).values({ practitionerId, kind, day, requested: 1 }).onConflictDoUpdate({
    target: [consultationDay.practitionerId, consultationDay.kind, consultationDay.day],
    set: { requested: sql`${consultationDay.requested} + 1` },
    setWhere: lt(consultationDay.requested, dailyLimit),
  }).returning()
  if (!taken.length) throw new Refusal('CONSULTATION_LIMIT')
}

/** Nobody paid: the place of that day is free again. */
export async function returnDailyPlace(tx: Context, { practitionerId, kind, day }: Counted & { day: string }): Promise<void> {
  await tx.db.update(consultationDay).set({ requested: sql`${consultationDay.requested} - 1` })
    .where(and(eq(consultationDay.practitionerId, practitionerId), eq(consultationDay.kind, kind), eq(consultationDay.day, day)))
}
