import { eq } from 'drizzle-orm'
import { isConnectorFailure, type ConnectorFailure } from '@hospital/connectors/failure'
import type { HisAppointment } from '@hospital/connectors/his/port'
import { Refusal, type RefusalCode } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import { asHouse, type ClinicalContext } from '../context.ts'
import { slot } from '../tables/scheduling.ts'
import { appointmentEntity, type AppointmentRow } from './appointment.ts'
import { giveUp, returnPlace } from './place.ts'

const REFUSED_BY_HIS: Record<string, RefusalCode> = {
  SLOT_FULL: 'SLOT_FULL', SLOT_STOPPED: 'SLOT_STOPPED', SLOT_PASSED: 'SLOT_PAST', LOCK_EXPIRED: 'HOLD_EXPIRED', PATIENT_UNKNOWN: 'HIS_RECORD_REQUIRED',
}

/** Locks the place in the HIS under our own id. Where the HIS says no, or nothing, the hold here ends and the caller is refused. */
export async function lockInHis(ctx: ClinicalContext, held: AppointmentRow, { slotId, patientId }: { slotId: string; patientId: string }): Promise<HisAppointment> {
  try {
    return await ctx.his.lockSlot({ slotId, patientId, clientReference: held.id, until: held.heldUntil })
  } catch (error) {
    const failure = isConnectorFailure(error) ? error : undefined
    await inTransaction(asHouse(ctx), (tx) => abandonHold(tx, held, failure))
    if (!failure) throw error
    ctx.log.warn({ err: failure, appointmentId: held.id }, 'lock')
    throw new Refusal(refusalFor(failure))
  }
}

function refusalFor({ kind, code = '' }: ConnectorFailure): RefusalCode {
  if (kind === 'CONFLICT' || kind === 'REFUSED') return REFUSED_BY_HIS[code] ?? 'HIS_REFUSED'
  return 'HIS_UNAVAILABLE'
}

async function abandonHold(tx: ClinicalContext, held: AppointmentRow, failure: ConnectorFailure | undefined): Promise<void> {
  const ended = await tryTransition(tx, appointmentEntity, held.id, 'abandon', {}, { detail: { failure: failure?.code ?? failure?.kind ?? 'UNEXPECTED' } })
  if (!ended) return
  if (!failure || failure.resultUnknown) return giveUp(tx, ended, '号源未能锁定', true)
  await returnPlace(tx, held.id)
  // The HIS is right about its own places; the next refresh says what came back.
  if (failure.code === 'SLOT_FULL') await tx.db.update(slot).set({ remaining: 0 }).where(eq(slot.id, held.slotId))
  if (failure.code === 'SLOT_STOPPED') await tx.db.update(slot).set({ stopped: true }).where(eq(slot.id, held.slotId))
}
