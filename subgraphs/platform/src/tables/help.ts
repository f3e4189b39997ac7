import { boolean, date, index, integer, jsonb, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from '@hospital/database/columns'
import type { AttachedFile } from '@hospital/events/catalogue'
import { FEEDBACK_STATES } from '../help/feedback.status.ts'
import { institution } from './directory.ts'
import { platform } from './schema.ts'

export const feedbackStateEnum = platform.enum('feedback_state', FEEDBACK_STATES)
export const feedbackKindEnum = platform.enum('feedback_kind', ['OPINION', 'PROBLEM', 'COMPLAINT'])
export const feedbackSideEnum = platform.enum('feedback_side', ['AUTHOR', 'HOUSE'])
export const feedbackAuthorEnum = platform.enum('feedback_author', ['PATIENT', 'PRACTITIONER'])

/** A question that people ask often, with its answer (常见问题). */
export const faq = platform.table('faq', {
  id: id(),
  /** Null: of the whole hospital. */
  institutionId: uuid().references(() => institution.id),
  /** A code of the dictionary `faq-category`. */
  category: text().notNull(),
  sortOrder: integer().notNull(),
  question: text().notNull(),
  /** Initials of the question in pinyin, for search. */
  pinyin: text().notNull(),
  answer: text().notNull(),
  /** A page of the patient app that the answer leads to. */
  shortcut: text(),
  enabled: boolean().notNull(),
  version: integer().notNull().default(1),
  changedAt: instant().notNull(),
}, (table) => [index().on(table.sortOrder, table.id), index().on(table.institutionId)])

/** Whether an answer helped: one word of each reader, the last one counts. */
export const faqVote = platform.table('faq_vote', {
  faqId: uuid().notNull().references(() => faq.id, { onDelete: 'cascade' }),
  /** Id of the account or practitioner. */
  readerId: uuid().notNull(),
  solved: boolean().notNull(),
  votedAt: instant().notNull(),
}, (table) => [primaryKey({ columns: [table.faqId, table.readerId] })])

/** A part of the help page, in its place. */
export interface HelpModuleSetting {
  kind: 'FAQ' | 'FEEDBACK' | 'SERVICE'
  enabled: boolean
}

/** When somebody answers the phone. */
export interface ServiceHours {
  /** 1 (Monday) to 7. */
  weekdays: number[]
  /** HH:mm. */
  start: string
  end: string
}

export interface HumanService {
  phone: string | null
  hours: ServiceHours[]
  /** Name of the hospital's customer service in WeChat, and a link that opens it. */
  wechatName: string | null
  wechatUrl: string | null
}

/** What the help page shows at a node: `*` for the whole hospital, or an institution that has set its own. */
export const helpPage = platform.table('help_page', {
  node: text().primaryKey(),
  modules: jsonb().$type<HelpModuleSetting[]>().notNull(),
  service: jsonb().$type<HumanService>().notNull(),
  version: integer().notNull(),
})

/** An opinion, a problem or a complaint of a patient or a practitioner (意见反馈). */
export const feedback = platform.table('feedback', {
  id: id(),
  /** Counts up within a day: what people quote. */
  number: text().notNull().unique(),
  kind: feedbackKindEnum().notNull(),
  status: feedbackStateEnum().notNull(),
  institutionId: uuid().notNull().references(() => institution.id),
  authorKind: feedbackAuthorEnum().notNull(),
  /** Id of the account or practitioner. */
  authorId: uuid().notNull(),
  content: text().notNull(),
  pictures: jsonb().$type<AttachedFile[]>().notNull(),
  /** How to reach the author, if told; sealed. */
  contactSealed: text(),
  /** Administrator who has it in hand. */
  assigneeId: uuid(),
  /** Since when customer service has it in hand; they go on seeing it. */
  handedOverAt: instant(),
  /** Replies of the house that the author has not opened yet. */
  unreadReplies: integer().notNull().default(0),
  submittedAt: instant().notNull(),
  answeredAt: instant(),
  closedAt: instant(),
}, (table) => [
  index().on(table.submittedAt, table.id),
  index().on(table.authorId, table.submittedAt),
  index().on(table.status, table.submittedAt),
])

/** A word of either side, in order. What was said stays. */
export const feedbackReply = platform.table('feedback_reply', {
  id: id(),
  feedbackId: uuid().notNull().references(() => feedback.id),
  side: feedbackSideEnum().notNull(),
  /** Who wrote it: the author's id, or the administrator's. */
  writerId: uuid().notNull(),
  body: text().notNull(),
  at: instant().notNull(),
}, (table) => [index().on(table.feedbackId, table.at)])

/** How many were submitted on a day, for their numbers. */
export const feedbackDay = platform.table('feedback_day', {
  day: date({ mode: 'string' }).primaryKey(),
  count: integer().notNull(),
})
