import { and, asc, eq } from 'drizzle-orm'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { invalid, requiredText } from '@hospital/subgraph/fields'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { sitePage } from '../tables/content.ts'
import { requirePictures } from './picture.ts'
import { cleanRichText } from './rich-text.ts'
import type { SaveSitePageInput } from './site-page.types.ts'

export type SitePageRow = typeof sitePage.$inferSelect

/** Public, all that were written. */
export async function listSitePages(ctx: Context): Promise<SitePageRow[]> {
  return ctx.db.select().from(sitePage).orderBy(asc(sitePage.key))
}

/** Words a page of the site; visitors read it at once. Refuses INVALID_INPUT, CONFLICT. */
export function saveSitePage(ctx: Context, { key, version, ...input }: SaveSitePageInput): Promise<SitePageRow> {
  const title = requiredText('title', '标题', input.title, 40)!
  const { html: body, words, pictures } = cleanRichText('body', input.body)
  if (!words) throw invalid('body', '请填写正文。')
  return inTransaction(ctx, async (tx) => {
    await requirePictures(tx, 'body', pictures)
    const values = { title, body, updatedAt: tx.now() }
    const [row] = version
      ? await tx.db.update(sitePage).set({ ...values, version: version + 1 }).where(and(eq(sitePage.key, key), eq(sitePage.version, version))).returning()
      : await tx.db.insert(sitePage).values({ key, ...values }).onConflictDoNothing().returning()
    if (!row) throw new Refusal('CONFLICT')
    await audit(tx, 'site-page.update', { subjectType: 'SitePage', subjectId: row.id, after: { key, title, bodyLength: words.length } })
    return row
  })
}
