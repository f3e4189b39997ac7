import { and, eq, inArray, lt, ne, sql } from 'drizzle-orm'
import type { HisBoardStatus, HisBoardTicket } from '@hospital/connectors/his/board'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import { asHouse, type ClinicalContext } from '../context.ts'
import { practitioner } from '../tables/directory.ts'
import { outsideTicket, queue, ticket } from '../tables/queue.ts'
import { appointment } from '../tables/registration.ts'
import { traceLater } from '../trace/visit-entries.ts'
import { callMade, startCareOf, visitOver } from './calling.ts'
import { takeNumber } from './check-in.ts'
import { changeQueue, ticketEntity, type QueueRow, type TicketRow } from './queue.ts'
import type { ticketTransitions } from './ticket.status.ts'

export interface Applied {
  /** Called by a doctor who is still with somebody, by all that is known here. */
  blocked: HisBoardTicket[]
  /** Those somebodies, as the board knows them. */
  inTheWay: string[]
}

const isActive = (status: HisBoardStatus) => status === 'CALLED' || status === 'SERVING'

/**
 * Takes over how people stand on a board, in the order of its moves: what is not later than what is known changes nothing, nor what a
 * doctor has moved here since. Who is done makes room before who is called. `again` takes an equal move once more.
 */
export async function applyBoard(ctx: ClinicalContext, queueId: string, tickets: readonly HisBoardTicket[], again = false): Promise<Applied> {
  if (!(await hasNews(ctx, tickets, again))) return { blocked: [], inTheWay: [] }
  return inTransaction(asHouse(ctx), async (tx) => {
    const place = await changeQueue(tx, queueId)
    await tx.db.update(queue).set({ calledByHis: true }).where(eq(queue.id, queueId))
    const applied: Applied = { blocked: [], inTheWay: [] }
    const inOrder = [...tickets].sort((one, other) => Number(isActive(one.status)) - Number(isActive(other.status)) || one.sequence - other.sequence)
    for (const one of inOrder) {
      const obstacle = one.hisAppointmentId === null ? await keepOutside(tx, place, one) : await takeOver(tx, place, one, again)
      if (obstacle === null) continue
      applied.blocked.push(one)
      applied.inTheWay.push(...obstacle)
    }
    return applied
  })
}

/** Whether anything is later than what is known: a queue whose version grows for nothing wakes everybody who watches it. */
async function hasNews(ctx: ClinicalContext, tickets: readonly HisBoardTicket[], again: boolean): Promise<boolean> {
  if (again) return tickets.length > 0
  const ids = tickets.map(({ id }) => id)
  const own = await ctx.db.select({ id: ticket.hisTicketId, sequence: ticket.hisSequence }).from(ticket).where(inArray(ticket.hisTicketId, ids))
  const outside = await ctx.db.select({ id: outsideTicket.hisTicketId, sequence: outsideTicket.hisSequence }).from(outsideTicket).where(inArray(outsideTicket.hisTicketId, ids))
  const known = new Map([...own, ...outside].map(({ id, sequence }) => [id, sequence ?? -1]))
  return tickets.some(({ id, sequence }) => sequence > (known.get(id) ?? -1))
}

/** Nothing of who it is: a number and its place. */
async function keepOutside(tx: ClinicalContext, place: QueueRow, one: HisBoardTicket): Promise<string[] | null> {
  const row = { queueId: place.id, number: one.number, status: one.status, rank: one.standing, calledBy: isActive(one.status) ? await callerOf(tx, place, one) : null, hisSequence: one.sequence }
  await tx.db.insert(outsideTicket).values({ hisTicketId: one.id, ...row }).onConflictDoUpdate({ target: outsideTicket.hisTicketId, set: row, setWhere: lt(outsideTicket.hisSequence, one.sequence) })
  return null
}

/** The doctor who called there; of a doctor's own clinic, it is his. */
async function callerOf(tx: ClinicalContext, place: QueueRow, { hisPractitionerId }: HisBoardTicket): Promise<string | null> {
  const [known] = hisPractitionerId === null ? [] : await tx.db.select({ id: practitioner.id }).from(practitioner).where(eq(practitioner.hisId, hisPractitionerId))
  return known?.id ?? place.practitionerId
}

/** Null where nothing stands in the way. */
async function takeOver(tx: ClinicalContext, place: QueueRow, one: HisBoardTicket, again: boolean): Promise<string[] | null> {
  const row = await ticketFor(tx, place, one)
  if (!row || row.hisPending || (row.hisSequence ?? -1) > one.sequence || (!again && row.hisSequence === one.sequence)) return null
  const action = actionFor(row, one)
  const calledBy = (await callerOf(tx, place, one)) ?? row.calledBy
  if (action && action !== 'boardWait' && action !== 'leave' && calledBy === null) {
    tx.log.warn({ hisTicketId: one.id, problem: 'BOARD_OWNER_UNKNOWN' }, 'calling board')
    return null
  }
  const inTheWay = isActive(one.status) ? await activeBeside(tx, row, calledBy!) : []
  if (inTheWay.length) return inTheWay
  const known = { hisTicketId: one.id, hisSequence: one.sequence, priorityClass: 1, rank: one.standing, number: await numberFor(tx, row, one.number) }
  await tx.db.update(ticket).set(known).where(eq(ticket.id, row.id))
  if (action) await move(tx, place, row, one, action, calledBy)
  return null
}

