import { and, eq, inArray, lte, or } from 'drizzle-orm'
import { addDays, hospitalInstant } from '@hospital/database/clock'
import { emit, enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import type { ClinicalContext } from '../context.ts'
import { leaveQueue } from '../queue/leaving.ts'
import { appointment } from '../tables/registration.ts'
import { schedule, slot } from '../tables/scheduling.ts'
import { traceLater } from '../trace/visit-entries.ts'
import { appointmentEntity, type AppointmentRow } from './appointment.ts'
import { endCare } from './care.ts'
import { tellAccount } from './notice.ts'
import { giveUp } from './place.ts'

/** An unpaid hold has run out: the place goes back, here and in the HIS. */
export async function expireHold(ctx: ClinicalContext, { appointmentId }: { appointmentId: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select().from(appointment).where(eq(appointment.id, appointmentId))
    if (row?.status !== 'HELD') return
    if (tx.now() < row.heldUntil) return enqueue(tx, 'expireHold', { appointmentId }, { runAt: row.heldUntil, key: appointmentId })
    const expired = await tryTransition(tx, appointmentEntity, appointmentId, 'expire', { cancelReason: '超时未支付' }, { where: lte(appointment.heldUntil, tx.now()) })
    if (!expired) return
    await giveUp(tx, expired, '超时未支付')
    if (!expired.inHis || expired.hisAppointmentId) await tellAccount(tx, expired, 'appointment.expired', {})
  })
}

/** The day of the visit is over, and the patient was not seen. */
export async function closeDay(ctx: ClinicalContext, { appointmentId }: { appointmentId: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select().from(appointment).where(eq(appointment.id, appointmentId))
    if (!row) return
    const over = hospitalInstant(addDays(row.day, 1))
    if (tx.now() < over) return enqueue(tx, 'closeDay', { appointmentId }, { runAt: over, key: appointmentId })
    if (!(await leaveQueue(tx, appointmentId))) return
    const missed = await tryTransition(tx, appointmentEntity, appointmentId, 'missDay')
    if (!missed) return
    await traceLater(tx, missed.id)
    await endCare(tx, missed)
    // The place was kept, so the fee is earned; where the hospital sees it otherwise, a person refunds.
    await emit(tx, 'subject.delivered', { orderId: missed.orderId, subjectType: 'Appointment', subjectId: missed.id })
    await tellAccount(tx, missed, 'appointment.noshow', {})
  })
}

/** The HIS has stopped a clinic, or some of its segments (停诊): whoever is registered is told and refunded. */
export async function stopAppointments(ctx: ClinicalContext, { scheduleId }: { scheduleId: string }): Promise<void> {
  const affected = await ctx.db.select({ appointment, reason: schedule.stopReason }).from(appointment)
    .innerJoin(schedule, eq(schedule.id, appointment.scheduleId)).innerJoin(slot, eq(slot.id, appointment.slotId))
    .where(and(eq(appointment.scheduleId, scheduleId), inArray(appointment.status, ['HELD', 'BOOKED', 'ARRIVED']), or(schedule.stopped, slot.stopped)))
  for (const { appointment: row, reason } of affected) await inTransaction(ctx, (tx) => stop(tx, row, reason))
}

async function stop(tx: ClinicalContext, row: AppointmentRow, reason: string | null): Promise<void> {
  const cancelReason = reason ? `停诊：${reason}` : '停诊'
  if (!(await leaveQueue(tx, row.id))) return
  const stopped = await tryTransition(tx, appointmentEntity, row.id, 'stop', { cancelReason })
  if (!stopped) return
  await giveUp(tx, stopped, cancelReason)
  await tellAccount(tx, stopped, 'appointment.stopped', { refund: stopped.paidAt ? '挂号费将原路退回，' : '' })
}
