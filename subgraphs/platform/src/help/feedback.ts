import { and, asc, eq, gte, ilike, inArray, isNotNull, like, lt, or, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import type { Entity } from '@hospital/subgraph/transitions'
import { feedback, feedbackReply } from '../tables/help.ts'
import { feedbackTransitions, type FeedbackState } from './feedback.status.ts'
import type { FeedbackFilter } from './feedback.types.ts'

export type FeedbackRow = typeof feedback.$inferSelect
export type FeedbackReplyRow = typeof feedbackReply.$inferSelect

/** One's own; all of them for those who handle them; what was handed over for customer service. */
export function visibleFeedback(viewer: Viewer): SQL | undefined {
  switch (viewer.kind) {
    case 'SERVICE': return undefined
    case 'PATIENT': return and(eq(feedback.authorKind, 'PATIENT'), eq(feedback.authorId, viewer.accountId))
    case 'PRACTITIONER': return and(eq(feedback.authorKind, 'PRACTITIONER'), eq(feedback.authorId, viewer.practitionerId))
    case 'ADMINISTRATOR':
      if (can(viewer, 'feedback:handle')) return undefined
      return can(viewer, 'feedback:answer') ? isNotNull(feedback.handedOverAt) : sql`false`
    default: return sql`false`
  }
}

export const feedbackEntity: Entity<typeof feedback, FeedbackState, typeof feedbackTransitions> = { name: 'Feedback', table: feedback, transitions: feedbackTransitions, visible: visibleFeedback }

export async function findFeedback(ctx: Context, ids: readonly string[]): Promise<FeedbackRow[]> {
  return ctx.db.select().from(feedback).where(and(inArray(feedback.id, ids.filter(isId)), visibleFeedback(ctx.viewer)))
}

/** What is to be handled and was, or one's own; the newest first. */
export function listFeedback(ctx: Context, page: PageArgs, filter: FeedbackFilter = {}): Promise<Page<FeedbackRow>> {
  return paginate(page, {
    sort: [{ column: feedback.submittedAt, descending: true }, { column: feedback.id, descending: true }],
    where: and(visibleFeedback(ctx.viewer), ...conditionsOf(ctx, filter)),
    rows: (condition, order, limit) => ctx.db.select().from(feedback).where(condition).orderBy(...order).limit(limit),
    keyOf: (row) => [row.submittedAt, row.id],
    count: (condition) => ctx.db.$count(feedback, condition),
  })
}

function conditionsOf({ viewer }: Context, { status, kind, authorKind, institutionId, mine, search, from, to }: FeedbackFilter): (SQL | undefined)[] {
  const typed = search?.normalize('NFKC').trim().slice(0, 50).replace(/[\\%_]/g, '\\$&')
  return [
    status?.length ? inArray(feedback.status, status) : undefined,
    kind ? eq(feedback.kind, kind) : undefined,
    authorKind ? eq(feedback.authorKind, authorKind) : undefined,
    institutionId ? (isId(institutionId) ? eq(feedback.institutionId, institutionId) : sql`false`) : undefined,
    mine && viewer.kind === 'ADMINISTRATOR' ? eq(feedback.assigneeId, viewer.administratorId) : undefined,
    typed ? or(ilike(feedback.content, `%${typed}%`), like(feedback.number, `${typed.toUpperCase()}%`)) : undefined,
    from ? gte(feedback.submittedAt, from) : undefined,
    to ? lt(feedback.submittedAt, to) : undefined,
  ]
}

/** What was said about each, in order; of what the viewer sees. */
export async function repliesOf(ctx: Context, ids: readonly string[]): Promise<Map<string, FeedbackReplyRow[]>> {
  const seen = (await findFeedback(ctx, ids)).map(({ id }) => id)
  const rows = seen.length ? await ctx.db.select().from(feedbackReply).where(inArray(feedbackReply.feedbackId, seen)).orderBy(asc(feedbackReply.at), asc(feedbackReply.id)) : []
  const grouped = Map.groupBy(rows, ({ feedbackId }) => feedbackId)
  return new Map(ids.map((id) => [id, grouped.get(id) ?? []]))
}

/** Replies of the hospital to the viewer's own feedback that he has not opened yet. */
export async function countUnreadReplies(ctx: Context): Promise<number> {
  const { viewer } = ctx
  if (viewer.kind !== 'PATIENT' && viewer.kind !== 'PRACTITIONER') return 0
  const [row] = await ctx.db.select({ unread: sql<number>`coalesce(sum(${feedback.unreadReplies}), 0)::int` }).from(feedback).where(visibleFeedback(viewer))
  return row!.unread
}
