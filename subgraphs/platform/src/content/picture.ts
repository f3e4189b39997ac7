import { inArray } from 'drizzle-orm'
import { isId } from '@hospital/database/identifier'
import { signPictureUrl } from '@hospital/files/picture'
import { acceptUpload } from '@hospital/files/use'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { invalid } from '@hospital/subgraph/fields'
import { Refusal } from '@hospital/subgraph/refusal'
import { batch } from '@hospital/subgraph/schema'
import { inTransaction } from '@hospital/subgraph/transaction'
import type { PlatformContext } from '../context.ts'
import { picture } from '../tables/content.ts'

export type PictureRow = typeof picture.$inferSelect

/** Makes a picture that one has uploaded oneself public for good: banners, covers, texts and designed pages name it. Refuses UPLOAD_INVALID (another's, too old, no picture). */
export async function publishPicture(ctx: PlatformContext, uploadReceipt: string): Promise<PictureRow> {
  const refused = () => new Refusal('UPLOAD_INVALID', { message: '请上传图片（JPG、PNG、WebP）。', details: { field: 'uploadReceipt' } })
  const file = await acceptUpload(ctx, uploadReceipt, { require: ({ contentType, width, height }) => { if (!contentType.startsWith('image/') || !width || !height) throw refused() } })
  if (!file) throw refused()
  const { fileId, width, height } = file
  return inTransaction(ctx, async (tx) => {
    const made = await keepPicture(tx, { id: fileId, width: width!, height: height! })
    if (made) await audit(tx, 'picture.publish', { subjectType: 'Picture', subjectId: fileId, after: { width, height } })
    return (await findPictures(tx, [fileId]))[0]!
  })
}

/** Answers whether it was not public before. */
export async function keepPicture(tx: Context, { id, width, height }: { id: string; width: number; height: number }): Promise<boolean> {
  const publishedBy = tx.viewer.kind === 'ADMINISTRATOR' ? tx.viewer.administratorId : null
  return (await tx.db.insert(picture).values({ id, width, height, publishedAt: tx.now(), publishedBy }).onConflictDoNothing().returning({ id: picture.id })).length > 0
}

export async function findPictures(ctx: Context, ids: readonly string[]): Promise<PictureRow[]> {
  return ctx.db.select().from(picture).where(inArray(picture.id, ids.filter(isId)))
}

/** Refuses INVALID_INPUT where one of them was never made public. */
export async function requirePictures(ctx: Context, field: string, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)]
  if (wanted.length && (await findPictures(ctx, wanted)).length < wanted.length) throw invalid(field, '图片没有上传成功或已失效，请重新上传。')
}

export const pictureOf = (ctx: Context, id: string) =>
  batch(ctx, 'picture by id', async (ids) => new Map((await findPictures(ctx, ids)).map((row) => [row.id, row]))).load(id)

export const pictureUrl = (ctx: PlatformContext, id: string) => signPictureUrl(ctx.keys.fileKey, ctx.gatewayUrl, id)
