import { and, eq, inArray } from 'drizzle-orm'
import { can } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import { eachRow, type BulkResult } from '@hospital/subgraph/bulk'
import type { Context } from '@hospital/subgraph/context'
import { invalid, optionalText, requiredText } from '@hospital/subgraph/fields'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { applyTransition } from '@hospital/subgraph/transitions'
import { placeFor } from '../directory/belonging.ts'
import { article } from '../tables/content.ts'
import { articleEntity, keptArticles, type ArticleRow } from './article.ts'
import type { PublishArticleInput, SaveArticleInput } from './article.types.ts'
import { categoryOf } from './category.ts'
import { linkFrom } from './link.ts'
import { requirePictures } from './picture.ts'
import { cleanRichText } from './rich-text.ts'

/** Keeps a draft, or changes an article. Refuses INVALID_INPUT, NOT_FOUND, CONFLICT, FORBIDDEN (published, without the right to publish). */
export function saveArticle(ctx: Context, input: SaveArticleInput): Promise<ArticleRow> {
  return inTransaction(ctx, async (tx) => {
    const values = await valuesOf(tx, input)
    const { body: _, words: __, ...told } = values
    if (!input.id) {
      const [row] = await tx.db.insert(article).values({ ...values, status: 'DRAFT', updatedAt: tx.now() }).returning()
      await audit(tx, 'article.create', { subjectType: 'Article', subjectId: row!.id, after: told })
      return row!
    }
    const before = await lockArticle(tx, input.id)
    if (before.status === 'PUBLISHED' && !can(tx.viewer, 'content:publish')) throw new Refusal('FORBIDDEN', { message: '文章已发布，修改须由有发布权限的管理员进行，或先撤下。' })
    if (before.version !== input.version) throw new Refusal('CONFLICT', { message: '这篇文章刚刚被他人修改，请刷新后再改。', details: { version: before.version } })
    if (before.status === 'PUBLISHED' && !values.words) throw invalid('body', '已发布的文章不能没有正文。')
    const [row] = await tx.db.update(article).set({ ...values, updatedAt: tx.now(), version: before.version + 1 }).where(eq(article.id, before.id)).returning()
    await audit(tx, 'article.update', { subjectType: 'Article', subjectId: before.id, ...changesOf(before, values) })
    return row!
  })
}

/** The text itself is too long for the log: that it changed, and by how much, is enough. */
function changesOf(before: ArticleRow, { body, words, ...values }: Awaited<ReturnType<typeof valuesOf>>) {
  const changed = (Object.keys(values) as (keyof typeof values)[]).filter((field) => JSON.stringify(before[field]) !== JSON.stringify(values[field]))
  const told = (from: typeof values, length: number) => ({ ...Object.fromEntries(changed.map((field) => [field, from[field]])), ...(before.body !== body && { bodyLength: length }) })
  return { before: told(before, before.words.length), after: told(values, words.length) }
}

/** Shows an article to readers, at once or from a moment on, for good or until another. Refuses INVALID_INPUT (times, nothing written), NOT_FOUND, WRONG_STATE, CONFLICT. */
export function publishArticle(ctx: Context, { id, version, ...times }: PublishArticleInput): Promise<ArticleRow> {
  return inTransaction(ctx, async (tx) => {
    const now = tx.now()
    const [publishAt, unpublishAt] = [times.publishAt ?? now, times.unpublishAt ?? null]
    if (unpublishAt && (unpublishAt <= publishAt || unpublishAt <= now)) throw invalid('unpublishAt', '下线时间须晚于发布时间，且不能已经过去。')
    const row = await applyTransition(tx, articleEntity, id, 'publish', { publishAt, unpublishAt, updatedAt: now, version: version + 1 }, { where: eq(article.version, version) })
    if (!row.words) throw invalid('body', '请先填写正文再发布。')
    await audit(tx, 'article.publish', { subjectType: 'Article', subjectId: id, after: { publishAt, unpublishAt } })
    return row
  })
}

/** Takes an article from the readers. Refuses INVALID_INPUT, NOT_FOUND, WRONG_STATE. */
export function withdrawArticle(ctx: Context, id: string, why: string): Promise<ArticleRow> {
  const reason = requiredText('reason', '撤下的原因', why, 100)!
  return inTransaction(ctx, async (tx) => {
    const row = await applyTransition(tx, articleEntity, id, 'withdraw', { updatedAt: tx.now() }, { detail: { reason } })
    await audit(tx, 'article.withdraw', { subjectType: 'Article', subjectId: id, after: { reason } })
    return row
  })
}

/** Removes drafts; what was once published stays on record. */
export function removeArticles(ctx: Context, ids: readonly string[]): Promise<BulkResult> {
  const namesOf = (known: string[]) => ctx.db.select({ id: article.id, name: article.title }).from(article).where(inArray(article.id, known))
  return eachRow(ctx, ids, namesOf, async (tx, id) => {
    const { status, title } = await lockArticle(tx, id)
    if (status !== 'DRAFT') throw new Refusal('WRONG_STATE', { message: '发布过的文章须留存备查，不能删除，可以撤下。', details: { status } })
    await tx.db.delete(article).where(eq(article.id, id))
    await audit(tx, 'article.remove', { subjectType: 'Article', subjectId: id, before: { title } })
  })
}

async function lockArticle(tx: Context, id: string): Promise<ArticleRow> {
  const [row] = isId(id) ? await tx.db.select().from(article).where(and(eq(article.id, id), keptArticles(tx.viewer))).for('update') : []
  if (!row) throw new Refusal('NOT_FOUND')
  return row
}

async function valuesOf(tx: Context, input: SaveArticleInput) {
  const { kind, categoryId, coverId = null, terminals } = input
  if (!isId(categoryId) || !(await categoryOf(tx, categoryId))) throw invalid('categoryId', '所选的分类不存在或已删除。')
  const { html: body, words, pictures } = cleanRichText('body', input.body)
  await requirePictures(tx, 'body', pictures)
  if (coverId) await requirePictures(tx, 'coverId', [coverId])
  return {
    kind, institutionId: await placeFor(tx, input.institutionId), categoryId, coverId, body, words, terminals: [...new Set(terminals)],
    title: requiredText('title', '标题', input.title, 60)!,
    summary: optionalText('summary', '摘要', input.summary, 200) ?? null,
    author: optionalText('author', '作者', input.author, 40) ?? null,
    source: optionalText('source', '来源', input.source, 60) ?? null,
    ...lectureOf(input),
  }
}

/** A lecture is watched somewhere or held at a time and place; anything else is neither. */
function lectureOf({ kind, mediaUrl, startsAt = null, place }: SaveArticleInput) {
  if (kind !== 'LECTURE') return { mediaUrl: null, startsAt: null, place: null }
  const media = linkFrom('mediaUrl', mediaUrl)
  if (media?.startsWith('/')) throw invalid('mediaUrl', '请填写以 https:// 开头的音视频地址。')
  const held = optionalText('place', '地点', place, 100) ?? null
  if (!media && !(startsAt && held)) throw invalid('mediaUrl', '讲座请填写音视频地址，或填写时间与地点。')
  return { mediaUrl: media, startsAt, place: held }
}
