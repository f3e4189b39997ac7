import type { Realm } from '../realm.ts'
import { tokensOf, type IssuedSession, type Tokens } from './cookies.ts'
import { askGateway, GatewayUnreachable, type Caller } from './gateway.ts'

interface Renewal {
  outcome: Promise<Tokens | null>
  settledAt?: number
}

/** A renewed session is handed for this long to requests that still carry the token it replaced. */
const graceMs = 60_000

/**
 * Refresh tokens are rotated, so of several requests with one token only the first may renew and the others take its outcome.
 * The page proxy and the route handlers are bundled apart: a symbol on globalThis is the one map they share.
 */
const registry = globalThis as { [key: symbol]: Map<string, Renewal> | undefined }
const renewals = (registry[Symbol.for('hospital.session.renewals')] ??= new Map())

/** The session that follows this one, or null when the gateway refuses to renew it. Throws GatewayUnreachable. */
export function renew(realm: Realm, refreshToken: string, caller: Caller, now = Date.now()): Promise<Tokens | null> {
  forgetSettled(now)
  const key = `${realm.app}:${refreshToken}`
  const running = renewals.get(key)
  if (running) return running.outcome
  const renewal: Renewal = { outcome: askToRenew(realm, refreshToken, caller) }
  renewals.set(key, renewal)
  renewal.outcome.then(
    () => (renewal.settledAt = Date.now()),
    () => renewals.delete(key),
  )
  return renewal.outcome
}

function forgetSettled(now: number): void {
  for (const [key, { settledAt }] of renewals) {
    if (settledAt !== undefined && now - settledAt > graceMs) renewals.delete(key)
  }
}

async function askToRenew(realm: Realm, token: string, caller: Caller): Promise<Tokens | null> {
  const answer = await askGateway<{ session: IssuedSession }>(realm.renew, { token }, caller)
  if (answer.data?.session) return tokensOf(answer.data.session)
  if (answer.errors?.some((error) => isOutage(error.extensions?.code))) throw new GatewayUnreachable(answer.errors)
  return null
}

const outages = new Set<unknown>([undefined, 'INTERNAL', 'INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE', 'TOO_MANY_REQUESTS'])

/** An outage must not sign anyone out. */
function isOutage(code: unknown): boolean {
  return outages.has(code)
}
