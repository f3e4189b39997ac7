import { and, eq, gt, inArray, lt, sql, type SQL } from 'drizzle-orm'
import type { Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { conversation, message } from '../tables.ts'
import type { Sender } from './conversation.kinds.ts'
import type { ConversationRow, MessageRow } from './conversation.types.ts'

/** The two who talk, and nobody else: no administrator reads along. */
export function visibleConversations(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE') return undefined
  if (viewer.kind === 'PATIENT' && viewer.patientIds.length) return inArray(conversation.patientId, [...viewer.patientIds])
  if (viewer.kind === 'PRACTITIONER') return eq(conversation.practitionerId, viewer.practitionerId)
  return sql`false`
}

/** Which side a viewer who sees a conversation is on. */
export function sideOf(viewer: Viewer): Exclude<Sender, 'SYSTEM'> {
  if (viewer.kind === 'PATIENT' || viewer.kind === 'PRACTITIONER') return viewer.kind
  throw new Refusal('FORBIDDEN')
}

export const otherSide = (side: Exclude<Sender, 'SYSTEM'>) => (side === 'PATIENT' ? 'PRACTITIONER' : 'PATIENT')

export async function findConversations(ctx: Context, ids: readonly string[]): Promise<ConversationRow[]> {
  return ctx.db.select().from(conversation).where(and(inArray(conversation.id, ids.filter(isId)), visibleConversations(ctx.viewer)))
}

/** Refuses NOT_FOUND: missing or not a participant, alike. */
export async function getConversation(ctx: Context, id: string): Promise<ConversationRow> {
  const [row] = await findConversations(ctx, [id])
  if (!row) throw new Refusal('NOT_FOUND')
  return row
}

/** The viewer's conversations, the newest message first. */
export function listConversations(ctx: Context, page: PageArgs): Promise<Page<ConversationRow>> {
  return paginate(page, {
    sort: [{ column: conversation.lastMessageAt, descending: true }, { column: conversation.id, descending: true }],
    where: visibleConversations(ctx.viewer),
    rows: (where, order, limit) => ctx.db.select().from(conversation).where(where).orderBy(...order).limit(limit),
    keyOf: (row) => [row.lastMessageAt, row.id],
    count: (where) => ctx.db.$count(conversation, where),
  })
}

export async function conversationsBySubject(ctx: Context, subjectType: string, subjectIds: readonly string[]): Promise<Map<string, ConversationRow>> {
  const rows = await ctx.db.select().from(conversation)
    .where(and(eq(conversation.subjectType, subjectType), inArray(conversation.subjectId, subjectIds.filter(isId)), visibleConversations(ctx.viewer)))
  return new Map(rows.map((row) => [row.subjectId, row]))
}

const MOST_MESSAGES = 100

/** The `last` messages before a sequence, oldest first. The caller has seen the conversation. */
export async function listMessages(ctx: Context, conversationId: string, before = Number.MAX_SAFE_INTEGER, last = 30): Promise<MessageRow[]> {
  if (last < 1 || last > MOST_MESSAGES) throw new Refusal('INVALID_INPUT', { message: `每次可取 1 到 ${MOST_MESSAGES} 条消息`, details: { field: 'last' } })
  const rows = await ctx.db.select().from(message).where(and(eq(message.conversationId, conversationId), lt(message.sequence, Math.min(before, 2 ** 31 - 1))))
    .orderBy(sql`${message.sequence} desc`).limit(last)
  return rows.reverse()
}

export async function lastMessages(ctx: Context, conversationIds: readonly string[]): Promise<Map<string, MessageRow>> {
  const rows = await ctx.db.selectDistinctOn([message.conversationId]).from(message)
    .where(inArray(message.conversationId, [...conversationIds])).orderBy(message.conversationId, sql`${message.sequence} desc`)
  return new Map(rows.map((row) => [row.conversationId, row]))
}

/** How many messages of the other side lie beyond the viewer's read mark. */
export async function countUnread(ctx: Context, conversationIds: readonly string[]): Promise<Map<string, number>> {
  const side = sideOf(ctx.viewer)
  const mark = side === 'PATIENT' ? conversation.readByPatient : conversation.readByPractitioner
  const rows = await ctx.db.select({ id: message.conversationId, unread: sql<number>`count(*)::int` }).from(message).innerJoin(conversation, eq(conversation.id, message.conversationId))
    .where(and(inArray(message.conversationId, [...conversationIds]), eq(message.sender, otherSide(side)), gt(message.sequence, mark))).groupBy(message.conversationId)
  return new Map(rows.map(({ id, unread }) => [id, unread]))
}

/** The same over all own conversations. */
export async function countUnreadMessages(ctx: Context): Promise<number> {
  const side = sideOf(ctx.viewer)
  const mark = side === 'PATIENT' ? conversation.readByPatient : conversation.readByPractitioner
  const [row] = await ctx.db.select({ unread: sql<number>`count(*)::int` }).from(message).innerJoin(conversation, eq(conversation.id, message.conversationId))
    .where(and(visibleConversations(ctx.viewer), eq(message.sender, otherSide(side)), gt(message.sequence, mark)))
  return row?.unread ?? 0
}

export async function findMessages(ctx: Context, ids: readonly string[]): Promise<MessageRow[]> {
  const rows = await ctx.db.select({ row: message }).from(message).innerJoin(conversation, eq(conversation.id, message.conversationId))
    .where(and(inArray(message.id, ids.filter(isId)), visibleConversations(ctx.viewer)))
  return rows.map(({ row }) => row)
}
