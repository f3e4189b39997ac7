import type { Context } from '@hospital/subgraph/context'
import { emit } from '@hospital/subgraph/transaction'
import type { ConsultationRow } from './consultation.types.ts'

/** Tells the patient's account. No name and nothing of the condition: notices travel through jobs and show on locked screens. */
export const tellPatient = (tx: Context, row: ConsultationRow, event: string, title: string, body: string) => tell(tx, row, { accountId: row.accountId }, event, title, body)

export const tellDoctor = (tx: Context, row: ConsultationRow, event: string, title: string, body: string) => tell(tx, row, { practitionerId: row.practitionerId }, event, title, body)

function tell(tx: Context, { id }: ConsultationRow, to: { accountId: string } | { practitionerId: string }, event: string, title: string, body: string) {
  return emit(tx, 'notice.due', { ...to, event: `consultation.${event}`, title, body, link: `/consultations/${id}`, subjectType: 'Consultation', subjectId: id })
}
