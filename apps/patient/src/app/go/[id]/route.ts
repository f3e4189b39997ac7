import { getClient } from '@/graph'
import { FollowBannerDocument } from '@/graphql/graphql'

/** Where a banner leads: only to what the hospital has set and the graph has checked. One that is no longer shown leads home. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { data } = await (await getClient()).mutation(FollowBannerDocument, { id: (await params).id })
  return new Response(null, { status: 303, headers: { location: data?.followBanner ?? '/', 'cache-control': 'no-store', 'x-robots-tag': 'noindex' } })
}
