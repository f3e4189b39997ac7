import { and, eq } from 'drizzle-orm'
import type { PatientViewer } from '@hospital/access/viewer'
import { requireOpen } from '@hospital/configuration/business'
import { requireProven, startingPatient } from '@hospital/configuration/new-service'
import type { HisAppointment } from '@hospital/connectors/his/port'
import { Refusal } from '@hospital/subgraph/refusal'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { configuration } from '../configuration.ts'
import { asHouse, type ClinicalContext } from '../context.ts'
import type { ScheduleRow } from '../scheduling/schedule.types.ts'
import { appointment } from '../tables/registration.ts'
import { announceOrder } from './announcement.ts'
import type { AppointmentRow } from './appointment.ts'
import { lockInHis } from './his-lock.ts'
import { keepHold } from './keep-hold.ts'
import { getHisPatientId } from './patient-record.ts'
import { getSegment } from './segment.ts'

export interface HoldAppointment {
  slotId: string
  patientId: string
}

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
  const held = await keepHold(ctx, { accountId: viewer.accountId, patientId: input.patientId, clinic, segment })
  if (segment.hisId === null || hisPatientId === null) return held
  const locked = await lockInHis(ctx, held, { slotId: segment.hisId, patientId: hisPatientId })
  return inTransaction(asHouse(ctx), (tx) => keepLock(tx, held, locked, clinic))
}

async function requireOwnPatient(ctx: ClinicalContext, patientId: string): Promise<PatientViewer> {
  const viewer = await startingPatient(ctx, configuration)
  if (!viewer.patientIds.includes(patientId)) throw new Refusal('NOT_FOUND')
  return viewer
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
