import { and, asc, eq, gt, inArray, isNull, sql, type SQL } from 'drizzle-orm'
import type { Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { EventPayloads } from '@hospital/events/catalogue'
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

/** The newest first. */
export function listMessages(ctx: Context, page: PageArgs): Promise<Page<MessageRow>> {
  return paginate(page, {
    sort: [{ column: message.sequence, descending: true }, { column: message.id, descending: true }],
    where: visibleMessages(ctx.viewer),
    rows: (condition, order, limit) => ctx.db.select().from(message).where(condition).orderBy(...order).limit(limit),
    keyOf: (row) => [row.sequence, row.id],
    count: (condition) => ctx.db.$count(message, condition),
  })
}

export function countUnread(ctx: Context): Promise<number> {
  return ctx.db.$count(message, and(visibleMessages(ctx.viewer), isNull(message.readAt)))
}

/** Marks own messages as read; answers how many were unread. Foreign ids are passed over. */
export function markMessagesRead(ctx: Context, ids: readonly string[]): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const read = await tx.db.update(message).set({ readAt: tx.now() }).where(and(inArray(message.id, ids.filter(isId)), isNull(message.readAt), visibleMessages(tx.viewer))).returning({ id: message.id })
    return read.length
  })
}

/** Puts a notice into the inboxes it is for. */
export async function deliverNotice(tx: Context, { accountId, practitionerId, event, title, body, link, subjectType, subjectId }: EventPayloads['notice.due']): Promise<void> {
  const recipients = [...new Set([accountId, practitionerId])].filter((id) => id !== undefined).sort()
  for (const recipientId of recipients) {
    const sequence = await nextSequence(tx, recipientId)
    await tx.db.insert(message).values({ recipientId, sequence, event, title, body, link, subjectType, subjectId, at: tx.now() })
    wake(tx, topicOf(recipientId))
  }
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
