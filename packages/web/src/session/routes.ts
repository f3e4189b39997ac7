import { admit, json, refusal } from './admission.ts'
import { clearCookiesFor, setCookiesFor, tokensFrom, tokensOf, type IssuedSession } from './cookies.ts'
import { askGateway, callerOf, GatewayUnreachable, type Caller, type GraphqlAnswer } from './gateway.ts'
import type { Realm } from '../realm.ts'
import { localPath } from './local-path.ts'
import { isSecure, sessionOf } from './session.ts'

/** One step of signing in: an operation run here, so that what it issues never reaches the page's scripts. */
export interface SignInStep {
  query: string
  /** The field of the answer that holds a Session. Without it the answer is no secret and goes back to the page. */
  session?: string
}

/**
 * `POST /api/session/<step>` with the step's `{ input }`: answers `{ data }` or `{ errors }` as the graph does, a Session turned into cookies.
 * `POST /api/session/sign-out` ends the session. `GET /api/session/renew?next=` is where a page goes whose token was refused.
 */
export function sessionRoutes(realm: Realm, steps: Record<string, SignInStep>) {
  type Params = { params: Promise<{ step: string }> }
  return {
    async POST(request: Request, { params }: Params): Promise<Response> {
      const { step } = await params
      const admission = await admit(request)
      if (admission instanceof Response) return admission
      const caller = callerOf(request.headers)
      const known = Object.hasOwn(steps, step) ? steps[step] : undefined
      try {
        if (step === 'sign-out') return await signOut(realm, request, caller)
        if (!known) return refusal(404, 'NOT_FOUND', '没有这个登录步骤。', caller.requestId)
        return await signIn(realm, known, admission.body.input, request, caller)
      } catch (error) {
        if (error instanceof GatewayUnreachable) return refusal(503, 'GATEWAY_UNREACHABLE', '医院系统暂时连不上，请稍后再试。', caller.requestId)
        throw error
      }
    },

    async GET(request: Request, { params }: Params): Promise<Response> {
      const { step } = await params
      return step === 'renew' ? renewAndReturn(realm, request) : new Response(null, { status: 404 })
    },
  }
}

async function signIn(realm: Realm, step: SignInStep, input: unknown, request: Request, caller: Caller): Promise<Response> {
  const answer: GraphqlAnswer<Record<string, unknown>> = await askGateway(step.query, { input }, caller)
  const issued = step.session && (answer.data?.[step.session] as IssuedSession | undefined)
  if (!issued || answer.errors) return json(step.session ? { errors: answer.errors } : answer, 200, caller.requestId)
  const scope = { realm, secure: isSecure(request) }
  return json({ data: { signedIn: true } }, 200, caller.requestId, setCookiesFor(scope, tokensOf(issued)))
}

/** The cookies go whatever the gateway says: a person who signs out must be out on this device. */
async function signOut(realm: Realm, request: Request, caller: Caller): Promise<Response> {
  const setCookies = clearCookiesFor({ realm, secure: isSecure(request) })
  try {
    const { tokens } = await sessionOf(realm, request, caller)
    if (tokens) await askGateway(realm.signOut, {}, caller, tokens.accessToken)
  } catch (error) {
    if (!(error instanceof GatewayUnreachable)) throw error
  }
  return json({ data: { signedOut: true } }, 200, caller.requestId, setCookies)
}

/** A page whose renewed token is refused again within this time has lost its session: without the mark it would circle for ever. */
const renewedMarkSeconds = 10

async function renewAndReturn(realm: Realm, request: Request): Promise<Response> {
  const scope = { realm, secure: isSecure(request) }
  const next = localPath(new URL(request.url).searchParams.get('next'))
  const mark = `hospital_${realm.app}_renewed`
  const headers = new Headers({ 'cache-control': 'no-store' })
  if (!tokensFrom(realm, request.headers.get('cookie'))) return redirectTo(`/sign-in?next=${encodeURIComponent(next)}`, headers)
  // The page is asked for again as nobody: an open one shows itself, any other comes back here and leads to the sign-in page.
  const end = () => {
    for (const cookie of clearCookiesFor(scope)) headers.append('set-cookie', cookie)
    return redirectTo(next, headers)
  }
  if (request.headers.get('cookie')?.includes(`${mark}=1`)) return end()
  try {
    const session = await sessionOf(realm, request, callerOf(request.headers), true)
    if (!session.tokens) return end()
    for (const cookie of session.setCookies) headers.append('set-cookie', cookie)
  } catch (error) {
    if (!(error instanceof GatewayUnreachable)) throw error
  }
  headers.append('set-cookie', `${mark}=1; Path=/; HttpOnly; SameSite=Lax; Max-Age=${renewedMarkSeconds}`)
  return redirectTo(next, headers)
}

function redirectTo(location: string, headers: Headers): Response {
  headers.set('location', location)
  return new Response(null, { status: 303, headers })
}
