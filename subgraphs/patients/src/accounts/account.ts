import { and, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm'
import { blindIndex, blindIndexes, decryptPersonal, encryptPersonal, lockingIndex, maskPhone } from '@hospital/access/personal-data'
import { BUILT_IN_ROLES } from '@hospital/access/roles'
import { can, type Viewer } from '@hospital/access/viewer'
import { terminalOf } from '@hospital/configuration/terminal'
import { isId } from '@hospital/database/identifier'
import { endSession, endSessionsOf, findLiveSessions, forgetSessionsOf, openSession, rotateSession, type SessionRealm, type SessionRow } from '@hospital/sessions/session'
import type { Session } from '@hospital/sessions/session.types'
import type { Context } from '@hospital/subgraph/context'
import type { SessionView } from '@hospital/subgraph/definition'
import { gathering } from '@hospital/subgraph/gathering'
import { Refusal } from '@hospital/subgraph/refusal'
import { emit, inTransaction } from '@hospital/subgraph/transaction'
import { configuration } from '../configuration.ts'
import { currentProofs, type ProofRow } from '../identity/proof.ts'
import { account, patient, session } from '../tables.ts'
import { keepAgreements, requireInForce, type AgreedText } from './agreement.ts'
import { phoneFrom } from './phone.ts'
import { redeemCode } from './sms-code.ts'

export type AccountRow = typeof account.$inferSelect

const DAY_MS = 86_400_000

export const realm: SessionRealm = { name: 'patients', table: session, idleMs: 30 * DAY_MS, absoluteMs: 90 * DAY_MS }

export function visibleAccounts(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'patient:read'))) return undefined
  return viewer.kind === 'PATIENT' ? eq(account.id, viewer.accountId) : sql`false`
}

export async function findAccounts(ctx: Context, ids: readonly string[]): Promise<AccountRow[]> {
  return ctx.db.select().from(account).where(and(inArray(account.id, ids.filter(isId)), visibleAccounts(ctx.viewer)))
}

export async function getMyAccount(ctx: Context): Promise<AccountRow> {
  const [own] = ctx.viewer.kind === 'PATIENT' ? await findAccounts(ctx, [ctx.viewer.accountId]) : []
  if (!own) throw new Refusal('NOT_FOUND')
  return own
}

/**
 * Signs in by a code; the first time it makes the account. Refuses PHONE_INVALID, AGREEMENT_REQUIRED, SMS_CODE_WRONG, SMS_CODE_EXPIRED
 * (also used or void), ACCOUNT_DISABLED, CONSENT_OUTDATED (an agreement has changed since it was shown; the code stays good).
 */
export async function signInBySms(ctx: Context, input: { phone: string; code: string; agreed: boolean; agreements?: AgreedText[] | null }): Promise<Session> {
  const phone = phoneFrom(input.phone)
  if (!input.agreed) throw new Refusal('AGREEMENT_REQUIRED')
  const agreements = input.agreements ?? []
  await requireInForce(ctx, agreements)
  const outcome = await inTransaction(ctx, async (tx) => {
    const refusal = await redeemCode(tx, phone, input.code.trim())
    if (refusal) return refusal
    const own = await ensureAccount(tx, phone)
    if (own.disabledAt) return new Refusal('ACCOUNT_DISABLED')
    await keepAgreements(tx, own.id, agreements)
    await emit(tx, 'account.signed-in', { accountId: own.id, terminal: terminalOf(tx.origin.userAgent), at: tx.now().toISOString() })
    return openSession(tx, realm, own.id)
  })
  if (outcome instanceof Refusal) throw outcome
  return outcome
}

