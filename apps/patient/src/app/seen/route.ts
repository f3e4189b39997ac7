import { getClient } from '@/graph'
import { NoteArticleReadDocument, NoteBannersSeenDocument } from '@/graphql/graphql'

const MOST = 10
/** One transparent pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** What a page shows counts itself by asking for a picture. That it is not counted when the graph is away, or knows no such thing, is nobody's harm. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const [banners, article] = [searchParams.get('banners')?.split(',').slice(0, MOST), searchParams.get('article')]
  const client = await getClient()
  if (banners) await client.mutation(NoteBannersSeenDocument, { ids: banners })
  if (article) await client.mutation(NoteArticleReadDocument, { id: article })
  return new Response(PIXEL, { headers: { 'content-type': 'image/gif', 'cache-control': 'no-store' } })
}
