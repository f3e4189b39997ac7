import type { VariablesOf } from '@hospital/events/notices'
import type { Context } from '@hospital/subgraph/context'
import { notify, type Notice } from '@hospital/subgraph/notice'
import type { ConsultationRow } from './consultation.types.ts'

type ToPatient = 'consultation.accepted' | 'consultation.refused' | 'consultation.unanswered' | 'consultation.completed' | 'consultation.withdrawn'
type ToDoctor = 'consultation.waiting' | 'consultation.unanswered' | 'consultation.completed' | 'consultation.cancelled' | 'consultation.withdrawn'

/** Tells the patient's account. No name and nothing of the condition: notices travel through jobs and show on locked screens. */
export const tellPatient = (tx: Context, row: ConsultationRow, event: ToPatient) => notify(tx, event, { ...about(row), accountId: row.accountId, variables: {} })

export const tellDoctor = <E extends ToDoctor>(tx: Context, row: ConsultationRow, event: E, variables: VariablesOf<E>) =>
  notify(tx, event, { ...about(row), practitionerId: row.practitionerId, variables } as Notice<E>)

const about = ({ id }: ConsultationRow) => ({ link: `/consultations/${id}`, subjectType: 'Consultation', subjectId: id })
