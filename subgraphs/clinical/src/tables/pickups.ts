import { text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { clinical } from './house.ts'

/** Medicines that were handed over at the hospital's pharmacy, at one go: that it happened, and nothing of what it was. */
export const pickup = clinical.table('pickup', {
  id: id(),
  patientId: uuid().notNull(),
  appointmentId: uuid(),
  /** What tells one going to the counter from the next. */
  key: text().notNull(),
  handedOutAt: instant().notNull(),
  /** The HIS's dispenses that make it up; without any it never was. */
  hisIds: text().array().notNull(),
}, (table) => [unique('pickup_once').on(table.patientId, table.key)])
