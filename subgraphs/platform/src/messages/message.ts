import { and, asc, eq, gt, inArray, isNull, sql, type SQL } from 'drizzle-orm'
import type { Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import { followStream } from '@hospital/events/stream'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { inTransaction, wake } from '@hospital/subgraph/transaction'
import { inboxCounter, message } from '../tables/message.ts'

export type MessageRow = typeof message.$inferSelect

/** Whose inbox a viewer reads. */
function recipientOf(viewer: Viewer): string | undefined {
  switch (viewer.kind) {
    case 'PATIENT': return viewer.accountId
    case 'PRACTITIONER': return viewer.practitionerId
    case 'ADMINISTRATOR': return viewer.administratorId
    default: return undefined
  }
}

/** Messages are read by their recipient alone. */
function visibleMessages(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE') return undefined
  const recipientId = recipientOf(viewer)
  return recipientId ? eq(message.recipientId, recipientId) : sql`false`
}

export async function findMessages(ctx: Context, ids: readonly string[]): Promise<MessageRow[]> {
  return ctx.db.select().from(message).where(and(inArray(message.id, ids.filter(isId)), visibleMessages(ctx.viewer)))
}

export interface MessageFilter {
  /** The first part of an event's name: `appointment`. */
  kinds?: readonly string[] | null
  unread?: boolean | null
}

/** The newest first. */
export function listMessages(ctx: Context, page: PageArgs, { kinds, unread }: MessageFilter = {}): Promise<Page<MessageRow>> {
  return paginate(page, {
    sort: [{ column: message.sequence, descending: true }, { column: message.id, descending: true }],
    where: and(visibleMessages(ctx.viewer), unread ? isNull(message.readAt) : undefined, kinds?.length ? inArray(sql`split_part(${message.event}, '.', 1)`, [...kinds]) : undefined),
    rows: (condition, order, limit) => ctx.db.select().from(message).where(condition).orderBy(...order).limit(limit),
    keyOf: (row) => [row.sequence, row.id],
    count: (condition) => ctx.db.$count(message, condition),
  })
}

export function countUnread(ctx: Context): Promise<number> {
  return ctx.db.$count(message, and(visibleMessages(ctx.viewer), isNull(message.readAt)))
}

/** Marks all own messages as read that are there at this moment; answers how many were unread. */
export function markAllMessagesRead(ctx: Context): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const read = await tx.db.update(message).set({ readAt: tx.now() }).where(and(isNull(message.readAt), visibleMessages(tx.viewer))).returning({ id: message.id })
    return read.length
  })
}

/** Marks own messages as read; answers how many were unread. Foreign ids are passed over. */
export function markMessagesRead(ctx: Context, ids: readonly string[]): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const read = await tx.db.update(message).set({ readAt: tx.now() }).where(and(inArray(message.id, ids.filter(isId)), isNull(message.readAt), visibleMessages(tx.viewer))).returning({ id: message.id })
    return read.length
  })
}

/** Puts a message into an inbox. */
export async function putIntoInbox(tx: Context, entry: Pick<MessageRow, 'recipientId' | 'event' | 'title' | 'body'> & Partial<Pick<MessageRow, 'link' | 'subjectType' | 'subjectId'>>): Promise<void> {
  const sequence = await nextSequence(tx, entry.recipientId)
  await tx.db.insert(message).values({ ...entry, sequence, at: tx.now() })
  wake(tx, topicOf(entry.recipientId))
}

/** The counter's row stays locked until commit, so a follower never sees a number before the ones below it. */
async function nextSequence(tx: Context, recipientId: string): Promise<number> {
  const [next] = await tx.db.insert(inboxCounter).values({ recipientId, lastSequence: 1 })
    .onConflictDoUpdate({ target: inboxCounter.recipientId, set: { lastSequence: sql`${inboxCounter.lastSequence} + 1` } }).returning({ lastSequence: inboxCounter.lastSequence })
  return next!.lastSequence
}

const STREAM_PAGE = 100

/** What an account or practitioner must know, from `after` on, or from now. */
export async function followInbox(ctx: Context, after?: number | null): Promise<AsyncIterableIterator<MessageRow>> {
  const recipientId = recipientOf(ctx.viewer) ?? ''
  return followStream({
    wakes: ctx.wakes, topic: topicOf(recipientId), after: after ?? (await lastSequenceOf(ctx, recipientId)), sequenceOf: ({ sequence }) => sequence,
    read: (last) => ctx.db.select().from(message).where(and(visibleMessages(ctx.viewer), gt(message.sequence, last))).orderBy(asc(message.sequence)).limit(STREAM_PAGE),
  })
}

async function lastSequenceOf(ctx: Context, recipientId: string): Promise<number> {
  const [counter] = isId(recipientId) ? await ctx.db.select().from(inboxCounter).where(eq(inboxCounter.recipientId, recipientId)) : []
  return counter?.lastSequence ?? 0
}

const topicOf = (recipientId: string) => `inbox:${recipientId}`
