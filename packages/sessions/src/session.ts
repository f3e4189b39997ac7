import { and, eq, gt, inArray, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm'
import { ACCESS_TOKEN_SECONDS, signAccessToken, type AccessToken } from '@hospital/access/token'
import { isId } from '@hospital/database/identifier'
import { SESSION_TOPICS } from '@hospital/events/wakes'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction, wake } from '@hospital/subgraph/transaction'
import { makeRefreshToken, openRefreshToken } from './refresh-token.ts'
import type { Session } from './session.types.ts'
import type { SessionTable } from './tables.ts'

/** The people of one subgraph who sign in, and how long they stay so. */
export interface SessionRealm {
  name: AccessToken['realm']
  table: SessionTable
  idleMs: number
  absoluteMs: number
}

export type SessionRow = SessionTable['$inferSelect']

/** Two tabs may refresh at once with the same token: within this time the second gets what the first got. */
const GRACE_MS = 10_000

export async function openSession(tx: Context, realm: SessionRealm, subjectId: string): Promise<Session> {
  const now = tx.now()
  const [row] = await tx.db.insert(realm.table).values({
    subjectId, openedAt: now, rotatedAt: now, ...tx.origin,
    idleUntil: new Date(now.getTime() + realm.idleMs), expiresAt: new Date(now.getTime() + realm.absoluteMs),
  }).returning()
  return grant(tx, realm, row!)
}

/** Gives the next pair of tokens. Refuses SESSION_EXPIRED; an old token that comes again was stolen or copied, and ends the session for both holders. */
export async function rotateSession(ctx: Context, realm: SessionRealm, refreshToken: string): Promise<Session> {
  const token = openRefreshToken(ctx.keys.sessionKey, realm.name, refreshToken)
  const row = token && (await inTransaction(ctx, (tx) => rotate(tx, realm, token.sessionId, token.generation)))
  if (!row) throw new Refusal('SESSION_EXPIRED')
  return grant(ctx, realm, row)
}

async function rotate(tx: Context, realm: SessionRealm, sessionId: string, generation: number): Promise<SessionRow | undefined> {
  const { table } = realm
  const now = tx.now()
  const idleUntil = new Date(now.getTime() + realm.idleMs)
  const [rotated] = await tx.db.update(table).set({ generation: sql`${table.generation} + 1`, rotatedAt: now, idleUntil })
    .where(and(eq(table.id, sessionId), eq(table.generation, generation), live(table, now))).returning()
  if (rotated) return rotated
  const current = await findLiveSession(tx, realm, sessionId)
  if (!current) return undefined
  if (current.generation === generation + 1 && now.getTime() - current.rotatedAt.getTime() <= GRACE_MS) return current
  await endSession(tx, realm, sessionId, 'TOKEN_REUSED')
  await audit(tx, 'session.token-reused', { subjectType: 'Session', subjectId: sessionId })
  return undefined
}

/** Ends one session; the gateway forgets it at once. */
export async function endSession(tx: Context, realm: SessionRealm, sessionId: string, endReason: string): Promise<void> {
  await end(tx, realm, eq(realm.table.id, sessionId), endReason)
}

/** Ends every session of an account, but for the one to be spared. */
export async function endSessionsOf(tx: Context, realm: SessionRealm, subjectId: string, endReason: string, except?: string): Promise<void> {
  await end(tx, realm, and(eq(realm.table.subjectId, subjectId), except ? ne(realm.table.id, except) : undefined), endReason)
}

async function end(tx: Context, { table }: SessionRealm, which: SQL | undefined, endReason: string): Promise<void> {
  const ended = await tx.db.update(table).set({ endedAt: tx.now(), endReason }).where(and(which, isNull(table.endedAt))).returning({ id: table.id })
  for (const { id } of ended) wake(tx, sessionTopic(id))
}

const KEPT_DAYS = 30

/** Sessions that ended long ago are of no use to anybody; who signed in when is in the log. */
export async function forgetSessionsOf({ db, now }: Context, { table }: SessionRealm): Promise<void> {
  const before = new Date(now().getTime() - KEPT_DAYS * 86_400_000)
  await db.delete(table).where(or(lt(table.expiresAt, before), lt(table.idleUntil, before), lt(table.endedAt, before)))
}

/** What accounts may do or whom they care for has changed: their sessions are looked up anew. */
export async function refreshViewersOf(tx: Context, { table }: SessionRealm, subjectIds: string | readonly string[]): Promise<void> {
  const sessions = await tx.db.select({ id: table.id }).from(table).where(and(inArray(table.subjectId, [subjectIds].flat()), live(table, tx.now())))
  for (const { id } of sessions) wake(tx, sessionTopic(id))
}

export async function findLiveSession(ctx: Context, realm: SessionRealm, sessionId: string): Promise<SessionRow | undefined> {
  return (await findLiveSessions(ctx, realm, [sessionId])).get(sessionId)
}

export async function findLiveSessions(ctx: Context, { table }: SessionRealm, sessionIds: readonly string[]): Promise<Map<string, SessionRow>> {
  const ids = [...new Set(sessionIds)].filter(isId)
  const rows = ids.length ? await ctx.db.select().from(table).where(and(inArray(table.id, ids), live(table, ctx.now()))) : []
  return new Map(rows.map((row) => [row.id, row]))
}

const sessionTopic = (id: string) => SESSION_TOPICS + id

const live = (table: SessionTable, now: Date) => and(isNull(table.endedAt), gt(table.expiresAt, now), gt(table.idleUntil, now))

/** Tokens live by real time, whatever the domain's clock shows. */
async function grant(ctx: Context, { name }: SessionRealm, { id, generation }: SessionRow): Promise<Session> {
  const { sessionKey } = ctx.keys
  const issuedAt = ctx.clock.real(ctx.now())
  return {
    accessToken: await signAccessToken(sessionKey, { sessionId: id, realm: name }, 'access', issuedAt),
    refreshToken: makeRefreshToken(sessionKey, name, { sessionId: id, generation }),
    expiresAt: new Date(issuedAt.getTime() + ACCESS_TOKEN_SECONDS * 1000),
  }
}
