import { and, eq, gt, ilike, inArray, isNull, lte, or, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs, type SortKey } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import type { Entity } from '@hospital/subgraph/transitions'
import { heldAt, keptBy, ownOf } from '../directory/belonging.ts'
import { article } from '../tables/content.ts'
import { articleTransitions, type ArticleState } from './article.status.ts'
import type { ArticleFilter } from './article.types.ts'
import { countReading } from './hits.ts'
import { atTerminal } from './terminal.ts'

export type ArticleRow = typeof article.$inferSelect

const isShown = (now: Date) => and(eq(article.status, 'PUBLISHED'), lte(article.publishAt, now), or(isNull(article.unpublishAt), gt(article.unpublishAt, now)))

const keeps = (viewer: Viewer) => can(viewer, 'content:manage') || can(viewer, 'content:publish')

/** What may be written: who writes or publishes keeps those of the hospital, or of his branch. */
export const keptArticles = (viewer: Viewer): SQL | undefined => (keeps(viewer) ? keptBy(viewer, article.institutionId) : sql`false`)

/** Readers see what is published and shown now; who writes or publishes sees also all that he keeps. */
function visibleArticles(viewer: Viewer, now: Date): SQL | undefined {
  if (!keeps(viewer)) return isShown(now)
  const kept = keptArticles(viewer)
  return kept && or(kept, isShown(now))
}

export const articleEntity: Entity<typeof article, ArticleState, typeof articleTransitions> = { name: 'Article', table: article, transitions: articleTransitions, visible: keptArticles }

export async function findArticles(ctx: Context, ids: readonly string[]): Promise<ArticleRow[]> {
  return ctx.db.select().from(article).where(and(inArray(article.id, ids.filter(isId)), visibleArticles(ctx.viewer, ctx.now())))
}

/** Whether readers see it at this moment. */
export const shownNow = ({ status, publishAt, unpublishAt }: ArticleRow, now: Date) => status === 'PUBLISHED' && publishAt! <= now && (!unpublishAt || unpublishAt > now)

/** What readers are shown now at an institution, or of the whole hospital, the latest first. */
export function listShownArticles(ctx: Context, page: PageArgs, filter: ArticleFilter = {}): Promise<Page<ArticleRow>> {
  const sort = [{ column: article.publishAt, descending: true }, { column: article.id, descending: true }]
  return pageOf(ctx, page, { sort, where: and(isShown(ctx.now()), heldAt(article.institutionId, filter.institutionId), matching({ ...filter, status: null })), keyOf: (row) => [row.publishAt!, row.id] })
}

/** All that the viewer keeps, the last changed first. */
export function listArticles(ctx: Context, page: PageArgs, filter: ArticleFilter = {}): Promise<Page<ArticleRow>> {
  const sort = [{ column: article.updatedAt, descending: true }, { column: article.id, descending: true }]
  return pageOf(ctx, page, { sort, where: and(keptArticles(ctx.viewer), filter.institutionId ? ownOf(article.institutionId, filter.institutionId) : undefined, matching(filter)), keyOf: (row) => [row.updatedAt, row.id] })
}

interface Listed {
  sort: readonly SortKey[]
  where: SQL | undefined
  keyOf(row: ArticleRow): (string | Date)[]
}

const pageOf = (ctx: Context, page: PageArgs, listed: Listed) => paginate(page, {
  ...listed,
  rows: (where, order, limit) => ctx.db.select().from(article).where(where).orderBy(...order).limit(limit),
  count: (where) => ctx.db.$count(article, where),
})

function matching({ categoryId, kind, terminal, search, status }: ArticleFilter): SQL | undefined {
  if (categoryId && !isId(categoryId)) return sql`false`
  const words = search?.normalize('NFKC').trim().slice(0, 50).replace(/[\\%_]/g, '\\$&')
  return and(
    categoryId ? eq(article.categoryId, categoryId) : undefined, kind ? eq(article.kind, kind) : undefined, status ? eq(article.status, status) : undefined, atTerminal(article.terminals, terminal),
    words ? or(...[article.title, article.summary, article.words].map((column) => ilike(column, `%${words}%`))) : undefined,
  )
}

/** Counts a reading, once a reader and day. Refuses NOT_FOUND where readers do not see the article. */
export async function noteArticleRead(ctx: Context, id: string): Promise<boolean> {
  const shown = isId(id) && (await ctx.db.$count(article, and(eq(article.id, id), isShown(ctx.now()))))
  if (!shown) throw new Refusal('NOT_FOUND')
  await countReading(ctx, id)
  return true
}
