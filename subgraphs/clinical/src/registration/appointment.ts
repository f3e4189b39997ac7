import { and, eq, gte, inArray, isNotNull, isNull, notInArray, or, sql, type SQL } from 'drizzle-orm'
import type { Viewer } from '@hospital/access/viewer'
import { can } from '@hospital/access/viewer'
import { addDays, hospitalDay } from '@hospital/database/clock'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import type { Entity } from '@hospital/subgraph/transitions'
import { readSettings } from '../settings.ts'
import { practitioner } from '../tables/directory.ts'
import { ticket } from '../tables/queue.ts'
import { appointment } from '../tables/registration.ts'
import { appointmentTransitions, type AppointmentStatus } from './appointment.status.ts'

export type AppointmentRow = typeof appointment.$inferSelect

/** A hold that the HIS has not locked (yet, or would not) is no registration: only the house sees it. */
const announced = or(eq(appointment.inHis, false), sql`${appointment.hisAppointmentId} is not null`)

/** A doctor has nothing to do with what was never paid for, or is not certain yet. */
const onceBooked = and(isNotNull(appointment.paidAt), notInArray(appointment.status, ['CONFIRMING', 'REFUSED']))

/**
 * Patients see those of their persons; administrators who may read, all. Doctors see their own, and of their departments' clinics those who
 * wait, or whom they called themselves.
 */
export function visibleAppointments(viewer: Viewer): SQL | undefined {
  switch (viewer.kind) {
    case 'SERVICE': return undefined
    case 'PATIENT': return viewer.patientIds.length ? and(announced, inArray(appointment.patientId, [...viewer.patientIds])) : sql`false`
    case 'PRACTITIONER': return and(announced, or(
      and(eq(appointment.practitionerId, viewer.practitionerId), onceBooked),
      and(isNull(appointment.practitionerId), inClinicsOf(viewer.practitionerId, sql`${appointment.departmentId}`), waitsOrCalledBy(viewer.practitionerId)),
    ))
    case 'ADMINISTRATOR': return can(viewer, 'appointment:read') ? announced : sql`false`
    default: return sql`false`
  }
}

const waitsOrCalledBy = (practitionerId: string): SQL =>
  sql`exists (select 1 from ${ticket} where ${ticket.appointmentId} = ${appointment.id} and (${ticket.calledBy} = ${practitionerId} or ${ticket.status} in ('WAITING', 'MISSED')))`

/** A doctor looks up whom he may still read: as long after the visit as the hospital has set. */
async function readableAppointments(ctx: Context): Promise<SQL | undefined> {
  if (ctx.viewer.kind !== 'PRACTITIONER') return visibleAppointments(ctx.viewer)
  const { careDays } = await readSettings(ctx)
  return and(visibleAppointments(ctx.viewer), gte(appointment.day, addDays(hospitalDay(ctx.now()), -careDays)))
}

/** Whether the department is one of the practitioner's. */
export const inClinicsOf = (practitionerId: string, departmentId: SQL): SQL =>
  sql`exists (select 1 from ${practitioner} where ${practitioner.id} = ${practitionerId} and ${departmentId} = any(${practitioner.departmentIds}))`

export const appointmentEntity = { name: 'Appointment', table: appointment, transitions: appointmentTransitions, visible: visibleAppointments } satisfies Entity<typeof appointment, AppointmentStatus, typeof appointmentTransitions>

export async function findAppointments(ctx: Context, ids: readonly string[]): Promise<AppointmentRow[]> {
  return ctx.db.select().from(appointment).where(and(inArray(appointment.id, ids.filter(isId)), await readableAppointments(ctx)))
}

/** Refuses NOT_FOUND: missing or foreign. */
export async function getAppointment(ctx: Context, id: string): Promise<AppointmentRow> {
  const [row] = await findAppointments(ctx, [id])
  if (!row) throw new Refusal('NOT_FOUND')
  return row
}

export interface AppointmentCriteria {
  patientId?: string
  status?: AppointmentStatus[]
  day?: string
}

/** The viewer's registrations, newest first. */
export async function listAppointments(ctx: Context, page: PageArgs, { patientId, status, day }: AppointmentCriteria = {}): Promise<Page<AppointmentRow>> {
  const where = and(
    await readableAppointments(ctx),
    patientId === undefined ? undefined : isId(patientId) ? eq(appointment.patientId, patientId) : sql`false`,
    status?.length ? inArray(appointment.status, status) : undefined,
    day === undefined ? undefined : eq(appointment.day, day),
  )
  return paginate(page, {
    sort: [{ column: appointment.createdAt, descending: true }, { column: appointment.id, descending: true }],
    where,
    rows: (condition, order, limit) => ctx.db.select().from(appointment).where(condition).orderBy(...order).limit(limit),
    keyOf: (row) => [row.createdAt, row.id],
    count: (condition) => ctx.db.$count(appointment, condition),
  })
}
