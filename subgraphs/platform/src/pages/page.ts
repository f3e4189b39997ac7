import { and, eq, inArray, sql } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { WHOLE } from '@hospital/configuration/effective'
import type { Terminal } from '@hospital/configuration/terminal'
import { isId } from '@hospital/database/identifier'
import { readContent, shownContent, type PageContent, type PageProblem, type StoredContent } from '@hospital/pages/content'
import { PAGE_KINDS, type PageKind } from '@hospital/pages/kinds'
import { builtIn } from '@hospital/pages/templates'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page as PageOf, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { page, pageVersion } from '../tables/page.ts'
import { closedAt, distance, mainInstitution, placeOf, type PagePlace, type Place, type PlacedKind } from './place.ts'

export type PageRow = typeof page.$inferSelect
export type PageVersionRow = typeof pageVersion.$inferSelect

/** Drafts and versions are for whoever designs; what is published, anybody reads through `findPublished`. */
export const visiblePages = (viewer: Viewer) => (viewer.kind === 'SERVICE' || can(viewer, 'page:design') || can(viewer, 'page:publish') ? undefined : sql`false`)

export async function findPage(ctx: Context, id: string): Promise<PageRow | undefined> {
  return isId(id) ? (await ctx.db.select().from(page).where(and(eq(page.id, id), visiblePages(ctx.viewer))))[0] : undefined
}

export interface InForce {
  page: PageRow
  version: PageVersionRow
}

/** By kind, what is published for a place, by the nearest that has something. */
export async function findPublished(ctx: Context, kinds: readonly PageKind[], place: Place): Promise<Map<PageKind, InForce>> {
  const rows = await ctx.db.select({ page, version: pageVersion }).from(page).innerJoin(pageVersion, and(eq(pageVersion.pageId, page.id), eq(pageVersion.number, page.publishedVersion)))
    .where(and(inArray(page.kind, [...kinds]), inArray(page.node, place.path), inArray(page.terminal, [place.terminal, WHOLE])))
  const nearest = rows.toSorted((one, other) => distance(place, other.page) - distance(place, one.page))
  return new Map(nearest.map((row) => [row.page.kind, row]))
}

/** A page as patients see it. */
export interface ShownPage {
  kind: PageKind
  /** 0: built in, nothing was published. */
  version: number
  content: PageContent
}

const shown = (kind: PageKind, version: number, stored: StoredContent, closed: ReadonlySet<string>): ShownPage => ({ kind, version, content: shownContent(readContent(kind, stored).content, closed) })

/** What a page shows now at an institution (the main one unless told) and a terminal, without what is switched off there. Refuses NOT_FOUND. */
export async function readPage(ctx: Context, { kind, institutionId, terminal }: PlacedKind): Promise<ShownPage> {
  const place = await placeOf(ctx, { institutionId: institutionId ?? (await mainInstitution(ctx)), terminal })
  const [published, closed] = await Promise.all([findPublished(ctx, [kind], place), closedAt(ctx, place.node)])
  const version = published.get(kind)?.version
  return shown(kind, version?.number ?? 0, version?.content ?? builtIn(kind), closed)
}

/** A draft for whoever holds its token: as it would be seen. Refuses NOT_FOUND. */
export async function readPreview(ctx: Context, token: string): Promise<ShownPage> {
  const [row] = await ctx.db.select().from(page).where(eq(page.previewToken, token))
  if (!row) throw new Refusal('NOT_FOUND')
  const node = row.node === WHOLE ? ((await mainInstitution(ctx)) ?? WHOLE) : row.node
  return shown(row.kind, row.publishedVersion ?? 0, row.draft, await closedAt(ctx, node))
}

/** A page as whoever designs it sees it at one place: own, or what it would start from. */
export interface Design {
  kind: PageKind
  place: Place
  own?: PageRow
  inForce?: InForce
  draft: StoredContent
  problems: PageProblem[]
}

/** Refuses NOT_FOUND (no such institution). */
export async function designsAt(ctx: Context, where: PagePlace, kinds: readonly PageKind[] = Object.keys(PAGE_KINDS) as PageKind[]): Promise<Design[]> {
  const place = await placeOf(ctx, where)
  const owned = await ctx.db.select().from(page).where(and(inArray(page.kind, [...kinds]), eq(page.node, place.node), eq(page.terminal, place.terminal), visiblePages(ctx.viewer)))
  const published = await findPublished(ctx, kinds, place)
  return kinds.map((kind) => {
    const own = owned.find((row) => row.kind === kind)
    const inForce = published.get(kind)
    const draft = own?.draft ?? inForce?.version.content ?? builtIn(kind)
    return { kind, place, draft, problems: readContent(kind, draft).problems, ...(own && { own }), ...(inForce && { inForce }) }
  })
}

export const designOf = async (ctx: Context, { kind, node, terminal }: Pick<PageRow, 'kind' | 'node' | 'terminal'>): Promise<Design> =>
  (await designsAt(ctx, { institutionId: node === WHOLE ? null : node, terminal: terminal === WHOLE ? null : (terminal as Terminal) }, [kind]))[0]!

/** Newest first. Whose page it is was decided where the page was read. */
export function listVersions(ctx: Context, pageId: string, args: PageArgs): Promise<PageOf<PageVersionRow>> {
  return paginate(args, {
    sort: [{ column: pageVersion.number, descending: true }],
    where: eq(pageVersion.pageId, pageId),
    rows: (condition, order, limit) => ctx.db.select().from(pageVersion).where(condition).orderBy(...order).limit(limit),
    keyOf: ({ number }) => [number],
    count: (condition) => ctx.db.$count(pageVersion, condition),
  })
}
