import type { Realm } from '../realm.ts'
import { admit, refusal } from './admission.ts'
import { callerOf, GatewayUnreachable, isUnauthenticated, postToGateway, type Caller } from './gateway.ts'
import { sessionOf, type RequestSession } from './session.ts'

/** `POST /api/graphql`: a page's queries and mutations, sent on with the session's token. */
export function graphqlProxy(realm: Realm) {
  return async function POST(request: Request): Promise<Response> {
    const admission = await admit(request)
    if (admission instanceof Response) return admission
    const caller = callerOf(request.headers)
    if (typeof admission.body.documentId !== 'string' || 'query' in admission.body) return refusal(400, 'OPERATION_NOT_REGISTERED', '页面版本已更新，请刷新后重试。', caller.requestId)
    try {
      return await forward(realm, request, admission.text, caller)
    } catch (error) {
      if (!(error instanceof GatewayUnreachable)) throw error
      return refusal(503, 'GATEWAY_UNREACHABLE', '医院系统暂时连不上，请稍后再试。', caller.requestId)
    }
  }
}

async function forward(realm: Realm, request: Request, body: string, caller: Caller): Promise<Response> {
  const session = await sessionOf(realm, request, caller)
  const first = await send(body, caller, session)
  if (!first.refused || !session.tokens || session.setCookies.length > 0) return first.answer
  // The token may have been ended early, or by a clock that was moved; nothing ran, so a repeat under a new token is safe.
  const renewed = await sessionOf(realm, request, caller, true)
  if (!renewed.tokens) return withCookies(first.answer, renewed.setCookies)
  return (await send(body, caller, renewed)).answer
}

async function send(body: string, caller: Caller, { tokens, setCookies }: RequestSession) {
  const upstream = await postToGateway('/graphql', body, caller, tokens?.accessToken)
  const text = await upstream.text()
  const headers = new Headers({
    'content-type': upstream.headers.get('content-type') ?? 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-request-id': upstream.headers.get('x-request-id') ?? caller.requestId,
  })
  const answer = withCookies(new Response(text, { status: upstream.status, headers }), setCookies)
  return { answer, refused: upstream.status === 401 || refusesSession(text) }
}

function refusesSession(text: string): boolean {
  if (!text.includes('"UNAUTHENTICATED"') && !text.includes('"SESSION_EXPIRED"')) return false
  try {
    const answer = JSON.parse(text)
    return isUnauthenticated(answer) && !Object.values(answer.data ?? {}).some((value) => value !== null)
  } catch {
    return false
  }
}

function withCookies(response: Response, setCookies: string[]): Response {
  for (const cookie of setCookies) response.headers.append('set-cookie', cookie)
  return response
}
