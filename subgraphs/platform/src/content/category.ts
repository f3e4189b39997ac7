import { and, asc, eq, inArray } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { requiredText, wholeNumber, invalid } from '@hospital/subgraph/fields'
import { Refusal } from '@hospital/subgraph/refusal'
import { batch } from '@hospital/subgraph/schema'
import { inTransaction, violatedConstraint } from '@hospital/subgraph/transaction'
import { article, articleCategory } from '../tables/content.ts'
import type { SaveArticleCategoryInput } from './category.types.ts'

export type CategoryRow = typeof articleCategory.$inferSelect

/** Lists show those in use; a single one goes on naming what was sorted by it. */
const listedCategories = (viewer: Viewer) => (can(viewer, 'content:manage') ? undefined : eq(articleCategory.enabled, true))

/** In the hospital's order. A handful, so there are no pages. */
export async function listCategories(ctx: Context): Promise<CategoryRow[]> {
  return ctx.db.select().from(articleCategory).where(listedCategories(ctx.viewer)).orderBy(asc(articleCategory.sortOrder), asc(articleCategory.id))
}

async function findCategories(ctx: Context, ids: readonly string[]): Promise<CategoryRow[]> {
  return ctx.db.select().from(articleCategory).where(inArray(articleCategory.id, ids.filter(isId)))
}

export const categoryOf = (ctx: Context, id: string) =>
  batch(ctx, 'article category by id', async (ids) => new Map((await findCategories(ctx, ids)).map((row) => [row.id, row]))).load(id)

/** Adds a category, or changes one. Refuses INVALID_INPUT (also a name that is taken), NOT_FOUND, CONFLICT. */
export function saveCategory(ctx: Context, input: SaveArticleCategoryInput): Promise<CategoryRow> {
  const values = { name: requiredText('name', '分类名称', input.name, 12)!, sortOrder: wholeNumber('sortOrder', '排序', input.sortOrder, 0, 10_000)!, enabled: input.enabled }
  return inTransaction(ctx, async (tx) => {
    const before = input.id ? (await findCategories(tx, [input.id]))[0] : undefined
    if (input.id && !before) throw new Refusal('NOT_FOUND')
    const [row] = before
      ? await tx.db.update(articleCategory).set({ ...values, version: before.version + 1 }).where(and(eq(articleCategory.id, before.id), eq(articleCategory.version, input.version ?? 0))).returning()
      : await tx.db.insert(articleCategory).values(values).returning()
    if (!row) throw new Refusal('CONFLICT')
    const told = ({ name, sortOrder, enabled }: CategoryRow) => ({ name, sortOrder, enabled })
    await audit(tx, `article-category.${before ? 'update' : 'create'}`, { subjectType: 'ArticleCategory', subjectId: row.id, ...(before && { before: told(before) }), after: told(row) })
    return row
  }).catch((error: unknown) => {
    if (violatedConstraint(error) === 'article_category_name') throw invalid('name', '已有同名的分类。')
    throw error
  })
}

/** Removes a category that sorts nothing. Refuses NOT_FOUND, IN_USE. */
export function removeCategory(ctx: Context, id: string): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const [row] = isId(id) ? await tx.db.select().from(articleCategory).where(eq(articleCategory.id, id)).for('update') : []
    if (!row) throw new Refusal('NOT_FOUND')
    const articles = await tx.db.$count(article, eq(article.categoryId, id))
    if (articles) throw new Refusal('IN_USE', { message: `还有 ${articles} 篇文章在这个分类中，不能删除，可以改为停用。`, details: { articles } })
    await tx.db.delete(articleCategory).where(eq(articleCategory.id, id))
    await audit(tx, 'article-category.remove', { subjectType: 'ArticleCategory', subjectId: id, before: { name: row.name } })
    return true
  })
}
