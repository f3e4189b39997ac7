import { gatewaySocketUrl, gatewayUrl } from '../environment.ts'
import type { Realm } from '../realm.ts'
import { admit, json, refusal } from './admission.ts'
import { callerOf, GatewayUnreachable, postToGateway, type Caller } from './gateway.ts'
import { sessionOf } from './session.ts'

/** What a page needs to speak to the gateway itself for the next minute: a socket or an upload. */
export interface Ticket {
  ticket: string
  socketUrl: string
  uploadUrl: string
}

/** `POST /api/ticket`: a ticket of 60 seconds for the session's person. */
export function ticketRoute(realm: Realm) {
  return async function POST(request: Request): Promise<Response> {
    const admission = await admit(request)
    if (admission instanceof Response) return admission
    const caller = callerOf(request.headers)
    try {
      return await exchange(realm, request, caller)
    } catch (error) {
      if (!(error instanceof GatewayUnreachable)) throw error
      return refusal(503, 'GATEWAY_UNREACHABLE', '医院系统暂时连不上，请稍后再试。', caller.requestId)
    }
  }
}

async function exchange(realm: Realm, request: Request, caller: Caller): Promise<Response> {
  for (const force of [false, true]) {
    const { tokens, setCookies } = await sessionOf(realm, request, caller, force)
    if (!tokens) return refusal(401, 'UNAUTHENTICATED', '登录已过期，请重新登录。', caller.requestId, setCookies)
    const upstream = await postToGateway('/tickets', '{}', caller, tokens.accessToken)
    if (upstream.ok) {
      const { ticket } = (await upstream.json()) as { ticket: string }
      const answer: Ticket = { ticket, socketUrl: gatewaySocketUrl(), uploadUrl: `${gatewayUrl()}/uploads` }
      return json(answer, 200, caller.requestId, setCookies)
    }
    await upstream.body?.cancel()
    if (upstream.status !== 401 || setCookies.length > 0) break
  }
  return refusal(502, 'TICKET_REFUSED', '暂时不能建立实时连接，请稍后再试。', caller.requestId)
}
