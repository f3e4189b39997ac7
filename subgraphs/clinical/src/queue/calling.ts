import { and, asc, eq, inArray, lt } from 'drizzle-orm'
import { audit } from '@hospital/subgraph/audit'
import { notify } from '@hospital/subgraph/notice'
import { Refusal } from '@hospital/subgraph/refusal'
import { emit, enqueue } from '@hospital/subgraph/transaction'
import { applyTransition } from '@hospital/subgraph/transitions'
import { asHouse, type ClinicalContext } from '../context.ts'
import { appointmentEntity, findAppointments } from '../registration/appointment.ts'
import { endCare, startCare } from '../registration/care.ts'
import { outsideTicket, queue, ticket } from '../tables/queue.ts'
import { traceLater } from '../trace/visit-entries.ts'
import { tellBoard } from './board-telling.ts'
import { changeQueue, getTicket, ticketEntity, type QueueRow, type TicketRow } from './queue.ts'
import { rankBehind } from './requeue.ts'

/** Calls who is next: priority class, then arrival. Refuses NOT_FOUND, TICKET_ACTIVE, QUEUE_EMPTY. */
export async function callNext(tx: ClinicalContext, queueId: string): Promise<TicketRow> {
  const practitionerId = callerOf(tx)
  const place = await changeQueue(tx, queueId)
  const [active] = await tx.db.select({ number: ticket.number }).from(ticket)
    .where(and(eq(ticket.queueId, queueId), eq(ticket.calledBy, practitionerId), inArray(ticket.status, ['CALLED', 'SERVING'])))
  if (active) throw new Refusal('TICKET_ACTIVE', { details: { number: active.number } })
  await requireOnBoard(tx, place, practitionerId)
  const [next] = await tx.db.select().from(ticket).where(and(eq(ticket.queueId, queueId), eq(ticket.status, 'WAITING'))).orderBy(asc(ticket.priorityClass), asc(ticket.rank), asc(ticket.id)).limit(1)
  if (!next) throw new Refusal('QUEUE_EMPTY')
  await requireNobodyBefore(tx, queueId, next)
  const called = await call(tx, place, next, 'callNext', practitionerId)
  if (place.practitionerId === null) await startCareOf(tx, called.appointmentId, practitionerId)
  return called
}

/** Calls the same patient again. Refuses NOT_FOUND, WRONG_STATE, CONFLICT (another doctor's patient). */
export async function recallTicket(tx: ClinicalContext, id: string): Promise<TicketRow> {
  const { queueId } = await getTicket(tx, id)
  const place = await changeQueue(tx, queueId)
  return call(tx, place, await getTicket(tx, id), 'recallTicket', callerOf(tx))
}

/** The patient has come in. Refuses as `recallTicket`. */
export async function startServing(tx: ClinicalContext, id: string): Promise<TicketRow> {
  const served = await moveOwn(tx, id, 'startServing', { startedAt: tx.now() })
  await enqueue(tx, 'reportVisit', { appointmentId: served.appointmentId }, { key: served.appointmentId })
  return served
}

/** The patient did not come when called. Refuses as `recallTicket`. */
export const skipTicket = (tx: ClinicalContext, id: string): Promise<TicketRow> => moveOwn(tx, id, 'skipTicket', {})

/** Who missed a call waits again, behind some of the others. Refuses NOT_FOUND, WRONG_STATE. */
export async function requeueTicket(tx: ClinicalContext, id: string): Promise<TicketRow> {
  const { queueId, priorityClass } = await getTicket(tx, id)
  await changeQueue(tx, queueId)
  return noted(tx, 'requeueTicket', await applyTransition(tx, ticketEntity, id, 'requeueTicket', { calledBy: null, ...(await rankBehind(tx, queueId, priorityClass)) }))
}

/** The visit is over: its fee is earned. Refuses as `recallTicket`. */
export async function finishTicket(tx: ClinicalContext, id: string): Promise<TicketRow> {
  const done = await moveOwn(tx, id, 'finishTicket', { finishedAt: tx.now() })
  await visitOver(tx, done)
  return done
}

/** What follows when a visit is over, whoever said so. */
export async function visitOver(tx: ClinicalContext, { appointmentId, calledBy }: TicketRow): Promise<void> {
  const fulfilled = await applyTransition(tx, appointmentEntity, appointmentId, 'fulfil')
  await emit(tx, 'subject.delivered', { orderId: fulfilled.orderId, subjectType: 'Appointment', subjectId: fulfilled.id })
  await endCare(tx, fulfilled, calledBy)
  await enqueue(tx, 'reportVisit', { appointmentId: fulfilled.id }, { key: fulfilled.id })
}

