import { and, eq, inArray, sql } from 'drizzle-orm'
import { inTransaction } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import { appointment } from '../tables/registration.ts'
import { schedule, slot } from '../tables/scheduling.ts'
import { keepEntries } from '../trace/trace.ts'
import { LIVE_STATUSES } from './appointment.status.ts'
import type { AppointmentRow } from './appointment.ts'
import { tellAccount, whenOf } from './notice.ts'

/** The HIS moved a clinic to another hour, day or room: registrations follow it, and whoever has paid is told. By what differs, so it may run twice. */
export async function moveAppointments(ctx: ClinicalContext, { scheduleId }: { scheduleId: string }): Promise<void> {
  const moved = await ctx.db.select({ row: appointment, startsAt: slot.startsAt, endsAt: slot.endsAt, day: schedule.day, room: schedule.room }).from(appointment)
    .innerJoin(slot, eq(slot.id, appointment.slotId)).innerJoin(schedule, eq(schedule.id, appointment.scheduleId))
    .where(and(
      eq(appointment.scheduleId, scheduleId), inArray(appointment.status, [...LIVE_STATUSES]), eq(slot.stopped, false), eq(schedule.stopped, false),
      sql`(${appointment.startsAt}, ${appointment.endsAt}, ${appointment.day}, ${appointment.room}) is distinct from (${slot.startsAt}, ${slot.endsAt}, ${schedule.day}, ${schedule.room})`,
    ))
  for (const { row, ...place } of moved) await inTransaction(ctx, (tx) => move(tx, row, place))
}

async function move(tx: ClinicalContext, row: AppointmentRow, place: Pick<AppointmentRow, 'startsAt' | 'endsAt' | 'day' | 'room'>): Promise<void> {
  const [moved] = await tx.db.update(appointment).set(place)
    .where(and(eq(appointment.id, row.id), inArray(appointment.status, [...LIVE_STATUSES]), eq(appointment.startsAt, row.startsAt), sql`${appointment.room} is not distinct from ${row.room}`)).returning()
  if (!moved || moved.paidAt === null) return
  const occurrence = `${moved.startsAt.toISOString()} ${moved.room ?? ''}`
  await tellAccount(tx, moved, 'appointment.moved', { before: whenOf(row), place: moved.room ?? '原诊室' }, occurrence)
  await keepEntries(tx, [{ key: `MOVED ${moved.id} ${occurrence}`, patientId: moved.patientId, appointmentId: moved.id, kind: 'MOVED', at: tx.now(), subjectType: 'Appointment', subjectId: moved.id }])
}
