import { and, count, eq, ilike, inArray, isNull, like, or, sql, type SQL } from 'drizzle-orm'
import { can } from '@hospital/access/viewer'
import { WHOLE } from '@hospital/configuration/effective'
import { isId } from '@hospital/database/identifier'
import { pinyinInitials } from '@hospital/search/pinyin'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { invalid, requiredText, wholeNumber } from '@hospital/subgraph/fields'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { dictionary, dictionaryEntry } from '../tables/dictionary.ts'
import { heldAt, keptBy, ownOf, placeFor } from '../directory/belonging.ts'
import { faq, faqVote } from '../tables/help.ts'
import type { FaqFilter, SaveFaqInput } from './faq.types.ts'
import { nodesOffering, requireModule } from './help-page.ts'

export type FaqRow = typeof faq.$inferSelect

export const CATEGORIES = 'faq-category'

const keeps = (ctx: Context) => ctx.viewer.kind === 'SERVICE' || (ctx.viewer.kind === 'ADMINISTRATOR' && can(ctx.viewer, 'faq:manage'))

/** Those of the hospital or of his branch for whoever keeps them; for everybody else what is enabled where the page shows questions at all. */
async function visibleFaqs(ctx: Context): Promise<SQL | undefined> {
  if (keeps(ctx)) return keptBy(ctx.viewer, faq.institutionId)
  const nodes = await nodesOffering(ctx, 'FAQ')
  const institutions = nodes.filter((node) => node !== WHOLE)
  if (!nodes.length) return sql`false`
  return and(eq(faq.enabled, true), or(isNull(faq.institutionId), institutions.length ? inArray(faq.institutionId, institutions) : undefined))
}

export async function findFaqs(ctx: Context, ids: readonly string[]): Promise<FaqRow[]> {
  return ctx.db.select().from(faq).where(and(inArray(faq.id, ids.filter(isId)), await visibleFaqs(ctx)))
}

/** In the hospital's order. Refuses BUSINESS_CLOSED where the institution's page shows none. */
export async function listFaqs(ctx: Context, page: PageArgs, filter: FaqFilter = {}): Promise<Page<FaqRow>> {
  const { institutionId, category, enabled } = filter
  if (!keeps(ctx)) await requireModule(ctx, 'FAQ', institutionId ?? null)
  const where = and(
    await visibleFaqs(ctx), placeOf(ctx, institutionId), category ? eq(faq.category, category) : undefined,
    enabled != null && keeps(ctx) ? eq(faq.enabled, enabled) : undefined, matching(filter.search),
  )
  return paginate(page, {
    sort: [{ column: faq.sortOrder }, { column: faq.id }],
    where,
    rows: (condition, order, limit) => ctx.db.select().from(faq).where(condition).orderBy(...order).limit(limit),
    keyOf: (row) => [row.sortOrder, row.id],
    count: (condition) => ctx.db.$count(faq, condition),
  })
}

function placeOf(ctx: Context, institutionId: string | null | undefined): SQL | undefined {
  if (keeps(ctx)) return institutionId ? ownOf(faq.institutionId, institutionId) : undefined
  return heldAt(faq.institutionId, institutionId)
}

/** Every word of what was typed stands in the question or the answer; or it is the question's initials. */
function matching(typed: string | null | undefined): SQL | undefined {
  const text = typed?.normalize('NFKC').trim().slice(0, 50)
  if (!text) return undefined
  const words = text.split(/\s+/).map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  const latin = text.toLowerCase()
  const initials = /^[a-z0-9]+$/.test(latin) ? like(faq.pinyin, `%${latin}%`) : undefined
  return or(and(...words.map((word) => or(ilike(faq.question, word), ilike(faq.answer, word)))), initials)
}

