import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import { decryptPersonal } from '@hospital/access/personal-data'
import { isId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { invalid, requiredText } from '@hospital/subgraph/fields'
import { Refusal } from '@hospital/subgraph/refusal'
import { emit, inTransaction } from '@hospital/subgraph/transaction'
import { applyTransition, tryTransition } from '@hospital/subgraph/transitions'
import { permissionsOf } from '../administrators/rights.ts'
import { feedback, feedbackReply } from '../tables/help.ts'
import { administrator, staffAccount } from '../tables/staff.ts'
import { feedbackEntity, visibleFeedback, type FeedbackRow } from './feedback.ts'

/** What was answered and not come back to for so long is over. */
const LAPSE_MS = 7 * 86_400_000
const LAPSE_BATCH = 500

export interface Handler {
  id: string
  name: string
}

/** Administrators who may take a feedback in hand, by name. */
export async function listHandlers(ctx: Context): Promise<Handler[]> {
  const people = await ctx.db.select({ id: administrator.id, name: administrator.name, roles: administrator.roles }).from(administrator)
    .innerJoin(staffAccount, and(eq(staffAccount.administratorId, administrator.id), eq(staffAccount.disabled, false))).orderBy(administrator.name)
  const held = await Promise.all(people.map(({ roles }) => permissionsOf(ctx, roles)))
  return people.filter((_, at) => held[at]!.includes('feedback:handle')).map(({ id, name }) => ({ id, name }))
}

/** Those who have a feedback in hand, by id: for whoever handles feedback. */
export async function handlersById(ctx: Context, ids: readonly string[]): Promise<Map<string, Handler>> {
  const rows = await ctx.db.select({ id: administrator.id, name: administrator.name }).from(administrator).where(inArray(administrator.id, ids.filter(isId)))
  return new Map(rows.map((row) => [row.id, row]))
}

/** Takes it in hand, or gives it to a colleague (机构自行处理). Refuses NOT_FOUND, WRONG_STATE, INVALID_INPUT (who may not handle it). */
export function assignFeedback(ctx: Context, id: string, administratorId: string): Promise<FeedbackRow> {
  return inTransaction(ctx, async (tx) => {
    if (!(await listHandlers(tx)).some((handler) => handler.id === administratorId)) throw invalid('administratorId', '请选择有处理权限的管理员。')
    const row = await applyTransition(tx, feedbackEntity, id, 'assign', { assigneeId: administratorId })
    await audit(tx, 'feedback.assign', { ...subject(row), after: { status: row.status, assigneeId: administratorId } })
    return row
  })
}

/** Leaves it to customer service (客服代处理). Refuses NOT_FOUND, WRONG_STATE. */
export function handOverFeedback(ctx: Context, id: string): Promise<FeedbackRow> {
  return inTransaction(ctx, async (tx) => {
    const row = await applyTransition(tx, feedbackEntity, id, 'handOver', { handedOverAt: tx.now(), assigneeId: null })
    await audit(tx, 'feedback.hand-over', { ...subject(row), after: { status: row.status } })
    return row
  })
}

/** Answers the author, who is told at once. Refuses NOT_FOUND, WRONG_STATE (closed, or answered by a colleague just now), INVALID_INPUT. */
export function answerFeedback(ctx: Context, id: string, words: string): Promise<FeedbackRow> {
  const body = requiredText('body', '答复', words, 1_000)!
  return inTransaction(ctx, async (tx) => {
    const writerId = selfOf(tx)
    const row = await applyTransition(tx, feedbackEntity, id, 'answer', { answeredAt: tx.now(), unreadReplies: sql`${feedback.unreadReplies} + 1` as never })
    await tx.db.insert(feedbackReply).values({ feedbackId: row.id, side: 'HOUSE', writerId, body, at: tx.now() })
    await audit(tx, 'feedback.answer', { ...subject(row), after: { status: row.status } })
    await tellAuthor(tx, row)
    return row
  })
}

/** Ends what was answered. Refuses NOT_FOUND, WRONG_STATE. */
export function closeFeedback(ctx: Context, id: string): Promise<FeedbackRow> {
  return inTransaction(ctx, async (tx) => {
    const row = await applyTransition(tx, feedbackEntity, id, 'close', { closedAt: tx.now() })
    await audit(tx, 'feedback.close', { ...subject(row), after: { status: row.status } })
    return row
  })
}

/** How to reach the author, as he told; read by a person, it is in the log. Refuses NOT_FOUND. */
export function readContact(ctx: Context, id: string): Promise<string | null> {
  return inTransaction(ctx, async (tx) => {
    selfOf(tx)
    const [row] = isId(id) ? await tx.db.select().from(feedback).where(and(eq(feedback.id, id), visibleFeedback(tx.viewer))) : []
    if (!row) throw new Refusal('NOT_FOUND')
    if (!row.contactSealed) return null
    await audit(tx, 'feedback.unmask', subject(row))
    return decryptPersonal(tx.keys, row.contactSealed)
  })
}

/** The nightly end of what was answered a week ago. Repeating it changes nothing. */
export async function closeAnsweredFeedback(ctx: Context): Promise<void> {
  const before = new Date(ctx.now().getTime() - LAPSE_MS)
  const due = and(eq(feedback.status, 'ANSWERED'), lt(feedback.answeredAt, before))
  for (;;) {
    const rows = await ctx.db.select({ id: feedback.id }).from(feedback).where(due).limit(LAPSE_BATCH)
    for (const { id } of rows) await inTransaction(ctx, (tx) => tryTransition(tx, feedbackEntity, id, 'lapse', { closedAt: tx.now() }, { where: lt(feedback.answeredAt, before) }))
    if (rows.length < LAPSE_BATCH) return
  }
}

function tellAuthor(tx: Context, { id, number, authorKind, authorId }: FeedbackRow): Promise<void> {
  const patient = authorKind === 'PATIENT'
  return emit(tx, 'notice.due', {
    event: 'feedback.answered', ...(patient ? { accountId: authorId } : { practitionerId: authorId }), title: '您的反馈有回复了', body: `医院已答复您的反馈 ${number}，请查看。`,
    link: patient ? `/help/feedback/${id}` : `/feedback/${id}`, subjectType: 'Feedback', subjectId: id,
  })
}

const subject = ({ id }: FeedbackRow) => ({ subjectType: 'Feedback', subjectId: id })

function selfOf({ viewer }: Context): string {
  if (viewer.kind !== 'ADMINISTRATOR') throw new Refusal('FORBIDDEN')
  return viewer.administratorId
}
