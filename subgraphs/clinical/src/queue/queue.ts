import { and, asc, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { hospitalDay } from '@hospital/database/clock'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { wake } from '@hospital/subgraph/transaction'
import type { Entity } from '@hospital/subgraph/transitions'
import { inClinicsOf } from '../registration/appointment.ts'
import { queue, ticket } from '../tables/queue.ts'
import { ticketTransitions, type TicketStatus } from './ticket.status.ts'

export type QueueRow = typeof queue.$inferSelect
export type TicketRow = typeof ticket.$inferSelect

export const queueTopic = (id: string) => `queue:${id}`

/** Doctors see their own queues and those of their departments' clinics; patients those in which they hold a ticket. */
export function visibleQueues(viewer: Viewer): SQL | undefined {
  switch (viewer.kind) {
    case 'SERVICE': return undefined
    case 'PATIENT': return viewer.patientIds.length
      ? sql`exists (select 1 from ${ticket} where ${ticket.queueId} = ${queue.id} and ${inArray(ticket.patientId, [...viewer.patientIds])})`
      : sql`false`
    case 'PRACTITIONER': return ownQueues(viewer.practitionerId)
    case 'ADMINISTRATOR': return can(viewer, 'queue:read') ? undefined : sql`false`
    default: return sql`false`
  }
}

const ownQueues = (practitionerId: string) =>
  or(eq(queue.practitionerId, practitionerId), and(isNull(queue.practitionerId), inClinicsOf(practitionerId, sql`${queue.departmentId}`)))

/** Patients see their own tickets; whoever sees the queue otherwise, all of it. */
export function visibleTickets(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE') return undefined
  if (viewer.kind === 'PATIENT') return viewer.patientIds.length ? inArray(ticket.patientId, [...viewer.patientIds]) : sql`false`
  return sql`exists (select 1 from ${queue} where ${queue.id} = ${ticket.queueId} and ${visibleQueues(viewer) ?? sql`true`})`
}

export const ticketEntity = { name: 'QueueTicket', table: ticket, transitions: ticketTransitions, visible: visibleTickets } satisfies Entity<typeof ticket, TicketStatus, typeof ticketTransitions>

export async function findQueues(ctx: Context, ids: readonly string[]): Promise<QueueRow[]> {
  return ctx.db.select().from(queue).where(and(inArray(queue.id, ids.filter(isId)), visibleQueues(ctx.viewer)))
}

export async function findTickets(ctx: Context, ids: readonly string[]): Promise<TicketRow[]> {
  return ctx.db.select().from(ticket).where(and(inArray(ticket.id, ids.filter(isId)), visibleTickets(ctx.viewer)))
}

/** Refuses NOT_FOUND: missing or foreign. */
export async function getTicket(ctx: Context, id: string): Promise<TicketRow> {
  const [row] = await findTickets(ctx, [id])
  if (!row) throw new Refusal('NOT_FOUND')
  return row
}

export async function ticketsByAppointment(ctx: Context, appointmentIds: readonly string[]): Promise<Map<string, TicketRow>> {
  const rows = await ctx.db.select().from(ticket).where(and(inArray(ticket.appointmentId, [...appointmentIds]), visibleTickets(ctx.viewer)))
  return new Map(rows.map((row) => [row.appointmentId, row]))
}

/** A doctor's queues of today, in the order of the day. */
export async function listOwnQueues(ctx: Context): Promise<QueueRow[]> {
  if (ctx.viewer.kind !== 'PRACTITIONER') return []
  return ctx.db.select().from(queue).where(and(eq(queue.day, hospitalDay(ctx.now())), ownQueues(ctx.viewer.practitionerId))).orderBy(asc(queue.part), asc(queue.practitionerId), asc(queue.id))
}

/** The first step of every change to a queue: takes its lock, counts the version up, wakes its watchers after commit. Refuses NOT_FOUND. */
export async function changeQueue(tx: Context, id: string): Promise<QueueRow> {
  const [row] = isId(id) ? await tx.db.update(queue).set({ version: sql`${queue.version} + 1` }).where(and(eq(queue.id, id), visibleQueues(tx.viewer))).returning() : []
  if (!row) throw new Refusal('NOT_FOUND')
  wake(tx, queueTopic(row.id))
  return row
}
