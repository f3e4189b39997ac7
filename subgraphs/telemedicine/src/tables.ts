import { sql } from 'drizzle-orm'
import { boolean, check, doublePrecision, index, integer, pgSchema, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import { houseTables } from '@hospital/subgraph/trace'
import { CONTENT_KINDS, SENDERS } from './conversations/conversation.kinds.ts'

export const telemedicine = pgSchema('telemedicine')

export const house = houseTables(telemedicine)
export const { outbox, inbox, trace } = house

export const senderKind = telemedicine.enum('sender_kind', SENDERS)
export const contentKind = telemedicine.enum('content_kind', CONTENT_KINDS)

export const conversation = telemedicine.table('conversation', {
  id: id(),
  subjectType: text().notNull(),
  subjectId: uuid().notNull(),
  patientId: uuid().notNull(),
  accountId: uuid().notNull(),
  practitionerId: uuid().notNull(),
  openedAt: instant().notNull(),
  /** From here on the practitioner may write. */
  acceptedAt: instant(),
  closedAt: instant(),
  /** How many messages the patient may still send. */
  messagesLeft: integer().notNull(),
  /** Of the last event; the row's lock gives out the next. */
  lastSequence: integer().notNull().default(0),
  lastMessageAt: instant().notNull(),
  readByPatient: integer().notNull().default(0),
  readByPractitioner: integer().notNull().default(0),
  deliveredToPatient: integer().notNull().default(0),
  deliveredToPractitioner: integer().notNull().default(0),
}, (table) => [
  unique().on(table.subjectType, table.subjectId),
  index().on(table.patientId, table.lastMessageAt, table.id),
  index().on(table.practitionerId, table.lastMessageAt, table.id),
  check('messages_left', sql`${table.messagesLeft} >= 0`),
  check('marks', sql`greatest(${table.readByPatient}, ${table.readByPractitioner}, ${table.deliveredToPatient}, ${table.deliveredToPractitioner}) <= ${table.lastSequence}`),
])

/** What was said. Kept for three years and more: no row is changed or deleted (a trigger refuses it). */
export const message = telemedicine.table('message', {
  id: id(),
  conversationId: uuid().notNull().references(() => conversation.id),
  sequence: integer().notNull(),
  sender: senderKind().notNull(),
  /** The account or practitioner; null for the house. */
  senderId: uuid(),
  kind: contentKind().notNull(),
  text: text(),
  fileId: uuid(),
  fileContentType: text(),
  fileBytes: integer(),
  fileWidth: integer(),
  fileHeight: integer(),
  fileDurationSeconds: doublePrecision(),
  clientId: uuid().notNull(),
  sentAt: instant().notNull(),
}, (table) => [
  unique().on(table.conversationId, table.sequence),
  unique('message_once').on(table.conversationId, table.sender, table.clientId),
  check('message_content', sql`(${table.text} is null) <> (${table.fileId} is null)`),
])

/** Everything that changed in a conversation, numbered without gaps: what followers read. */
export const conversationEvent = telemedicine.table('conversation_event', {
  conversationId: uuid().notNull().references(() => conversation.id),
  sequence: integer().notNull(),
  at: instant().notNull(),
  messageId: uuid().references(() => message.id),
  readByPatient: integer(),
  readByPractitioner: integer(),
  deliveredToPatient: integer(),
  deliveredToPractitioner: integer(),
  open: boolean(),
}, (table) => [primaryKey({ columns: [table.conversationId, table.sequence] })])

/** News of a subject that came before its room was opened: events come in any order. */
export const earlyNews = telemedicine.table('early_news', {
  subjectType: text().notNull(),
  subjectId: uuid().notNull(),
  kind: text().$type<'ACCEPTED' | 'CLOSED'>().notNull(),
  notice: text().notNull(),
}, (table) => [primaryKey({ columns: [table.subjectType, table.subjectId, table.kind] })])
