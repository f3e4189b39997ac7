import { bigserial, index, integer, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { TRACE_KINDS } from '../trace/trace.kinds.ts'
import { clinical } from './house.ts'

export const traceKind = clinical.enum('trace_kind', TRACE_KINDS)

/** One point on the time axis of an outpatient visit, as its owner's event said it. */
export const traceEntry = clinical.table('trace_entry', {
  id: id(),
  /** What it stands for, told once: the event's subject and step. */
  key: text().notNull().unique(),
  /** Orders what happened at the same instant. */
  sequence: bigserial({ mode: 'number' }).notNull(),
  patientId: uuid().notNull(),
  /** Null: it belongs to no registration of ours. */
  appointmentId: uuid(),
  kind: traceKind().notNull(),
  at: instant().notNull(),
  subjectType: text().notNull(),
  subjectId: uuid().notNull(),
  orderId: uuid(),
  amountFen: integer(),
}, (table) => [
  index().on(table.appointmentId, table.at, table.sequence),
  index().on(table.patientId, table.at, table.sequence),
  index().on(table.orderId),
  index().on(table.at, table.sequence),
])
