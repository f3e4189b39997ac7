import { inArray } from 'drizzle-orm'
import { actorOf } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import { signPictureUrl } from '@hospital/files/picture'
import { acceptUpload } from '@hospital/files/use'
import { audit } from '@hospital/subgraph/audit'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import type { PlatformContext } from '../context.ts'
import { pageImage } from '../tables/page.ts'

export type PageImageRow = typeof pageImage.$inferSelect

/** Pictures of pages are public: whoever knows an id may see it. */
export async function findImages(ctx: PlatformContext, ids: readonly string[]): Promise<PageImageRow[]> {
  const known = ids.filter(isId)
  return known.length ? ctx.db.select().from(pageImage).where(inArray(pageImage.id, known)) : []
}

/** Takes an uploaded picture for use on pages; the same one twice is one. Refuses UPLOAD_INVALID. */
export async function keepPageImage(ctx: PlatformContext, receipt: string): Promise<PageImageRow> {
  const file = await acceptUpload(ctx, receipt)
  const { fileId, width, height, contentType } = file ?? {}
  if (!fileId || !width || !height || !contentType?.startsWith('image/')) throw new Refusal('UPLOAD_INVALID')
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.insert(pageImage).values({ fileId, width, height, keptAt: tx.now(), keptBy: actorOf(tx.viewer).actorId })
      .onConflictDoUpdate({ target: pageImage.fileId, set: { width } }).returning()
    await audit(tx, 'page.image-kept', { subjectType: 'PageImage', subjectId: row!.id, after: { width, height } })
    return row!
  })
}

export const imageUrl = ({ keys, gatewayUrl }: PlatformContext, { fileId }: PageImageRow) => signPictureUrl(keys.fileKey, gatewayUrl, fileId)
