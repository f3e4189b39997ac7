import { asc, eq, sql } from 'drizzle-orm'
import type { Viewer } from '@hospital/access/viewer'
import type { Context } from '@hospital/subgraph/context'
import { readSettings } from '../settings.ts'
import { outsideTicket, queue, ticket } from '../tables/queue.ts'
import type { QueueRow, TicketRow } from './queue.ts'
import type { TicketStatus } from './ticket.status.ts'

/** A whole queue at one version. All numbers that people compare come from the same snapshot. */
export interface QueueSnapshot {
  queue: QueueRow
  /** With the doctor, called, waiting in order, missed, then those who are through. */
  tickets: TicketRow[]
  /** On the hospital's own board beside them, in the order of the board. */
  outside: OutsideRow[]
  averageMinutes: number
}

export type OutsideRow = Pick<typeof outsideTicket.$inferSelect, 'number' | 'status' | 'rank'>

/** Within the same statement, and only where there is such a board. */
const outsideOf = sql<OutsideRow[]>`case when ${queue.calledByHis} then (select coalesce(json_agg(json_build_object('number', o.number, 'status', o.status, 'rank', o.rank) order by o.rank), '[]'::json) from ${outsideTicket} o where o.queue_id = ${queue.id}) else '[]'::json end`

const ORDER: Record<TicketStatus, number> = { SERVING: 0, CALLED: 1, WAITING: 2, MISSED: 3, DONE: 4, LEFT: 5 }
/** The pace of a queue is that of its last visits. */
const VISITS_OF_PACE = 10

/** Reads a queue, whoever asks: what of it a viewer sees is decided where it is shown. */
export async function loadSnapshot(ctx: Context, queueId: string): Promise<QueueSnapshot | undefined> {
  // One statement, so that the version belongs to these tickets and no others.
  const rows = await ctx.db.select({ queue, ticket, outside: outsideOf }).from(queue).leftJoin(ticket, eq(ticket.queueId, queue.id)).where(eq(queue.id, queueId))
    .orderBy(asc(ticket.priorityClass), asc(ticket.rank), asc(ticket.id))
  if (!rows[0]) return undefined
  const tickets = rows.flatMap((row) => row.ticket ?? []).sort((one, other) => ORDER[one.status] - ORDER[other.status])
  return { queue: rows[0].queue, tickets, outside: rows[0].outside, averageMinutes: paceOf(tickets) ?? (await readSettings(ctx)).visitMinutes }
}

function paceOf(tickets: readonly TicketRow[]): number | undefined {
  const visits = tickets.filter((one) => one.startedAt && one.finishedAt).sort((one, other) => other.finishedAt!.getTime() - one.finishedAt!.getTime()).slice(0, VISITS_OF_PACE)
  if (!visits.length) return undefined
  const minutes = visits.reduce((sum, one) => sum + (one.finishedAt!.getTime() - one.startedAt!.getTime()), 0) / visits.length / 60_000
  return Math.max(1, Math.round(minutes))
}

export const waitingOf = ({ tickets }: QueueSnapshot) => tickets.filter(({ status }) => status === 'WAITING')

/** Who is with the doctor, or was called last. */
export const servedNow = ({ tickets }: QueueSnapshot): TicketRow | undefined =>
  tickets.filter(({ status }) => status === 'SERVING' || status === 'CALLED').sort((one, other) => (other.callNumber ?? 0) - (one.callNumber ?? 0))[0]

/** How many wait before this ticket; null for one that does not wait. */
export function aheadOf(snapshot: QueueSnapshot, id: string): number | null {
  const waiting = waitingOf(snapshot)
  const index = waiting.findIndex((one) => one.id === id)
  return index < 0 ? null : index + outsideWaiting(snapshot).filter(({ rank }) => rank < waiting[index]!.rank).length
}

const outsideWaiting = ({ outside }: QueueSnapshot) => outside.filter(({ status }) => status === 'WAITING')

/** Everybody who waits, also those whom the platform knows by their number alone. */
export const waitingCountOf = (snapshot: QueueSnapshot): number => waitingOf(snapshot).length + outsideWaiting(snapshot).length

/** A patient's eyes rest on their own tickets; others who see the queue see all. */
export const ticketsFor = ({ tickets }: QueueSnapshot, viewer: Viewer): TicketRow[] =>
  viewer.kind === 'PATIENT' ? tickets.filter((one) => viewer.patientIds.includes(one.patientId)) : tickets
