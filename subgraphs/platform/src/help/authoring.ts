import { and, eq, gte, sql } from 'drizzle-orm'
import { encryptPersonal } from '@hospital/access/personal-data'
import { hospitalDay, hospitalInstant } from '@hospital/database/clock'
import { isId } from '@hospital/database/identifier'
import type { AttachedFile } from '@hospital/events/catalogue'
import { acceptUploads } from '@hospital/files/use'
import type { Context } from '@hospital/subgraph/context'
import { invalid, optionalText, requiredText } from '@hospital/subgraph/fields'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { applyTransition } from '@hospital/subgraph/transitions'
import type { PlatformContext } from '../context.ts'
import { institution } from '../tables/directory.ts'
import { feedback, feedbackDay, feedbackReply } from '../tables/help.ts'
import { AWAITING } from './feedback.status.ts'
import { feedbackEntity, visibleFeedback, type FeedbackRow } from './feedback.ts'
import type { SubmitFeedbackInput } from './feedback.types.ts'
import { mainInstitution, requireModule } from './help-page.ts'

const SHORTEST = 5
const LONGEST = 500
const MOST_PICTURES = 6
const MOST_A_DAY = 20

/** Tells the hospital something. Refuses BUSINESS_CLOSED, INVALID_INPUT, UPLOAD_INVALID, FILE_TYPE, TOO_MANY_REQUESTS. */
export async function submitFeedback(ctx: PlatformContext, input: SubmitFeedbackInput): Promise<FeedbackRow> {
  const author = authorOf(ctx)
  const institutionId = await institutionFor(ctx, input.institutionId)
  await requireModule(ctx, 'FEEDBACK', institutionId)
  const content = requiredText('content', '反馈内容', input.content, LONGEST)!
  if ([...content].length < SHORTEST) throw invalid('content', `请用至少 ${SHORTEST} 个字说明。`)
  const contact = optionalText('contact', '联系方式', input.contact, 60)
  const pictures = await picturesOf(ctx, input.uploadReceipts ?? [])
  return inTransaction(ctx, async (tx) => {
    const number = await nextNumber(tx)
    await requireModeration(tx, author.authorId)
    const [row] = await tx.db.insert(feedback).values({
      number, ...author, institutionId, kind: input.kind, status: 'OPEN', content, pictures, contactSealed: contact ? encryptPersonal(tx.keys, contact) : null, submittedAt: tx.now(),
    }).returning()
    return row!
  })
}

/** Adds a word to what the hospital has not answered yet. Refuses NOT_FOUND, WRONG_STATE (answered: reopen it instead), INVALID_INPUT. */
export function addToFeedback(ctx: Context, id: string, words: string): Promise<FeedbackRow> {
  const body = bodyOf(words)
  return inTransaction(ctx, async (tx) => {
    const [row] = isId(id) ? await tx.db.select().from(feedback).where(and(eq(feedback.id, id), visibleFeedback(tx.viewer))).for('update') : []
    if (!row) throw new Refusal('NOT_FOUND')
    if (!(AWAITING as readonly string[]).includes(row.status)) throw new Refusal('WRONG_STATE', { message: '医院已答复。如果问题还没有解决，请选择“继续反馈”。', details: { status: row.status, action: 'add' } })
    await say(tx, row.id, body)
    return row
  })
}

/** Comes back to what was answered, with what is still open. Refuses NOT_FOUND, WRONG_STATE, INVALID_INPUT. */
export function reopenFeedback(ctx: Context, id: string, words: string): Promise<FeedbackRow> {
  const body = bodyOf(words)
  return inTransaction(ctx, async (tx) => {
    const row = await applyTransition(tx, feedbackEntity, id, 'reopen', { closedAt: null, unreadReplies: 0 })
    await say(tx, row.id, body)
    return row
  })
}

/** The answer was enough. Refuses NOT_FOUND, WRONG_STATE. */
export function settleFeedback(ctx: Context, id: string): Promise<FeedbackRow> {
  return inTransaction(ctx, (tx) => applyTransition(tx, feedbackEntity, id, 'settle', { closedAt: tx.now(), unreadReplies: 0 }))
}

/** The author has opened what was said. Refuses NOT_FOUND. */
export function markFeedbackRead(ctx: Context, id: string): Promise<FeedbackRow> {
  authorOf(ctx)
  return inTransaction(ctx, async (tx) => {
    const [row] = isId(id) ? await tx.db.update(feedback).set({ unreadReplies: 0 }).where(and(eq(feedback.id, id), visibleFeedback(tx.viewer))).returning() : []
    return row ?? refuseMissing()
  })
}

const refuseMissing = (): never => { throw new Refusal('NOT_FOUND') }

const bodyOf = (words: string): string => requiredText('body', '内容', words, LONGEST)!

function say(tx: Context, feedbackId: string, body: string) {
  return tx.db.insert(feedbackReply).values({ feedbackId, side: 'AUTHOR', writerId: authorOf(tx).authorId, body, at: tx.now() })
}

function authorOf({ viewer }: Context) {
  if (viewer.kind === 'PATIENT') return { authorKind: 'PATIENT' as const, authorId: viewer.accountId }
  if (viewer.kind === 'PRACTITIONER') return { authorKind: 'PRACTITIONER' as const, authorId: viewer.practitionerId }
  throw new Refusal('FORBIDDEN')
}

async function institutionFor(ctx: Context, asked: string | null | undefined): Promise<string> {
  const { viewer } = ctx
  const wanted = viewer.kind === 'PRACTITIONER' ? viewer.institutionId : (asked ?? (await mainInstitution(ctx)))
  const known = wanted && isId(wanted) ? await ctx.db.$count(institution, and(eq(institution.id, wanted), eq(institution.enabled, true))) : 0
  if (!known) throw invalid('institutionId', '没有这个机构。')
  return wanted!
}

async function picturesOf(ctx: PlatformContext, receipts: readonly string[]): Promise<AttachedFile[]> {
  if (receipts.length > MOST_PICTURES) throw invalid('uploadReceipts', `最多上传 ${MOST_PICTURES} 张图片。`)
  const files = await acceptUploads(ctx, receipts, {
    require: ({ contentType }) => { if (!contentType.startsWith('image/')) throw new Refusal('FILE_TYPE', { message: '意见反馈只能附图片（JPG、PNG、WebP）。', details: { field: 'uploadReceipts' } }) },
  })
  if (!files) throw new Refusal('UPLOAD_INVALID', { details: { field: 'uploadReceipts' } })
  return files.map(({ fileId, contentType, bytes, width, height, durationSeconds }) => ({ fileId, contentType, bytes, width, height, durationSeconds }))
}

/** The day's row stays locked until commit: numbers have no gaps, and the limit below counts everything. */
async function nextNumber(tx: Context): Promise<string> {
  const day = hospitalDay(tx.now())
  const [row] = await tx.db.insert(feedbackDay).values({ day, count: 1 }).onConflictDoUpdate({ target: feedbackDay.day, set: { count: sql`${feedbackDay.count} + 1` } }).returning()
  return `FK${day.replaceAll('-', '')}-${String(row!.count).padStart(4, '0')}`
}

async function requireModeration(tx: Context, authorId: string): Promise<void> {
  const today = hospitalInstant(hospitalDay(tx.now()))
  if ((await tx.db.$count(feedback, and(eq(feedback.authorId, authorId), gte(feedback.submittedAt, today)))) >= MOST_A_DAY) throw new Refusal('TOO_MANY_REQUESTS', { message: `每天最多提交 ${MOST_A_DAY} 条反馈，请明天再试，或拨打医院电话。` })
}
