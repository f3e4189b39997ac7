import { NextResponse, type NextRequest } from 'next/server'
import type { Realm } from './realm.ts'
import { contentSecurityPolicy, securityHeaders, type Framing } from './security.ts'
import { cookieHeaderWith, tokensFrom } from './session/cookies.ts'
import { callerOf, GatewayUnreachable } from './session/gateway.ts'
import { isSecure, sessionOf, type RequestSession } from './session/session.ts'

/** The path of the page being rendered, as server components may read it. */
export const pathHeader = 'x-page-path'

export interface PageRules {
  /** Pages to see without a session; every other one leads to the sign-in page. */
  isOpen(path: string): boolean
  /** Read at every request, as addresses are. */
  framing?(path: string): Framing
}

/** What stands before every page: its session is kept fresh (a render cannot set cookies), strangers are led to sign in, headers are strict. */
export function pageProxy(realm: Realm, rules: PageRules) {
  return async function proxy(request: NextRequest): Promise<NextResponse> {
    const { pathname, search } = request.nextUrl
    const caller = callerOf(request.headers)
    const session = await keepFresh(realm, request, caller)
    const framing = rules.framing?.(pathname) ?? {}
    const headersOfPage = securityHeaders(realm.app, isSecure(request), Boolean(framing.framedBy?.length))
    if (!session.tokens && !rules.isOpen(pathname)) {
      const signIn = new URL('/sign-in', request.url)
      if (pathname !== '/') signIn.searchParams.set('next', pathname + search)
      return finish(NextResponse.redirect(signIn, 303), session, headersOfPage)
    }
    const csp = contentSecurityPolicy(btoa(crypto.randomUUID()), process.env.NODE_ENV === 'development', framing)
    const headers = new Headers(request.headers)
    headers.set('cookie', cookieHeaderWith(realm, request.headers.get('cookie'), session.tokens))
    headers.set('content-security-policy', csp)
    headers.set('x-request-id', caller.requestId)
    headers.set(pathHeader, pathname + search)
    const response = NextResponse.next({ request: { headers } })
    response.headers.set('content-security-policy', csp)
    return finish(response, session, headersOfPage)
  }
}

/** While the gateway is away the session stands as it is, and the page says what is wrong. */
async function keepFresh(realm: Realm, request: NextRequest, caller: ReturnType<typeof callerOf>): Promise<RequestSession> {
  try {
    return await sessionOf(realm, request, caller)
  } catch (error) {
    if (!(error instanceof GatewayUnreachable)) throw error
    return { tokens: tokensFrom(realm, request.headers.get('cookie')), setCookies: [] }
  }
}

function finish(response: NextResponse, { setCookies }: RequestSession, headers: Record<string, string>): NextResponse {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  for (const cookie of setCookies) response.headers.append('set-cookie', cookie)
  return response
}
