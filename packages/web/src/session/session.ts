import type { Realm } from '../realm.ts'
import { clearCookiesFor, setCookiesFor, tokensFrom, type Tokens } from './cookies.ts'
import type { Caller } from './gateway.ts'
import { renew } from './renewal.ts'

/** The session behind a request, and the cookies that the answer must set so that the browser keeps up. */
export interface RequestSession {
  tokens: Tokens | null
  setCookies: string[]
}

/** Renewed this long before the access token ends, so that it lives through the request. */
const marginMs = 30_000

/** Behind a proxy that ends TLS, the browser speaks https although this server does not. */
export function isSecure(request: { url: string; headers: Headers }): boolean {
  return (request.headers.get('x-forwarded-proto') ?? new URL(request.url).protocol).startsWith('https')
}

/** The session of a request, renewed when it is about to end (or at once when `force`). Throws GatewayUnreachable. */
export async function sessionOf(realm: Realm, request: { url: string; headers: Headers }, caller: Caller, force = false): Promise<RequestSession> {
  const tokens = tokensFrom(realm, request.headers.get('cookie'))
  if (!tokens) return { tokens: null, setCookies: [] }
  if (!force && tokens.accessUntil - marginMs > Date.now()) return { tokens, setCookies: [] }
  const scope = { realm, secure: isSecure(request) }
  const next = await renew(realm, tokens.refreshToken, caller)
  return next ? { tokens: next, setCookies: setCookiesFor(scope, next) } : { tokens: null, setCookies: clearCookiesFor(scope) }
}
