import { and, eq, inArray, sql } from 'drizzle-orm'
import { addDays, hospitalInstant } from '@hospital/database/clock'
import { emit, enqueue, inTransaction } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import { readSettings } from '../settings.ts'
import { practitioner } from '../tables/directory.ts'
import { appointment } from '../tables/registration.ts'
import type { AppointmentRow } from './appointment.ts'

/** The practitioner reads who the patient is, from now until a while after the visit. */
export async function startCare(tx: ClinicalContext, row: AppointmentRow, practitionerId: string): Promise<void> {
  const { careDays } = await readSettings(tx)
  await announceCare(tx, row, practitionerId, addDays(row.day, careDays + 1))
}

/** In a department's clinic nobody knows who will call: on the day of the visit, and on this day only, all of its practitioners read who waits. */
export const planDepartmentCare = (tx: ClinicalContext, { id, day }: AppointmentRow): Promise<void> =>
  enqueue(tx, 'startDepartmentCare', { appointmentId: id }, { runAt: hospitalInstant(day), key: id })

export async function startDepartmentCare(ctx: ClinicalContext, { appointmentId }: { appointmentId: string }): Promise<void> {
  const [row] = await ctx.db.select().from(appointment).where(and(eq(appointment.id, appointmentId), inArray(appointment.status, ['CONFIRMING', 'BOOKED', 'ARRIVED'])))
  if (!row) return
  const staff = await ctx.db.select({ id: practitioner.id }).from(practitioner).where(sql`${row.departmentId}::uuid = any(${practitioner.departmentIds})`)
  await inTransaction(ctx, async (tx) => {
    for (const { id } of staff) await announceCare(tx, row, id, addDays(row.day, 1))
  })
}

/** Nothing more is to come of it; what was seen in its course may still be looked up for its time. */
export async function endCare(tx: ClinicalContext, row: AppointmentRow, practitionerId = row.practitionerId): Promise<void> {
  if (practitionerId === null || row.paidAt === null) return
  await emit(tx, 'care.ended', { patientId: row.patientId, practitionerId, subjectType: 'Appointment', subjectId: row.id })
}

const announceCare = (tx: ClinicalContext, row: AppointmentRow, practitionerId: string, day: string) =>
  emit(tx, 'care.started', { patientId: row.patientId, practitionerId, subjectType: 'Appointment', subjectId: row.id, until: hospitalInstant(day).toISOString() })
