import { sql } from 'drizzle-orm'
import { bigint, boolean, check, date, doublePrecision, index, integer, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { TICKET_STATUSES } from '../queue/ticket.status.ts'
import { clinical } from './house.ts'
import { appointment } from './registration.ts'
import { dayPart } from './scheduling.ts'

export const ticketStatus = clinical.enum('ticket_status', TICKET_STATUSES)

/** Who waits for one doctor, or for a department's clinic, in one part of a day. Every write to its tickets locks this row first. */
export const queue = clinical.table('queue', {
  id: id(),
  day: date().notNull(),
  part: dayPart().notNull(),
  institutionId: uuid().notNull(),
  departmentId: uuid().notNull(),
  practitionerId: uuid(),
  room: text(),
  /** Grows by one with every change, which is also the sequence that watchers follow. */
  version: integer().notNull().default(0),
  /** Tickets given out so far. */
  issued: integer().notNull().default(0),
  /** Calls made so far: each has its number. */
  calls: integer().notNull().default(0),
  /** The hospital's own calling system runs it: its order and its calls are the ones that count. */
  calledByHis: boolean().notNull().default(false),
}, (table) => [
  unique('queue_place').on(table.day, table.part, table.departmentId, table.practitionerId).nullsNotDistinct(),
  index().on(table.practitionerId, table.day),
])

export const ticket = clinical.table('ticket', {
  id: id(),
  queueId: uuid().notNull().references(() => queue.id),
  appointmentId: uuid().notNull().unique().references(() => appointment.id),
  patientId: uuid().notNull(),
  accountId: uuid().notNull(),
  number: text().notNull(),
  status: ticketStatus().notNull(),
  /** Smaller is called first; then `rank`, the order of arrival, in between after a re-queue. */
  priorityClass: integer().notNull(),
  rank: doublePrecision().notNull(),
  /** The doctor who called last. */
  calledBy: uuid(),
  calledTimes: integer().notNull().default(0),
  /** The queue's number of the last call. */
  callNumber: integer(),
  checkedInAt: instant().notNull(),
  calledAt: instant(),
  startedAt: instant(),
  finishedAt: instant(),
  /** On the hospital's own board: which ticket there, as of which of its moves. */
  hisTicketId: text().unique(),
  hisSequence: bigint({ mode: 'number' }),
  /** Moved here, and the board does not know yet: until then its news are older. */
  hisPending: boolean().notNull().default(false),
}, (table) => [
  unique().on(table.queueId, table.number),
  index().on(table.queueId, table.status, table.priorityClass, table.rank),
  index().on(table.patientId),
  // One doctor attends to one patient at a time.
  uniqueIndex('ticket_active').on(table.queueId, table.calledBy).where(sql`status in ('CALLED', 'SERVING')`),
  check('ticket_called', sql`${table.status} not in ('CALLED', 'SERVING', 'DONE', 'MISSED') or ${table.calledBy} is not null`),
])

/** Somebody on the hospital's own board who did not register through the platform: a number and a place in the order, nothing of who it is. */
export const outsideTicket = clinical.table('outside_ticket', {
  hisTicketId: text().primaryKey(),
  queueId: uuid().notNull().references(() => queue.id),
  number: text().notNull(),
  status: ticketStatus().notNull(),
  rank: doublePrecision().notNull(),
  calledBy: uuid(),
  hisSequence: bigint({ mode: 'number' }).notNull(),
}, (table) => [index().on(table.queueId, table.status, table.rank)])
