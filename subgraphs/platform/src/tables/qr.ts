import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { QR_CHANNELS, QR_TARGETS } from '../qr/qr-code.kinds.ts'
import { job } from './job.ts'
import { platform } from './schema.ts'

export const qrTargetEnum = platform.enum('qr_target', QR_TARGETS)
export const qrChannelEnum = platform.enum('qr_channel', QR_CHANNELS)

/** A code that leads to a doctor, a department or the account, and is counted. */
export const qrCode = platform.table('qr_code', {
  id: id(),
  /** In its own address, and the scene of WeChat's. */
  code: text().notNull().unique(),
  target: qrTargetEnum().notNull(),
  /** A practitioner's or a department's id; the account has none. */
  targetId: uuid(),
  channel: qrChannelEnum().notNull(),
  campaign: text().notNull(),
  jobId: uuid().notNull().references(() => job.id),
  /** Its place in the batch. */
  place: integer().notNull(),
  enabled: boolean().notNull().default(true),
  /** What its picture says; null until the batch has come to it. */
  url: text(),
  /** How long a temporary code is to hold. */
  holdsDays: integer(),
  expiresAt: instant(),
  createdAt: instant().notNull(),
  createdBy: uuid().notNull(),
}, (table) => [
  unique('qr_code_place').on(table.jobId, table.place),
  index().on(table.createdAt, table.id),
  index().on(table.targetId),
  check('qr_code_target_whole', sql`(target = 'ACCOUNT') = (target_id is null)`),
])

/** One scan by somebody. No name: a visitor is a keyed hash. */
export const qrScan = platform.table('qr_scan', {
  id: id(),
  codeId: uuid().notNull().references(() => qrCode.id),
  at: instant().notNull(),
  /** The hospital's day. */
  day: date().notNull(),
  visitor: text().notNull(),
  /** Began to follow the account by this scan. */
  newFollower: boolean().notNull(),
  /** The same for what is the same scan: a reload, a push that came twice. */
  once: text().notNull(),
}, (table) => [unique('qr_scan_once').on(table.codeId, table.once), index().on(table.day), index().on(table.codeId, table.visitor, table.at)])
