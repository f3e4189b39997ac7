import type { webcrypto } from 'node:crypto'
import { SignJWT, jwtVerify, type JWTPayload } from 'jose'
import type { Viewer } from './viewer.ts'

const imported = new Map<string, Promise<webcrypto.CryptoKey>>()

/** Imported once: of bytes jose makes a key anew for every token, which costs more than the signature. */
function keyOf(key: string): Promise<webcrypto.CryptoKey> {
  const known = imported.get(key) ?? crypto.subtle.importKey('raw', Buffer.from(key, 'base64url'), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
  imported.set(key, known)
  return known
}

/** What a session is known by on the wire. Who it is and what it may do is looked up at every request. */
export interface AccessToken {
  sessionId: string
  /** Which subgraph keeps the session. */
  realm: 'patients' | 'platform'
  /** Of a third party's token: what it was asked for. */
  scopes?: readonly string[]
}

export const ACCESS_TOKEN_SECONDS = 15 * 60
export const TICKET_SECONDS = 60
export const CLIENT_TOKEN_SECONDS = 10 * 60
const VIEWER_SECONDS = 60

/** `client`: a third party's access token, good at the public contract alone. */
export type TokenUse = 'access' | 'ticket' | 'client'

const SECONDS: Record<TokenUse, number> = { access: ACCESS_TOKEN_SECONDS, ticket: TICKET_SECONDS, client: CLIENT_TOKEN_SECONDS }

/** A bearer token of 15 minutes (`access`) or a ticket of 60 seconds for a socket or an upload (`ticket`). `now` is real time. */
export function signAccessToken(key: string, token: AccessToken, use: TokenUse = 'access', now = new Date()): Promise<string> {
  return sign(key, { sid: token.sessionId, realm: token.realm, ...(token.scopes && { scope: token.scopes.join(' ') }) }, use, SECONDS[use], now)
}

/** Refuses (undefined) what is forged, expired or meant for another use. */
export async function verifyAccessToken(key: string, token: string, use: TokenUse = 'access', now = new Date()): Promise<AccessToken | undefined> {
  const payload = await verify(key, token, use, now)
  if (!payload || typeof payload.sid !== 'string') return undefined
  const scopes = typeof payload.scope === 'string' ? { scopes: payload.scope.split(' ') } : {}
  return { sessionId: payload.sid, realm: payload.realm as AccessToken['realm'], ...scopes }
}

/** The viewer as the gateway hands it to a subgraph in another process, good for a minute. */
export function signViewer(key: string, viewer: Viewer, now = new Date()): Promise<string> {
  return sign(key, { viewer }, 'viewer', VIEWER_SECONDS, now)
}

export async function verifyViewer(key: string, token: string, now = new Date()): Promise<Viewer | undefined> {
  const payload = await verify(key, token, 'viewer', now)
  return payload?.viewer as Viewer | undefined
}

async function sign(key: string, claims: JWTPayload, audience: string, seconds: number, now: Date): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000)
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setAudience(audience).setIssuedAt(issuedAt).setExpirationTime(issuedAt + seconds).sign(await keyOf(key))
}

async function verify(key: string, token: string, audience: string, now: Date): Promise<JWTPayload | undefined> {
  try {
    return (await jwtVerify(token, await keyOf(key), { audience, algorithms: ['HS256'], currentDate: now })).payload
  } catch {
    return undefined
  }
}
