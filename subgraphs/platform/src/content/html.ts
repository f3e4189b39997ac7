import type { PlatformContext } from '../context.ts'
import { findPictures, pictureUrl } from './picture.ts'
import { picturesIn, withPictures } from './rich-text.ts'

/** Kept HTML as pages show it. */
export async function shownHtml(ctx: PlatformContext, html: string): Promise<string> {
  const ids = picturesIn(html)
  if (!ids.length) return html
  const found = new Map((await findPictures(ctx, ids)).map(({ id, width, height }) => [id, { url: pictureUrl(ctx, id), width, height }]))
  return withPictures(html, (id) => found.get(id))
}
