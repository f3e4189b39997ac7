import { and, asc, eq, inArray, isNull, or } from 'drizzle-orm'
import { isId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { invalid, requiredText } from '@hospital/subgraph/fields'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { ownOf, placeFor } from '../directory/belonging.ts'
import { ancestorsOf } from '../directory/institution.ts'
import { sitePage } from '../tables/content.ts'
import { requirePictures } from './picture.ts'
import { cleanRichText } from './rich-text.ts'
import type { SaveSitePageInput } from './site-page.types.ts'
import type { SitePageKey } from './words.ts'

export type SitePageRow = typeof sitePage.$inferSelect

/** Public: of each page the nearest wording, the institution's own, else that of one above, else the whole hospital's. */
export async function listSitePages(ctx: Context, institutionId?: string | null): Promise<SitePageRow[]> {
  const path: (string | null)[] = [...(institutionId && isId(institutionId) ? await ancestorsOf(ctx, institutionId) : []), null]
  const rows = await ctx.db.select().from(sitePage).where(or(isNull(sitePage.institutionId), inArray(sitePage.institutionId, path.filter((id) => id !== null)))).orderBy(asc(sitePage.key))
  const nearest = Map.groupBy(rows, ({ key }) => key)
  return [...nearest.values()].map((wordings) => wordings.toSorted((one, other) => path.indexOf(one.institutionId) - path.indexOf(other.institutionId))[0]!)
}

/** Words a page of the site; visitors read it at once. Refuses INVALID_INPUT, CONFLICT. */
export function saveSitePage(ctx: Context, { key, version, ...input }: SaveSitePageInput): Promise<SitePageRow> {
  const title = requiredText('title', '标题', input.title, 40)!
  const { html: body, words, pictures } = cleanRichText('body', input.body)
  if (!words) throw invalid('body', '请填写正文。')
  return inTransaction(ctx, async (tx) => {
    const institutionId = await placeFor(tx, input.institutionId)
    await requirePictures(tx, 'body', pictures)
    const values = { title, body, updatedAt: tx.now() }
    const [row] = version
      ? await tx.db.update(sitePage).set({ ...values, version: version + 1 }).where(and(eq(sitePage.key, key), ownOf(sitePage.institutionId, institutionId), eq(sitePage.version, version))).returning()
      : await tx.db.insert(sitePage).values({ key, institutionId, ...values }).onConflictDoNothing().returning()
    if (!row) throw new Refusal('CONFLICT')
    await audit(tx, 'site-page.update', { subjectType: 'SitePage', subjectId: row.id, after: { key, institutionId, title, bodyLength: words.length } })
    return row
  })
}

/** Takes an institution's own wording away: what is above holds again. Refuses INVALID_INPUT (not the operator's), CONFLICT. */
export function resetSitePage(ctx: Context, key: SitePageKey, asked: string, version: number): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const institutionId = await placeFor(tx, asked)
    const [gone] = await tx.db.delete(sitePage).where(and(eq(sitePage.key, key), eq(sitePage.institutionId, institutionId!), eq(sitePage.version, version))).returning()
    if (!gone) throw new Refusal('CONFLICT')
    await audit(tx, 'site-page.reset', { subjectType: 'SitePage', subjectId: gone.id, before: { key, institutionId, title: gone.title } })
    return true
  })
}