async function call(tx: ClinicalContext, place: QueueRow, { id, calledTimes }: TicketRow, action: 'callNext' | 'recallTicket', practitionerId: string): Promise<TicketRow> {
  const callNumber = place.calls + 1
  const called = await applyTransition(tx, ticketEntity, id, action,
    { calledBy: practitionerId, calledAt: tx.now(), callNumber, calledTimes: calledTimes + 1 },
    { where: action === 'recallTicket' ? eq(ticket.calledBy, practitionerId) : undefined, detail: { callNumber } })
  await callMade(tx, place, called)
  return noted(tx, action, called)
}

/** What follows when a number was called, whoever called it. */
export async function callMade(tx: ClinicalContext, place: QueueRow, called: TicketRow): Promise<void> {
  await tx.db.update(queue).set({ calls: called.callNumber! }).where(eq(queue.id, place.id))
  await notify(tx, 'queue.called', {
    accountId: called.accountId, variables: { number: String(called.number), room: place.room ?? '诊室' },
    link: `/queue/${called.id}`, subjectType: 'Appointment', subjectId: called.appointmentId, occurrence: `call ${called.callNumber}`,
  })
}

/** In a department's clinic it shows only now which doctor takes care of whom. */
export async function startCareOf(tx: ClinicalContext, appointmentId: string, practitionerId: string): Promise<void> {
  const [row] = await findAppointments(asHouse(tx), [appointmentId])
  await startCare(tx, row!, practitionerId)
}

/** A step on the patient whom this doctor has called. */
async function moveOwn(tx: ClinicalContext, id: string, action: 'startServing' | 'skipTicket' | 'finishTicket', patch: Partial<TicketRow>): Promise<TicketRow> {
  const { queueId } = await getTicket(tx, id)
  await changeQueue(tx, queueId)
  return noted(tx, action, await applyTransition(tx, ticketEntity, id, action, patch, { where: eq(ticket.calledBy, callerOf(tx)) }))
}

const LOGGED = { callNext: 'ticket.called', recallTicket: 'ticket.recalled', startServing: 'ticket.started', skipTicket: 'ticket.skipped', requeueTicket: 'ticket.requeued', finishTicket: 'ticket.finished' }

/** What a doctor does with a queue stands in the log. */
async function noted(tx: ClinicalContext, action: keyof typeof LOGGED, row: TicketRow): Promise<TicketRow> {
  await traceLater(tx, row.appointmentId)
  await tellBoard(tx, row)
  await audit(tx, LOGGED[action], { subjectType: 'QueueTicket', subjectId: row.id, after: { number: row.number, status: row.status, appointmentId: row.appointmentId } })
  return row
}

/** Where the hospital's own board runs the queue: with whom this doctor is there counts too. Refuses TICKET_ACTIVE. */
async function requireOnBoard(tx: ClinicalContext, { id, calledByHis }: QueueRow, practitionerId: string): Promise<void> {
  if (!calledByHis) return
  const [active] = await tx.db.select({ number: outsideTicket.number }).from(outsideTicket)
    .where(and(eq(outsideTicket.queueId, id), eq(outsideTicket.calledBy, practitionerId), inArray(outsideTicket.status, ['CALLED', 'SERVING'])))
  if (active) throw new Refusal('TICKET_ACTIVE', { details: { number: active.number } })
}

/** Who registered at the counter is called there: the platform does not know who it is. Refuses QUEUE_OUTSIDE_NEXT, with the number. */
async function requireNobodyBefore(tx: ClinicalContext, queueId: string, next: TicketRow): Promise<void> {
  const [before] = await tx.db.select({ number: outsideTicket.number }).from(outsideTicket)
    .where(and(eq(outsideTicket.queueId, queueId), eq(outsideTicket.status, 'WAITING'), lt(outsideTicket.rank, next.rank))).orderBy(asc(outsideTicket.rank)).limit(1)
  if (before) throw new Refusal('QUEUE_OUTSIDE_NEXT', { message: `下一位 ${before.number} 是窗口挂号的患者，请在院内叫号系统上呼叫。`, details: { number: before.number } })
}

function callerOf({ viewer }: ClinicalContext): string {
  if (viewer.kind !== 'PRACTITIONER') throw new Refusal('FORBIDDEN')
  return viewer.practitionerId
}
