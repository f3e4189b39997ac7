import type { Realm } from '../realm.ts'

export interface Tokens {
  accessToken: string
  refreshToken: string
  /** Real milliseconds at which this server stops offering the access token. */
  accessUntil: number
}

/** What the gateway answers when it signs someone in. */
export interface IssuedSession {
  accessToken: string
  refreshToken: string
  expiresAt: string
}

/** A token's life is taken from its own claims (exp - iat), so that neither clock skew nor a moved domain clock matters here. */
export function tokensOf(issued: IssuedSession, now = Date.now()): Tokens {
  const lifetime = lifetimeOf(issued.accessToken) ?? new Date(issued.expiresAt).getTime() - now
  return { accessToken: issued.accessToken, refreshToken: issued.refreshToken, accessUntil: now + lifetime }
}

function lifetimeOf(token: string): number | undefined {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    const seconds = claims.exp - claims.iat
    return Number.isFinite(seconds) ? seconds * 1000 : undefined
  } catch {
    return undefined
  }
}

const accessName = (realm: Realm) => `hospital_${realm.app}_access`
const refreshName = (realm: Realm) => `hospital_${realm.app}_refresh`

export function parseCookies(header: string | null): Map<string, string> {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim()).filter((pair) => pair.includes('='))
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), decode(pair.slice(pair.indexOf('=') + 1))]))
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** The session a browser brought; without an access token it is still one that can be renewed. */
export function tokensFrom(realm: Realm, header: string | null): Tokens | null {
  const cookies = parseCookies(header)
  const refreshToken = cookies.get(refreshName(realm))
  if (!refreshToken) return null
  const [until, accessToken] = split(cookies.get(accessName(realm)) ?? '')
  return { refreshToken, accessToken, accessUntil: Number(until) || 0 }
}

function split(value: string): [string, string] {
  const at = value.indexOf('~')
  return at < 0 ? ['', ''] : [value.slice(0, at), value.slice(at + 1)]
}

interface CookieScope {
  realm: Realm
  secure: boolean
}

export function setCookiesFor({ realm, secure }: CookieScope, tokens: Tokens): string[] {
  const age = realm.rememberSeconds ? `; Max-Age=${realm.rememberSeconds}` : ''
  const rest = `; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}${age}`
  const access = encodeURIComponent(`${tokens.accessUntil}~${tokens.accessToken}`)
  return [`${accessName(realm)}=${access}${rest}`, `${refreshName(realm)}=${encodeURIComponent(tokens.refreshToken)}${rest}`]
}

export function clearCookiesFor({ realm, secure }: CookieScope): string[] {
  const rest = `=; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}; Max-Age=0`
  return [accessName(realm) + rest, refreshName(realm) + rest]
}

/** The Cookie header a page render should see after its session was renewed or ended on the way in. */
export function cookieHeaderWith(realm: Realm, header: string | null, tokens: Tokens | null): string {
  const cookies = parseCookies(header)
  cookies.delete(accessName(realm))
  cookies.delete(refreshName(realm))
  if (tokens) {
    cookies.set(accessName(realm), `${tokens.accessUntil}~${tokens.accessToken}`)
    cookies.set(refreshName(realm), tokens.refreshToken)
  }
  return [...cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ')
}
