import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { DAY_PARTS, SLOT_KINDS } from '../scheduling/schedule.kinds.ts'
import { clinical } from './house.ts'

export const slotKind = clinical.enum('slot_kind', SLOT_KINDS)
export const dayPart = clinical.enum('day_part', DAY_PARTS)

export const schedule = clinical.table('schedule', {
  id: id(),
  /** Null: kept by the platform alone, no HIS is asked. */
  hisId: text().unique(),
  institutionId: uuid().notNull(),
  departmentId: uuid().notNull(),
  /** Null: a clinic of the department, not of one doctor. */
  practitionerId: uuid(),
  queueId: uuid().notNull(),
  kind: slotKind().notNull(),
  clinicName: text().notNull(),
  day: date().notNull(),
  part: dayPart().notNull(),
  feeFen: integer().notNull(),
  room: text(),
  stopped: boolean().notNull().default(false),
  stopReason: text(),
}, (table) => [
  index().on(table.departmentId, table.day),
  index().on(table.practitionerId, table.day),
  index().on(table.queueId),
  index().on(table.day),
  check('schedule_fee', sql`${table.feeFen} >= 0`),
])

/** One 15-minute segment. */
export const slot = clinical.table('slot', {
  id: id(),
  hisId: text().unique(),
  scheduleId: uuid().notNull().references(() => schedule.id),
  startsAt: instant().notNull(),
  endsAt: instant().notNull(),
  capacity: integer().notNull(),
  /** Places this platform may still give away: never above what the HIS says. */
  remaining: integer().notNull(),
  stopped: boolean().notNull().default(false),
  /** Added to the clinic beyond what was planned (加号). */
  extra: boolean().notNull().default(false),
  /** Grows with every place taken or returned here, so that an answer the HIS gave before is known to be old. */
  touches: integer().notNull().default(0),
}, (table) => [
  index().on(table.scheduleId, table.startsAt),
  check('slot_remaining', sql`${table.remaining} between 0 and ${table.capacity}`),
  check('slot_time', sql`${table.endsAt} > ${table.startsAt}`),
])

/** How far the HIS's changes have been taken over, on the HIS's own clock. */
export const scheduleWatermark = clinical.table('schedule_watermark', {
  source: text().primaryKey(),
  updatedAt: instant().notNull(),
  /** When the HIS last answered, and last did not. */
  checkedAt: instant(),
  failedAt: instant(),
})

/** What looks at the HIS came to: those that a person asked for, and those of the clock that changed something. */
export const scheduleRun = clinical.table('schedule_run', {
  id: id(),
  at: instant().notNull(),
  cause: text().$type<'TIMER' | 'PERSON'>().notNull(),
  day: date(),
  added: integer().notNull(),
  changed: integer().notNull(),
  unchanged: integer().notNull(),
  failed: integer().notNull(),
  stopped: integer().notNull(),
  messages: jsonb().$type<string[]>().notNull(),
}, (table) => [index().on(table.at, table.id)])
