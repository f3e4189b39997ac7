import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { APPOINTMENT_STATUSES, LIVE_STATUSES } from '../registration/appointment.status.ts'
import { clinical } from './house.ts'
import { schedule, slot } from './scheduling.ts'

export const appointmentStatus = clinical.enum('appointment_status', APPOINTMENT_STATUSES)

/** Spelled out: a partial index serves only who says its condition in the same words. */
export const isLive = sql.raw(`status in (${LIVE_STATUSES.map((status) => `'${status}'`).join(', ')})`)

export const appointment = clinical.table('appointment', {
  id: id(),
  number: text().notNull().unique(),
  status: appointmentStatus().notNull(),
  /** Booked on the hospital day of the visit. */
  sameDay: boolean().notNull(),
  patientId: uuid().notNull(),
  accountId: uuid().notNull(),
  institutionId: uuid().notNull(),
  departmentId: uuid().notNull(),
  practitionerId: uuid(),
  scheduleId: uuid().notNull().references(() => schedule.id),
  slotId: uuid().notNull().references(() => slot.id),
  startsAt: instant().notNull(),
  endsAt: instant().notNull(),
  day: date().notNull(),
  feeFen: integer().notNull(),
  room: text(),
  heldUntil: instant().notNull(),
  cancelReason: text(),
  orderId: uuid().notNull().unique(),
  paidAt: instant(),
  paidFen: integer(),
  paymentNumber: text(),
  /** Whether the HIS keeps this place too. Its own id is known only once it has answered. */
  inHis: boolean().notNull(),
  hisAppointmentId: text().unique(),
  hisVersion: text(),
  hisEncounterId: text(),
  /** Its place of the segment is not free: given back only once the HIS has given back its own. */
  holdsPlace: boolean().notNull().default(true),
  createdAt: instant().notNull(),
}, (table) => [
  // Named after what it promises: the refusal is told by it.
  uniqueIndex('appointment_live').on(table.patientId, table.scheduleId).where(isLive),
  index().on(table.patientId, table.createdAt, table.id),
  index().on(table.practitionerId, table.day),
  index().on(table.scheduleId),
  index('appointment_places').on(table.slotId).where(sql`holds_place`),
  index().on(table.createdAt, table.id),
  index('appointment_live_of_account').on(table.accountId).where(isLive),
  check('appointment_paid', sql`${table.status} not in ('CONFIRMING', 'BOOKED', 'ARRIVED', 'FULFILLED', 'NOSHOW') or ${table.paidAt} is not null`),
])
