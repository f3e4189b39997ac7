import type { Viewer } from '@hospital/access/viewer'
import { actionsOf } from '@hospital/subgraph/transitions'
import type { QueueSight } from './live.ts'
import type { QueueRow, TicketRow } from './queue.ts'
import { servedNow, ticketsFor, waitingCountOf, type QueueSnapshot } from './snapshot.ts'
import { ticketTransitions } from './ticket.status.ts'

/** A queue or ticket that knows the snapshot it was shown with, so that no two of its numbers are of different moments. */
export type Shown<T> = T & { snapshot?: QueueSnapshot }

const shown = <T extends QueueRow | TicketRow>(row: T, snapshot: QueueSnapshot): Shown<T> => ({ ...row, snapshot })

/** On the board are those who wait, were called, or missed their call. */
const ON_BOARD: readonly string[] = ['SERVING', 'CALLED', 'WAITING', 'MISSED']

export function viewOf({ snapshot, ticketId }: QueueSight, viewer: Viewer) {
  const { queue, averageMinutes } = snapshot
  const own = ticketsFor(snapshot, viewer)
  const mine = new Set(viewer.kind === 'PATIENT' ? own.map(({ id }) => id) : [])
  const ticket = ticketId ? own.find(({ id }) => id === ticketId) : viewer.kind === 'PATIENT' ? own[0] : undefined
  return {
    queueId: queue.id, sequence: queue.version, version: queue.version, averageMinutes,
    nowServing: servedNow(snapshot)?.number ?? outsideServed(snapshot),
    waitingCount: waitingCountOf(snapshot),
    board: boardOf(snapshot, mine),
    ticket: ticket ? shown(ticket, snapshot) : null,
    queue: shown(queue, snapshot),
  }
}

type BoardEntry = Pick<TicketRow, 'number' | 'status'> & { mine: boolean }

/** Numbers alone; those of the hospital's own board stand where its order has them. */
function boardOf({ tickets, outside }: QueueSnapshot, mine: ReadonlySet<string>): BoardEntry[] {
  const own = tickets.filter(({ status }) => ON_BOARD.includes(status)).map(({ id, number, status, rank }) => ({ number, status, rank, mine: mine.has(id) }))
  const entries = outside.length ? [...own, ...outside.filter(({ status }) => ON_BOARD.includes(status)).map((one) => ({ ...one, mine: false }))].sort(byBoard) : own
  return entries.map(({ number, status, mine: isMine }) => ({ number, status, mine: isMine }))
}

const byBoard = (one: Pick<TicketRow, 'status' | 'rank'>, other: Pick<TicketRow, 'status' | 'rank'>) => ON_BOARD.indexOf(one.status) - ON_BOARD.indexOf(other.status) || one.rank - other.rank

const outsideServed = ({ outside }: QueueSnapshot): string | null => outside.find(({ status }) => status === 'SERVING' || status === 'CALLED')?.number ?? null

export const ticketsShown = (snapshot: QueueSnapshot, viewer: Viewer): Shown<TicketRow>[] => ticketsFor(snapshot, viewer).map((row) => shown(row, snapshot))

/** Whom the doctor has with him; a patient is told only of an own ticket. */
export function servedShown(snapshot: QueueSnapshot, viewer: Viewer): Shown<TicketRow> | null {
  const served = servedNow(snapshot)
  return served && ticketsFor(snapshot, viewer).includes(served) ? shown(served, snapshot) : null
}

/** What the viewer may do with this ticket. Who comes next is asked of the queue, and another doctor's patient is his. */
export function ticketActions(row: TicketRow, viewer: Viewer): string[] {
  if (viewer.kind !== 'PRACTITIONER') return []
  const foreign = (row.status === 'CALLED' || row.status === 'SERVING') && row.calledBy !== viewer.practitionerId
  return foreign ? [] : actionsOf(ticketTransitions, row.status, viewer).filter((action) => action !== 'callNext')
}
