import { and, eq, isNull } from 'drizzle-orm'
import { addDays, hospitalDay, hospitalInstant } from '@hospital/database/clock'
import { keepDrawing } from '@hospital/files/picture'
import { inTransaction } from '@hospital/subgraph/transaction'
import type { PlatformContext } from '../context.ts'
import { article, articleCategory, banner, sitePage } from '../tables/content.ts'
import { institution } from '../tables/directory.ts'
import { keepPicture } from './picture.ts'
import { cleanRichText } from './rich-text.ts'
import { ARTICLES, BANNERS, CATEGORIES, INTROS, SITE_PAGES, type SeedArticle } from './seed-articles.ts'
import { DRAWINGS, type Drawing } from './seed-drawings.ts'

type Pictures = Record<Drawing, string>

/** Articles, banners and the site of a new hospital, once. */
export async function seedContent(ctx: PlatformContext): Promise<void> {
  if (await ctx.db.$count(articleCategory)) return
  const kept = await Promise.all(Object.entries(DRAWINGS).map(async ([name, svg]) => [name, await keepDrawing(ctx.dataFolder, svg, ctx.now())] as const))
  const pictures = Object.fromEntries(kept.map(([name, { id }]) => [name, id])) as Pictures
  await inTransaction(ctx, async (tx) => {
    for (const [, { id, width, height }] of kept) await keepPicture(tx, { id, width: width!, height: height! })
    await seedArticles(tx, pictures)
    await tx.db.insert(banner).values(BANNERS.map(({ drawing, ...rest }, place) => ({ ...rest, pictureId: pictures[drawing], sortOrder: place + 1, enabled: true })))
    await tx.db.insert(sitePage).values(SITE_PAGES.map(({ body, ...rest }) => ({ ...rest, body: cleanRichText('body', body).html, updatedAt: tx.now() })))
    for (const kind of ['MAIN', 'BRANCH'] as const) await tx.db.update(institution).set({ intro: INTROS[kind] }).where(and(eq(institution.kind, kind), isNull(institution.intro)))
  })
}

async function seedArticles(tx: PlatformContext, pictures: Pictures): Promise<void> {
  const categories = await tx.db.insert(articleCategory).values(CATEGORIES.map((name, place) => ({ name, sortOrder: place + 1, enabled: true }))).returning()
  const categoryIds = new Map(categories.map(({ name, id }) => [name, id]))
  // An hour apart, so that they stand in the order written here.
  await tx.db.insert(article).values(ARTICLES.map((one, place) => valuesOf(one, categoryIds.get(one.category)!, pictures, new Date(tx.now().getTime() - (place + 1) * 3_600_000))))
}

function valuesOf({ kind, title, summary, author, drawing, body, mediaUrl, held }: SeedArticle, categoryId: string, pictures: Pictures, at: Date): typeof article.$inferInsert {
  const { html, words } = cleanRichText('body', body)
  return {
    kind, categoryId, title, summary, author, source: '云溪市第一人民医院', coverId: drawing ? pictures[drawing] : null, body: html, words, mediaUrl: mediaUrl ?? null,
    startsAt: held ? hospitalInstant(addDays(hospitalDay(at), held.inDays), held.at) : null, place: held?.place ?? null, status: 'PUBLISHED', publishAt: at, updatedAt: at,
  }
}