/** By the board's own id, else by the registration; who checked in at the hospital is checked in here too. Undefined: not one of ours, or of a visit that is over. */
async function ticketFor(tx: ClinicalContext, place: QueueRow, one: HisBoardTicket): Promise<TicketRow | undefined> {
  const [known] = await tx.db.select().from(ticket).where(eq(ticket.hisTicketId, one.id))
  if (known) return known
  const [registered] = await tx.db.select().from(appointment).where(eq(appointment.hisAppointmentId, one.hisAppointmentId!))
  if (!registered) return undefined
  const [checkedIn] = await tx.db.select().from(ticket).where(eq(ticket.appointmentId, registered.id))
  if (checkedIn) return checkedIn.queueId === place.id ? checkedIn : undefined
  return registered.status === 'BOOKED' && one.status !== 'LEFT' ? takeNumber(tx, registered, one.arrivedAt) : undefined
}

type Action = keyof typeof ticketTransitions

const ACTIONS: Record<HisBoardStatus, Action> = { WAITING: 'boardWait', CALLED: 'boardCall', SERVING: 'boardServe', MISSED: 'boardMiss', DONE: 'boardFinish', LEFT: 'leave' }

/** Null where both say the same; a number that was called once more is called here too. */
const actionFor = (row: TicketRow, one: HisBoardTicket): Action | null => (row.status === one.status && !(one.status === 'CALLED' && one.calledTimes > row.calledTimes) ? null : ACTIONS[one.status])

async function activeBeside(tx: ClinicalContext, { id, queueId }: TicketRow, calledBy: string): Promise<string[]> {
  const rows = await tx.db.select({ hisTicketId: ticket.hisTicketId, id: ticket.id }).from(ticket)
    .where(and(eq(ticket.queueId, queueId), eq(ticket.calledBy, calledBy), ne(ticket.id, id), inArray(ticket.status, ['CALLED', 'SERVING'])))
  return rows.map((row) => row.hisTicketId ?? row.id)
}

/** What is called out is the board's number, unless somebody here already has it. */
async function numberFor(tx: ClinicalContext, row: TicketRow, number: string): Promise<string> {
  const [taken] = await tx.db.select({ id: ticket.id }).from(ticket).where(and(eq(ticket.queueId, row.queueId), eq(ticket.number, number), ne(ticket.id, row.id)))
  return taken ? row.number : number
}

async function move(tx: ClinicalContext, place: QueueRow, row: TicketRow, one: HisBoardTicket, action: Action, calledBy: string | null): Promise<void> {
  const now = tx.now()
  const at = one.calledAt !== null && one.calledAt < now ? one.calledAt : now
  const calls = action === 'boardCall' ? await callsOf(tx, place.id) : 0
  const patches: Partial<Record<Action, Partial<TicketRow>>> = {
    boardWait: { calledBy: null },
    boardCall: { calledBy, calledAt: at, callNumber: calls + 1, calledTimes: Math.max(one.calledTimes, row.calledTimes + 1) },
    boardServe: { calledBy, calledAt: row.calledAt ?? at, startedAt: now },
    boardMiss: { calledBy },
    boardFinish: { calledBy, calledAt: row.calledAt ?? at, startedAt: row.startedAt ?? row.calledAt ?? at, finishedAt: now },
  }
  const moved = await tryTransition(tx, ticketEntity, row.id, action, patches[action] ?? {}, { detail: { board: one.sequence } })
  if (!moved) return tx.log.warn({ hisTicketId: one.id, status: row.status, problem: 'BOARD_STATUS' }, 'calling board')
  await traceLater(tx, moved.appointmentId)
  if (action === 'boardCall') await callMade(tx, place, moved)
  if ((action === 'boardCall' || action === 'boardServe') && place.practitionerId === null && row.calledBy !== calledBy) await startCareOf(tx, moved.appointmentId, calledBy!)
  if (action === 'boardServe') await enqueue(tx, 'reportVisit', { appointmentId: moved.appointmentId }, { key: moved.appointmentId })
  if (action === 'boardFinish') await visitOver(tx, moved)
}

async function callsOf(tx: ClinicalContext, queueId: string): Promise<number> {
  const [row] = await tx.db.select({ calls: sql<number>`${queue.calls}` }).from(queue).where(eq(queue.id, queueId))
  return row!.calls
}
