import { and, eq, inArray, sql } from 'drizzle-orm'
import type { PatientViewer } from '@hospital/access/viewer'
import { actorOf } from '@hospital/access/viewer'
import { requireOpen } from '@hospital/configuration/business'
import { requireProven, startingPatient } from '@hospital/configuration/new-service'
import type { HisAppointment } from '@hospital/connectors/his/port'
import { hospitalDay } from '@hospital/database/clock'
import { isId, newId, newNumber } from '@hospital/database/identifier'
import { Refusal } from '@hospital/subgraph/refusal'
import { emit, enqueue, inTransaction, violatedConstraint } from '@hospital/subgraph/transaction'
import { configuration } from '../configuration.ts'
import { asHouse, type ClinicalContext } from '../context.ts'
import type { ScheduleRow, SlotRow } from '../scheduling/schedule.types.ts'
import { minutesAfter, readSettings, type Settings } from '../settings.ts'
import { department, practitioner } from '../tables/directory.ts'
import { appointment } from '../tables/registration.ts'
import { schedule, slot } from '../tables/scheduling.ts'
import type { AppointmentRow } from './appointment.ts'
import { LIVE_STATUSES } from './appointment.status.ts'
import { lockInHis } from './his-lock.ts'
import { getHisPatientId } from './patient-record.ts'
import { takePlace } from './place.ts'

export interface HoldAppointment {
  slotId: string
  patientId: string
}

/** A number of nine random digits may have been drawn before. */
const NUMBER_ATTEMPTS = 3

/**
 * Holds a place for a person until it is paid for: here first, then in the HIS, then the order falls due. Whatever fails on the way, neither
 * side keeps a place and no fee arises. Refuses RESTRICTED, REAL_NAME_REQUIRED, IDENTITY_REQUIRED, BUSINESS_CLOSED, NOT_FOUND, SLOT_STOPPED, SLOT_PAST, SLOT_FULL, APPOINTMENT_DUPLICATE,
 * APPOINTMENT_LIMIT, HIS_RECORD_REQUIRED, HIS_UNAVAILABLE, HIS_REFUSED.
 */
export async function holdAppointment(ctx: ClinicalContext, input: HoldAppointment): Promise<AppointmentRow> {
  const viewer = await requireOwnPatient(ctx, input.patientId)
  const { clinic, segment } = await getSegment(ctx, input.slotId)
  await requireOpen(ctx, configuration, 'REGISTRATION', clinic.institutionId)
  await requireProven(ctx, configuration, viewer, input.patientId, 'registration.faceCheck', clinic.institutionId)
  const hisPatientId = segment.hisId === null ? null : await getHisPatientId(ctx, input.patientId)
  const held = await keepHold(ctx, viewer, input.patientId, clinic, segment)
  if (segment.hisId === null || hisPatientId === null) return held
  const locked = await lockInHis(ctx, held, { slotId: segment.hisId, patientId: hisPatientId })
  return inTransaction(asHouse(ctx), (tx) => keepLock(tx, held, locked, clinic))
}

async function requireOwnPatient(ctx: ClinicalContext, patientId: string): Promise<PatientViewer> {
  const viewer = await startingPatient(ctx, configuration)
  if (!viewer.patientIds.includes(patientId)) throw new Refusal('NOT_FOUND')
  return viewer
}

/** The hospital took the department or the doctor out of service by hand. */
const closedByHospital = sql<boolean>`not (coalesce(${department.enabled}, true) and coalesce(${practitioner.enabled}, true))`

async function getSegment(ctx: ClinicalContext, slotId: string): Promise<{ clinic: ScheduleRow; segment: SlotRow }> {
  const [found] = isId(slotId) ? await ctx.db.select({ clinic: schedule, segment: slot, closed: closedByHospital }).from(slot).innerJoin(schedule, eq(schedule.id, slot.scheduleId))
    .leftJoin(department, eq(department.id, schedule.departmentId)).leftJoin(practitioner, eq(practitioner.id, schedule.practitionerId)).where(eq(slot.id, slotId)) : []
  if (!found) throw new Refusal('NOT_FOUND')
  if (found.clinic.stopped || found.segment.stopped || found.closed) throw new Refusal('SLOT_STOPPED')
  if (found.segment.endsAt <= ctx.now()) throw new Refusal('SLOT_PAST')
  // Most who come for a wanted doctor come too late: they are told by this reading, without a transaction. The guarded update decides on the rest.
  if (found.segment.remaining === 0) throw new Refusal('SLOT_FULL')
  return found
}

