import { emit } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import type { ScheduleRow } from '../scheduling/schedule.types.ts'
import { traceLater } from '../trace/visit-entries.ts'
import { readSettings } from '../settings.ts'
import type { AppointmentRow } from './appointment.ts'
import { cancellableUntil } from './cancellation.ts'

/** The registration's order falls due. Its fee is asked back online for as long as it is cancelled online: never of the same day. */
export async function announceOrder(tx: ClinicalContext, row: AppointmentRow, clinic: ScheduleRow): Promise<void> {
  await traceLater(tx, row.id)
  await emit(tx, 'order.due', {
    orderId: row.orderId, kind: 'REGISTRATION', subjectType: 'Appointment', subjectId: row.id, title: `挂号费：${clinic.clinicName}`, amountFen: row.feeFen,
    accountId: row.accountId, patientId: row.patientId, institutionId: row.institutionId, departmentId: row.departmentId, practitionerId: row.practitionerId,
    payUntil: row.heldUntil.toISOString(), refundUntil: cancellableUntil(row, await readSettings(tx))?.toISOString() ?? null,
  })
}
