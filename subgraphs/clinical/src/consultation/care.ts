import type { Context } from '@hospital/subgraph/context'
import { emit } from '@hospital/subgraph/transaction'
import { minutesAfter, readSettings } from '../settings.ts'
import type { ConsultationRow } from './consultation.types.ts'

const careOf = ({ id, patientId, practitionerId }: ConsultationRow) => ({ patientId, practitionerId, subjectType: 'Consultation', subjectId: id })

/**
 * The doctor asked may read who the patient is: at first while it can be paid for, so that the name is there before the consultation
 * shows; once it is paid for, as long as he looks back on his consultations.
 */
export async function startCare(tx: Context, row: ConsultationRow): Promise<void> {
  const { consultationCareDays, consultationPayMinutes } = await readSettings(tx)
  const until = row.paidAt ? minutesAfter(tx.now(), consultationCareDays * 1440) : minutesAfter(row.payUntil, consultationPayMinutes)
  await emit(tx, 'care.started', { ...careOf(row), until: until.toISOString() })
}

/** Nothing of it is open any more. */
export const endCare = (tx: Context, row: ConsultationRow) => emit(tx, 'care.ended', careOf(row))