/** Adds a question, or changes one. Refuses INVALID_INPUT, NOT_FOUND, CONFLICT. */
export function saveFaq(ctx: Context, input: SaveFaqInput): Promise<FaqRow> {
  const question = requiredText('question', '问题', input.question, 60)!
  const values = {
    question, pinyin: pinyinInitials(question), answer: requiredText('answer', '答案', input.answer, 2_000)!, shortcut: input.shortcut ?? null,
    sortOrder: wholeNumber('sortOrder', '顺序', input.sortOrder, 0, 9_999)!, enabled: input.enabled, category: input.category,
  }
  return inTransaction(ctx, async (tx) => {
    await requireCategory(tx, values.category)
    const placed = { ...values, institutionId: await placeFor(tx, input.institutionId) }
    const before = input.id ? (await findFaqs(tx, [input.id]))[0] : undefined
    if (input.id && !before) throw new Refusal('NOT_FOUND')
    const [row] = before
      ? await tx.db.update(faq).set({ ...placed, version: sql`${faq.version} + 1`, changedAt: tx.now() }).where(and(eq(faq.id, before.id), eq(faq.version, input.version ?? 0))).returning()
      : await tx.db.insert(faq).values({ ...placed, changedAt: tx.now() }).returning()
    if (!row) throw new Refusal('CONFLICT')
    await audit(tx, before ? 'faq.update' : 'faq.create', { subjectType: 'Faq', subjectId: row.id, ...(before && { before: told(before) }), after: told(row) })
    return row
  })
}

const told = ({ question, answer, category, sortOrder, enabled, institutionId, shortcut }: FaqRow) => ({ question, answer, category, sortOrder, enabled, institutionId, shortcut })

async function requireCategory(tx: Context, category: string): Promise<void> {
  const known = await tx.db.select({ code: dictionaryEntry.code }).from(dictionaryEntry).innerJoin(dictionary, eq(dictionary.id, dictionaryEntry.dictionaryId))
    .where(and(eq(dictionary.code, CATEGORIES), eq(dictionaryEntry.code, category)))
  if (!known.length) throw invalid('category', '请选择问题分类。')
}

/** With what readers said of it. Refuses NOT_FOUND. */
export function deleteFaq(ctx: Context, id: string): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await findFaqs(tx, [id])
    if (!row) throw new Refusal('NOT_FOUND')
    await tx.db.delete(faq).where(eq(faq.id, id))
    await audit(tx, 'faq.remove', { subjectType: 'Faq', subjectId: id, before: told(row) })
    return true
  })
}

/** Whether the answer helped; a reader's last word counts, once. Refuses NOT_FOUND. */
export function rateFaq(ctx: Context, id: string, solved: boolean): Promise<FaqRow> {
  return inTransaction(ctx, async (tx) => {
    const readerId = readerOf(tx)
    const [row] = readerId ? await findFaqs(tx, [id]) : []
    if (!row || !readerId) throw new Refusal('NOT_FOUND')
    const vote = { solved, votedAt: tx.now() }
    await tx.db.insert(faqVote).values({ faqId: id, readerId, ...vote }).onConflictDoUpdate({ target: [faqVote.faqId, faqVote.readerId], set: vote })
    return row
  })
}

function readerOf({ viewer }: Context): string | undefined {
  return viewer.kind === 'PATIENT' ? viewer.accountId : viewer.kind === 'PRACTITIONER' ? viewer.practitionerId : undefined
}

/** How many readers it helped and did not, by question. Counted from their words, so it is exact whoever says them at once. */
export async function votesOf(ctx: Context, ids: readonly string[]): Promise<Map<string, { solved: number; unsolved: number }>> {
  const rows = await ctx.db.select({ faqId: faqVote.faqId, solved: faqVote.solved, count: count() }).from(faqVote).where(inArray(faqVote.faqId, [...ids])).groupBy(faqVote.faqId, faqVote.solved)
  const told = (id: string, solved: boolean) => rows.find((row) => row.faqId === id && row.solved === solved)?.count ?? 0
  return new Map(ids.map((id) => [id, { solved: told(id, true), unsolved: told(id, false) }]))
}

/** What the reader himself has said, by question. */
export async function ownVotesOf(ctx: Context, ids: readonly string[]): Promise<Map<string, { solved: boolean }>> {
  const readerId = readerOf(ctx)
  const rows = readerId ? await ctx.db.select().from(faqVote).where(and(inArray(faqVote.faqId, [...ids]), eq(faqVote.readerId, readerId))) : []
  return new Map(rows.map(({ faqId, solved }) => [faqId, { solved }]))
}
