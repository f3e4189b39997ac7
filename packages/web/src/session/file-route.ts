import { gatewayUrl } from '../environment.ts'
import type { Realm } from '../realm.ts'
import { callerOf, gatewayHeaders, GatewayUnreachable, type Caller } from './gateway.ts'
import { sessionOf } from './session.ts'

const PASSED_ON = [
  'content-type', 'content-length', 'content-range', 'accept-ranges', 'content-disposition', 'cache-control', 'content-security-policy', 'x-content-type-options', 'cross-origin-resource-policy', 'referrer-policy',
]
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** `GET /files/:id` and `GET /exports/:id`: what a link of the graph leads to, fetched with the session of the cookie: a link opens for the session that it was made for. */
export function fileRoute(realm: Realm, kind: 'files' | 'exports') {
  return async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
    const { id } = await params
    if (!ID.test(id)) return sentence(404, '没有找到这个文件。')
    const caller = callerOf(request.headers)
    try {
      return await fetchFile(realm, request, `/${kind}/${id}${new URL(request.url).search}`, caller)
    } catch (error) {
      if (!(error instanceof GatewayUnreachable)) throw error
      return sentence(503, '医院系统暂时连不上，请稍后再试。')
    }
  }
}

async function fetchFile(realm: Realm, request: Request, path: string, caller: Caller): Promise<Response> {
  const first = await sessionOf(realm, request, caller)
  const answer = await ask(path, request, caller, first.tokens?.accessToken)
  if (answer.status !== 401 || !first.tokens || first.setCookies.length > 0) return passOn(answer, first.setCookies)
  await answer.body?.cancel()
  // The token may have been ended early, or by a clock that was moved.
  const renewed = await sessionOf(realm, request, caller, true)
  return passOn(await ask(path, request, caller, renewed.tokens?.accessToken), renewed.setCookies)
}

async function ask(path: string, request: Request, caller: Caller, accessToken?: string): Promise<Response> {
  const range = request.headers.get('range')
  try {
    return await fetch(gatewayUrl() + path, { headers: { ...gatewayHeaders(caller, accessToken), ...(range && { range }) }, cache: 'no-store', signal: request.signal })
  } catch (error) {
    throw new GatewayUnreachable(error)
  }
}

function passOn(answer: Response, setCookies: string[]): Response {
  const headers = new Headers(PASSED_ON.flatMap((name) => (answer.headers.has(name) ? [[name, answer.headers.get(name)!] as [string, string]] : [])))
  for (const cookie of setCookies) headers.append('set-cookie', cookie)
  return new Response(answer.body, { status: answer.status, headers })
}

const sentence = (status: number, text: string) => new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } })
