import { getClient } from '@/graph'
import { VisitQrCodeDocument } from '@/graphql/graphql'

export const dynamic = 'force-dynamic'

const COOKIE = 'hospital_scan'
/** As long as a reload is no new scan. */
const COOKIE_SECONDS = 30 * 60
/** Who looks at every address before a person does: previews, crawlers, link checkers. */
const ROBOT = /bot|crawl|spider|slurp|preview|facebookexternalhit|curl|wget|python/i

/** What a printed code of our own says: counts the visitor once, then leads to the doctor. */
export async function GET(request: Request, { params }: { params: Promise<{ code: string }> }): Promise<Response> {
  const { code } = await params
  const known = new RegExp(`(?:^|; )${COOKIE}=([\\w-]{16,64})(?:;|$)`).exec(request.headers.get('cookie') ?? '')?.[1]
  const visitor = known ?? crypto.randomUUID()
  const { data } = await (await getClient()).mutation(VisitQrCodeDocument, { code, visitor: counts(request) ? visitor : null })
  const headers = new Headers({ location: data?.visitQrCode.path ?? '/q', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  if (data && !known) headers.set('set-cookie', `${COOKIE}=${visitor}; Path=/q; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Lax`)
  return new Response(null, { status: 302, headers })
}

/** Next would answer HEAD by GET: a look at the headers is no scan. */
export function HEAD(): Response {
  return new Response(null, { status: 200, headers: { 'cache-control': 'no-store' } })
}

function counts({ headers }: Request): boolean {
  return !/prefetch|preview/i.test(`${headers.get('sec-purpose')} ${headers.get('purpose')}`) && !ROBOT.test(headers.get('user-agent') ?? 'bot')
}