async function keepHold(ctx: ClinicalContext, viewer: PatientViewer, patientId: string, clinic: ScheduleRow, segment: SlotRow): Promise<AppointmentRow> {
  const settings = await readSettings(ctx)
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(ctx, async (tx) => {
        await requireRoom(tx, viewer.accountId, settings)
        if (!(await takePlace(tx, segment.id))) throw new Refusal('SLOT_FULL')
        return insertHold(tx, viewer.accountId, patientId, clinic, segment, settings)
      })
    } catch (error) {
      const constraint = violatedConstraint(error)
      if (constraint === 'appointment_live') throw new Refusal('APPOINTMENT_DUPLICATE')
      if (constraint !== 'appointment_number_unique' || attempt === NUMBER_ATTEMPTS) throw error
    }
  }
}

/** Refuses APPOINTMENT_LIMIT. Holds of one account queue up behind a lock, so that together they do not pass the limit. */
async function requireRoom(tx: ClinicalContext, accountId: string, settings: Settings): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`clinical.hold ${accountId}`}, 0))`)
  const [count] = await tx.db.select({ live: sql<number>`count(*)::int`, unpaid: sql<number>`(count(*) filter (where ${appointment.status} = 'HELD'))::int` })
    .from(appointment).where(and(eq(appointment.accountId, accountId), inArray(appointment.status, [...LIVE_STATUSES])))
  if (count!.unpaid >= settings.unpaidHoldsPerAccount) throw new Refusal('APPOINTMENT_LIMIT', { message: '您有多个挂号尚未支付，请先支付或取消后再预约。', details: { limit: settings.unpaidHoldsPerAccount } })
  if (count!.live >= settings.liveAppointmentsPerAccount) throw new Refusal('APPOINTMENT_LIMIT', { details: { limit: settings.liveAppointmentsPerAccount } })
}

async function insertHold(tx: ClinicalContext, accountId: string, patientId: string, clinic: ScheduleRow, segment: SlotRow, settings: Settings): Promise<AppointmentRow> {
  const now = tx.now()
  const { institutionId, departmentId, practitionerId, day, feeFen, room } = clinic
  const [row] = await tx.db.insert(appointment).values({
    number: newNumber('GH', now), status: 'HELD', sameDay: day === hospitalDay(now), patientId, accountId, institutionId, departmentId, practitionerId,
    scheduleId: clinic.id, slotId: segment.id, startsAt: segment.startsAt, endsAt: segment.endsAt, day, feeFen, room,
    heldUntil: minutesAfter(now, settings.holdMinutes), orderId: newId(), inHis: segment.hisId !== null, createdAt: now,
  }).returning()
  const held = row!
  await tx.db.insert(tx.tables.trace).values({ at: now, subjectType: 'Appointment', subjectId: held.id, action: 'holdAppointment', toStatus: 'HELD', ...actorOf(tx.viewer), requestId: tx.requestId })
  // Also cleans up on both sides should this process die before the HIS has answered.
  await enqueue(tx, 'expireHold', { appointmentId: held.id }, { runAt: held.heldUntil, key: held.id })
  if (!held.inHis) await announceOrder(tx, held, clinic)
  return held
}

/** The HIS has locked the place too: keeps its id, and lets the order fall due. */
async function keepLock(tx: ClinicalContext, held: AppointmentRow, locked: HisAppointment, clinic: ScheduleRow): Promise<AppointmentRow> {
  const heldUntil = locked.lockedUntil && locked.lockedUntil < held.heldUntil ? locked.lockedUntil : held.heldUntil
  const [kept] = await tx.db.update(appointment)
    .set({ hisAppointmentId: locked.hisAppointmentId, hisVersion: locked.version, feeFen: locked.feeFen, heldUntil })
    .where(and(eq(appointment.id, held.id), eq(appointment.status, 'HELD'))).returning()
  if (!kept) throw new Refusal('HOLD_EXPIRED')
  if (heldUntil < held.heldUntil) await enqueue(tx, 'expireHold', { appointmentId: held.id }, { runAt: heldUntil, key: held.id })
  await announceOrder(tx, kept, clinic)
  return kept
}

async function announceOrder(tx: ClinicalContext, row: AppointmentRow, clinic: ScheduleRow): Promise<void> {
  await emit(tx, 'order.due', {
    orderId: row.orderId, kind: 'REGISTRATION', subjectType: 'Appointment', subjectId: row.id, title: `挂号费：${clinic.clinicName}`, amountFen: row.feeFen,
    accountId: row.accountId, patientId: row.patientId, institutionId: row.institutionId, departmentId: row.departmentId, practitionerId: row.practitionerId,
    payUntil: row.heldUntil.toISOString(),
  })
}
