import { and, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { consultation } from '../tables/consultation.ts'
import { ticket } from '../tables/queue.ts'
import { appointment } from '../tables/registration.ts'
import { report } from '../tables/reports.ts'

/** The doctor whose visit each of these reports was made for; else, for the patient's own eyes, whom the person last asked online. By report. */
export async function attendingOf(ctx: Context, reportIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db.select({ id: report.id, patientId: report.patientId, practitionerId: sql<string | null>`coalesce(${appointment.practitionerId}, ${ticket.calledBy})` })
    .from(report).leftJoin(appointment, eq(appointment.id, report.appointmentId)).leftJoin(ticket, eq(ticket.appointmentId, appointment.id)).where(inArray(report.id, [...reportIds]))
  const asked = ctx.viewer.kind === 'PATIENT' ? await lastAsked(ctx, rows.filter((row) => row.practitionerId === null).map((row) => row.patientId)) : new Map<string, string>()
  return new Map(rows.flatMap(({ id, patientId, practitionerId }) => {
    const doctor = practitionerId ?? asked.get(patientId)
    return doctor === undefined ? [] : [[id, doctor]]
  }))
}

async function lastAsked(ctx: Context, patientIds: readonly string[]): Promise<Map<string, string>> {
  if (!patientIds.length) return new Map()
  const rows = await ctx.db.selectDistinctOn([consultation.patientId], { patientId: consultation.patientId, practitionerId: consultation.practitionerId }).from(consultation)
    .where(and(inArray(consultation.patientId, [...new Set(patientIds)]), isNotNull(consultation.acceptedAt))).orderBy(consultation.patientId, desc(consultation.acceptedAt))
  return new Map(rows.map((row) => [row.patientId, row.practitionerId]))
}
