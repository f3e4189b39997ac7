import { bigint, date, index, integer, jsonb, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import type { OutsideChannel, TemplateContent } from '@hospital/events/notice-text'
import { DELIVERY_STATES } from '../messages/delivery.status.ts'
import { platform } from './schema.ts'

export const deliveryStateEnum = platform.enum('delivery_state', DELIVERY_STATES)
export const channelEnum = platform.enum('message_channel', ['IN_APP', 'SMS', 'WECHAT'])
export const audienceEnum = platform.enum('message_audience', ['ACCOUNT', 'PRACTITIONER'])

/** How a hospital, or one of its institutions, words one event to one audience. Where there is none, the words of the house are in force. */
export const messageTemplate = platform.table('message_template', {
  id: id(),
  event: text().notNull(),
  audience: audienceEnum().notNull(),
  /** `*` for the whole hospital, or an institution's id. */
  node: text().notNull(),
  content: jsonb().$type<TemplateContent>().notNull(),
  version: integer().notNull(),
  changedAt: instant().notNull(),
  changedBy: uuid(),
}, (table) => [unique('message_template_once').on(table.event, table.audience, table.node)])

/** A message to one recipient by one channel. */
export const messageDelivery = platform.table('message_delivery', {
  id: id(),
  event: text().notNull(),
  audience: audienceEnum().notNull(),
  recipientId: uuid().notNull(),
  channel: channelEnum().notNull(),
  status: deliveryStateEnum().notNull(),
  /** Where the recipient was seen last. */
  terminal: text().notNull(),
  day: date().notNull(),
  at: instant().notNull(),
  title: text().notNull(),
  body: text().notNull(),
  link: text(),
  subjectType: text(),
  subjectId: uuid(),
  institutionId: uuid(),
  variables: jsonb().$type<Record<string, string>>().notNull(),
  /** Null: the words of the house. */
  templateVersion: integer(),
  /** Those still to be tried should this one fail. */
  otherChannels: jsonb().$type<OutsideChannel[]>().notNull(),
  /** The message whose failure led to this one. */
  insteadOf: uuid(),
  attempts: integer().notNull().default(0),
  /** Attempts since it was last queued by a person; the back-off counts these. */
  tries: integer().notNull().default(0),
  dueAt: instant(),
  sentAt: instant(),
  endedAt: instant(),
  provider: text(),
  /** The provider's last word. */
  code: text(),
}, (table) => [
  index().on(table.at, table.id), index().on(table.event, table.at, table.id), index().on(table.channel, table.status, table.at, table.id), index().on(table.status, table.at, table.id), index().on(table.recipientId, table.at, table.id),
])

export const messageAttempt = platform.table('message_attempt', {
  deliveryId: uuid().notNull().references(() => messageDelivery.id),
  number: integer().notNull(),
  at: instant().notNull(),
  outcome: text().notNull(),
  provider: text(),
  code: text(),
  serialNo: text(),
  receiptAt: instant(),
  receiptCode: text(),
}, (table) => [primaryKey({ columns: [table.deliveryId, table.number] })])

const figures = { day: date().notNull(), event: text().notNull(), channel: channelEnum().notNull(), terminal: text().notNull(), status: deliveryStateEnum().notNull() }

/** How many messages of a day stand where, without what `messageTally` still holds. */
export const messageFigure = platform.table('message_figure', { ...figures, count: integer().notNull() }, (table) => [primaryKey({ columns: [table.day, table.event, table.channel, table.terminal, table.status] })])

/** Changes of the figures, appended where a shared row would be waited for, and added up every few minutes. */
export const messageTally = platform.table('message_tally', { id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(), ...figures, change: integer().notNull() }, (table) => [index().on(table.day)])

/** At which terminal an account was seen last. */
export const accountTerminal = platform.table('account_terminal', {
  accountId: uuid().primaryKey(),
  terminal: text().notNull(),
  at: instant().notNull(),
})
