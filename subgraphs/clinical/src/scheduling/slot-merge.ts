import { and, eq, gte, inArray, lte, sql } from 'drizzle-orm'
import type { HisSlot } from '@hospital/connectors/his/port'
import type { Context } from '@hospital/subgraph/context'
import { schedule, slot } from '../tables/scheduling.ts'

/** How often places of each segment (by HIS id) had moved here when the HIS was asked. */
export type Touches = ReadonlyMap<string, number>

export async function readTouches(ctx: Context, from: string, to: string): Promise<Touches> {
  const rows = await ctx.db.select({ hisId: slot.hisId, touches: slot.touches }).from(slot).innerJoin(schedule, eq(schedule.id, slot.scheduleId))
    .where(and(gte(schedule.day, from), lte(schedule.day, to)))
  return new Map(rows.map(({ hisId, touches }) => [hisId!, touches]))
}

interface AnsweredSlot {
  slot: HisSlot
  scheduleId: string
}

export interface SlotMerge {
  added: number
  changed: number
  unchanged: number
  outdated: boolean
  stoppedScheduleIds: string[]
  /** Of segments whose hours differ from what was known. */
  movedScheduleIds: string[]
}

export async function mergeSlots(tx: Context, answered: readonly AnsweredSlot[], touches: Touches): Promise<SlotMerge> {
  if (!answered.length) return { added: 0, changed: 0, unchanged: 0, outdated: false, stoppedScheduleIds: [], movedScheduleIds: [] }
  const existing = await tx.db.select({ hisId: slot.hisId, stopped: slot.stopped, startsAt: slot.startsAt, endsAt: slot.endsAt }).from(slot).where(inArray(slot.hisId, answered.map((one) => one.slot.id)))
  const known = new Map(existing.map((row) => [row.hisId!, row]))
  const added = answered.filter((one) => !known.has(one.slot.id))
  if (added.length) await tx.db.insert(slot).values(added.map(newSlot)).onConflictDoNothing()
  const kept = answered.filter((one) => known.has(one.slot.id))
  const changed = await updateSlots(tx, kept, touches)
  const moved = await movedSince(tx, kept, touches)
  const stopped = kept.filter((one) => one.slot.stopped && !known.get(one.slot.id)!.stopped)
  const shifted = kept.filter(({ slot: { id, startsAt, endsAt } }) => known.get(id)!.startsAt.getTime() !== startsAt.getTime() || known.get(id)!.endsAt.getTime() !== endsAt.getTime())
  return {
    added: added.length, changed, unchanged: kept.length - changed, outdated: moved,
    stoppedScheduleIds: [...new Set(stopped.map((one) => one.scheduleId))], movedScheduleIds: [...new Set(shifted.map((one) => one.scheduleId))],
  }
}

const newSlot = ({ slot: { id, startsAt, endsAt, capacity, remaining, stopped, extra }, scheduleId }: AnsweredSlot) =>
  ({ hisId: id, scheduleId, startsAt, endsAt, capacity, remaining: Math.max(0, Math.min(remaining, capacity)), stopped, extra })

/**
 * One guarded statement for all. What the HIS has left is lessened by places taken here that it does not know of yet, and never exceeds
 * what our own registrations leave of the capacity; so no answer gives back a place that is held. A segment whose places moved here after
 * the HIS was asked is left as it is: the answer is older than the row.
 */
async function updateSlots(tx: Context, kept: readonly AnsweredSlot[], touches: Touches): Promise<number> {
  if (!kept.length) return 0
  const answer = JSON.stringify(kept.map(({ slot: { id, startsAt, endsAt, capacity, remaining, stopped, extra } }) =>
    ({ his_id: id, starts_at: startsAt, ends_at: endsAt, capacity, remaining, stopped, extra, touches: touches.get(id) ?? 0 })))
  const changed = await tx.db.execute(sql`
    update clinical.slot s
    set starts_at = d.starts_at, ends_at = d.ends_at, capacity = d.capacity, stopped = d.stopped, extra = d.extra, remaining = d.left
    from (
      select a.*, greatest(0, least(a.remaining - h.unknown, a.capacity - h.held)) as left
      from jsonb_to_recordset(${answer}::jsonb) as a(his_id text, starts_at timestamptz, ends_at timestamptz, capacity int, remaining int, stopped boolean, extra boolean, touches int)
      join clinical.slot own on own.his_id = a.his_id
      cross join lateral (
        select count(*)::int as held, count(*) filter (where p.status = 'HELD' and p.his_appointment_id is null)::int as unknown
        from clinical.appointment p where p.slot_id = own.id and p.holds_place
      ) h
    ) d
    where s.his_id = d.his_id and s.touches = d.touches
      and (s.starts_at, s.ends_at, s.capacity, s.stopped, s.extra, s.remaining) is distinct from (d.starts_at, d.ends_at, d.capacity, d.stopped, d.extra, d.left)
    returning s.id`)
  return changed.length
}

async function movedSince(tx: Context, kept: readonly AnsweredSlot[], touches: Touches): Promise<boolean> {
  const rows = await tx.db.select({ hisId: slot.hisId, touches: slot.touches }).from(slot).where(inArray(slot.hisId, kept.map((one) => one.slot.id)))
  return rows.some((row) => row.touches !== (touches.get(row.hisId!) ?? 0))
}
