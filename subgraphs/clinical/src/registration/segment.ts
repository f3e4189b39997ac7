import { eq, inArray, sql } from 'drizzle-orm'
import { isId } from '@hospital/database/identifier'
import { gathering } from '@hospital/subgraph/gathering'
import { Refusal } from '@hospital/subgraph/refusal'
import type { ClinicalContext } from '../context.ts'
import type { ScheduleRow, SlotRow } from '../scheduling/schedule.types.ts'
import { department, practitioner } from '../tables/directory.ts'
import { schedule, slot } from '../tables/scheduling.ts'

export interface Segment {
  clinic: ScheduleRow
  segment: SlotRow
}

/** The hospital took the department or the doctor out of service by hand. */
const closedByHospital = sql<boolean>`not (coalesce(${department.enabled}, true) and coalesce(${practitioner.enabled}, true))`

/** One reading for all who come at the same time, begun after they came: most who want a wanted doctor want the same segment. */
const readSegment = gathering(async (ctx: ClinicalContext, slotIds: readonly string[]) => {
  const rows = await ctx.db.select({ clinic: schedule, segment: slot, closed: closedByHospital }).from(slot).innerJoin(schedule, eq(schedule.id, slot.scheduleId))
    .leftJoin(department, eq(department.id, schedule.departmentId)).leftJoin(practitioner, eq(practitioner.id, schedule.practitionerId)).where(inArray(slot.id, [...new Set(slotIds)]))
  const found = new Map(rows.map((row) => [row.segment.id, row]))
  return slotIds.map((id) => found.get(id))
}, { most: 100, atOnce: 2 })

/** Refuses NOT_FOUND, SLOT_STOPPED, SLOT_PAST, SLOT_FULL. */
export async function getSegment(ctx: ClinicalContext, slotId: string): Promise<Segment> {
  const found = isId(slotId) ? await readSegment(ctx, slotId.toLowerCase()) : undefined
  if (!found) throw new Refusal('NOT_FOUND')
  if (found.clinic.stopped || found.segment.stopped || found.closed) throw new Refusal('SLOT_STOPPED')
  if (found.segment.endsAt <= ctx.now()) throw new Refusal('SLOT_PAST')
  // Most who come for a wanted doctor come too late: they are told by this reading, without a transaction. The guarded update decides on the rest.
  if (found.segment.remaining === 0) throw new Refusal('SLOT_FULL')
  return found
}