export async function ensureAccount(tx: Context, phone: string): Promise<AccountRow> {
  const now = tx.now()
  // While keys change, the same phone may stand under either: the constraint alone would let it in twice.
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`account ${lockingIndex(tx.keys, phone)}`}))`)
  const [known] = await tx.db.update(account).set({ agreedAt: now }).where(inArray(account.phoneIndex, blindIndexes(tx.keys, phone))).returning()
  if (known) return known
  const [made] = await tx.db.insert(account).values({ phoneSealed: encryptPersonal(tx.keys, phone), phoneIndex: blindIndex(tx.keys, phone), createdAt: now, agreedAt: now }).returning()
  return made!
}

export const forgetSessions = (ctx: Context) => forgetSessionsOf(ctx, realm)

export const refreshSession = (ctx: Context, refreshToken: string) => rotateSession(ctx, realm, refreshToken)

export function signOut(ctx: Context, everywhere: boolean): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const { viewer } = tx
    if (viewer.kind !== 'PATIENT') throw new Refusal('FORBIDDEN')
    if (everywhere) await endSessionsOf(tx, realm, viewer.accountId, 'SIGNED_OUT_EVERYWHERE')
    else await endSession(tx, realm, viewer.sessionId, 'SIGNED_OUT')
    return true
  })
}

/** Who a session is, and whom it may act for at this moment. */
export const viewerOf = (ctx: Context, sessionId: string): Promise<SessionView | undefined> => readViewer(ctx, sessionId)

/** One reading for all who come at the same time: when places are given out, everybody comes at once. */
const readViewer = gathering(async (ctx: Context, sessionIds: readonly string[]): Promise<(SessionView | undefined)[]> => {
  const sessions = await findLiveSessions(ctx, realm, sessionIds)
  const subjects = [...new Set([...sessions.values()].map(({ subjectId }) => subjectId))]
  if (!subjects.length) return sessionIds.map(() => undefined)
  const accounts = new Map((await ctx.db.select().from(account).where(and(inArray(account.id, subjects), isNull(account.disabledAt)))).map((row) => [row.id, row]))
  // In one order always: whoever compares two views of a session compares their text.
  const persons = await ctx.db.select({ id: patient.id, accountId: patient.accountId, relationship: patient.relationship }).from(patient)
    .where(and(inArray(patient.accountId, [...accounts.keys()]), isNull(patient.removedAt))).orderBy(patient.id)
  const personsOf = Map.groupBy(persons, ({ accountId }) => accountId)
  const proofs = await currentProofs(ctx, persons.map(({ id }) => id))
  return sessionIds.map((id) => {
    const live = sessions.get(id)
    const own = live && accounts.get(live.subjectId)
    return own && viewOf(ctx, live, own, personsOf.get(own.id) ?? [], proofs)
  })
}, { most: 100, atOnce: 2 })


function viewOf(ctx: Context, live: SessionRow, own: AccountRow, persons: readonly { id: string; relationship: string }[], proofs: ReadonlyMap<string, ProofRow>): SessionView {
  const proven = persons.flatMap(({ id }) => (proofs.has(id) ? [[id, proofs.get(id)!.expiresAt.toISOString()] as const] : []))
  const named = persons.some(({ relationship }) => relationship === 'SELF')
  return {
    viewer: {
      kind: 'PATIENT', sessionId: live.id, accountId: own.id, permissions: BUILT_IN_ROLES.PATIENT, patientIds: persons.map(({ id }) => id), terminal: terminalOf(live.userAgent),
      ...(proven.length && { proven: Object.fromEntries(proven) }),
      ...(isRestricted(ctx, own) && { restrictedUntil: own.restrictedUntil!.toISOString(), ...(own.restrictionReason && { restrictionReason: own.restrictionReason }) }),
      ...(!named && { unnamedAt: terminalOf(live.userAgent) }),
    },
    expiresAt: live.expiresAt,
  }
}

/** On the blacklist at this moment. */
export const isRestricted = (ctx: Context, { restrictedUntil }: AccountRow) => restrictedUntil !== null && restrictedUntil > ctx.now()

export const maskedPhoneOf = (ctx: Context, sealed: string) => maskPhone(decryptPersonal(ctx.keys, sealed))

/** What was set for the account alone, or what holds at the terminal that its holder uses; for others, at all of them. */
export async function patientLimitOf(ctx: Context, own: AccountRow): Promise<number> {
  return own.patientLimit ?? configuration.settingOf(ctx, 'patients.limit', ctx.viewer.kind === 'PATIENT' ? terminalOf(ctx.origin.userAgent) : null)
}
