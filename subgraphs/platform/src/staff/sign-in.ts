import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt, isNull, lt, or } from 'drizzle-orm'
import { decryptPersonal, encryptPersonal } from '@hospital/access/personal-data'
import type { Viewer } from '@hospital/access/viewer'
import { endSession, endSessionsOf, findLiveSession, openSession, rotateSession } from '@hospital/sessions/session'
import type { Session } from '@hospital/sessions/session.types'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { signInChallenge, staffAccount } from '../tables/staff.ts'
import { countTry, refuseTry, takeBackTry } from './lockout.ts'
import { hashPassword, requireStrong, verifyPassword } from './password.ts'
import { findStaffByLogin, getStaff, isActive, realm, type StaffAccountRow, type StaffMemberRow } from './staff-account.ts'
import { newTotpSecret, otpauthUri, totpStep } from './totp.ts'

const CHALLENGE_MS = 5 * 60_000

type ChallengeRow = typeof signInChallenge.$inferSelect

/** First step: the password. Refuses PASSWORD_WRONG (also for unknown logins), ACCOUNT_LOCKED, ACCOUNT_DISABLED. */
export async function signInStaff(ctx: Context, { login, password }: { login: string; password: string }) {
  const staff = await findStaffByLogin(ctx, login)
  if (!staff) {
    await verifyPassword(password)
    await inTransaction(ctx, (tx) => audit(tx, 'staff.sign-in-failed', { after: { reason: 'LOGIN_UNKNOWN' } }))
    throw new Refusal('PASSWORD_WRONG')
  }
  const { account } = staff
  await countTry(ctx, account.id)
  if (!(await verifyPassword(password, account.passwordHash))) throw await refuseTry(ctx, account, 'PASSWORD_WRONG')
  await takeBackTry(ctx, account.id)
  if (!isActive(staff)) throw new Refusal('ACCOUNT_DISABLED')
  if (account.temporaryUntil && account.temporaryUntil <= ctx.now()) throw new Refusal('PASSWORD_WRONG', { message: '临时密码已过期，请联系管理员重置。' })
  return openChallenge(ctx, account)
}

async function openChallenge(ctx: Context, { id, login, totpSecretSealed, temporaryUntil }: StaffAccountRow) {
  const challenge = randomBytes(32).toString('base64url')
  const enrolmentSecret = totpSecretSealed ? undefined : newTotpSecret()
  await ctx.db.insert(signInChallenge).values({
    staffAccountId: id, challengeHash: hashOf(challenge), expiresAt: new Date(ctx.now().getTime() + CHALLENGE_MS),
    enrolmentSecretSealed: enrolmentSecret ? encryptPersonal(ctx.keys, enrolmentSecret) : null,
  })
  return { challenge, totpEnrolled: !enrolmentSecret, passwordChangeRequired: temporaryUntil !== null, otpauthUri: enrolmentSecret ? otpauthUri(login, enrolmentSecret) : null }
}

/**
 * Second step: the time-based code, which enrols the authenticator the first time, and the own password in place of a temporary one.
 * A code is good once. Refuses CHALLENGE_EXPIRED, PASSWORD_CHANGE_REQUIRED, PASSWORD_WEAK, TOTP_WRONG, ACCOUNT_LOCKED, ACCOUNT_DISABLED.
 */
export async function confirmTotp(ctx: Context, input: { challenge: string; code: string; newPassword?: string | null }): Promise<Session> {
  const challenge = await findChallenge(ctx, input.challenge)
  if (!challenge) throw new Refusal('CHALLENGE_EXPIRED')
  const staff = await getStaff(ctx, challenge.staffAccountId)
  const ownHash = staff.account.temporaryUntil ? await ownPasswordHash(staff.account, input.newPassword) : undefined
  await countTry(ctx, staff.account.id)
  // Authenticators live by real time, whatever the domain's clock shows.
  const step = totpStep(staff.account.login, secretOf(ctx, challenge, staff.account), input.code, ctx.clock.real(ctx.now()))
  const session = step === undefined ? undefined : await inTransaction(ctx, (tx) => completeSignIn(tx, challenge, staff, step, ownHash))
  if (!session) throw await refuseTry(ctx, staff.account, 'TOTP_WRONG')
  return session
}

async function findChallenge(ctx: Context, challenge: string): Promise<ChallengeRow | undefined> {
  const [found] = await ctx.db.select().from(signInChallenge)
    .where(and(eq(signInChallenge.challengeHash, hashOf(challenge)), isNull(signInChallenge.usedAt), gt(signInChallenge.expiresAt, ctx.now())))
  return found
}

function secretOf(ctx: Context, challenge: ChallengeRow, account: StaffAccountRow): string {
  return decryptPersonal(ctx.keys, (challenge.enrolmentSecretSealed ?? account.totpSecretSealed)!)
}

/** Spends the step and the challenge in one; undefined when another request was first with either. */
async function completeSignIn(tx: Context, challenge: ChallengeRow, staff: StaffMemberRow, step: number, ownHash?: string): Promise<Session | undefined> {
  if (!isActive(staff)) throw new Refusal('ACCOUNT_DISABLED')
  const { id } = staff.account
  const enrolling = challenge.enrolmentSecretSealed
  const [spent] = await tx.db.update(staffAccount)
    .set({ lastTotpStep: step, failures: 0, lockedUntil: null, signedInAt: tx.now(), ...(ownHash && { passwordHash: ownHash, temporaryUntil: null }), ...(enrolling && { totpSecretSealed: enrolling }) })
    .where(and(eq(staffAccount.id, id), or(isNull(staffAccount.lastTotpStep), lt(staffAccount.lastTotpStep, step)), enrolling ? isNull(staffAccount.totpSecretSealed) : undefined,
      // Reset meanwhile: the password that was proved is no longer the one.
      eq(staffAccount.passwordHash, staff.account.passwordHash)))
    .returning({ id: staffAccount.id })
  if (!spent) return undefined
  const [used] = await tx.db.update(signInChallenge).set({ usedAt: tx.now() }).where(and(eq(signInChallenge.id, challenge.id), isNull(signInChallenge.usedAt))).returning({ id: signInChallenge.id })
  if (!used) throw new Refusal('CHALLENGE_EXPIRED')
  await audit({ ...tx, viewer: actorFor(staff) }, 'staff.sign-in', { subjectType: 'StaffAccount', subjectId: id, after: { login: staff.account.login, ...(enrolling && { enrolled: true }), ...(ownHash && { passwordChanged: true }) } })
  return openSession(tx, realm, id)
}

/** Refuses PASSWORD_CHANGE_REQUIRED, PASSWORD_WEAK (also the temporary one again). */
async function ownPasswordHash(account: StaffAccountRow, newPassword: string | null | undefined): Promise<string> {
  if (!newPassword) throw new Refusal('PASSWORD_CHANGE_REQUIRED', { details: { field: 'newPassword' } })
  requireStrong(newPassword)
  if (await verifyPassword(newPassword, account.passwordHash)) throw new Refusal('PASSWORD_WEAK', { message: '新密码不能与临时密码相同。', details: { field: 'newPassword' } })
  return hashPassword(newPassword)
}

/** The own password, by the old one; other sessions end. Refuses PASSWORD_WRONG, PASSWORD_WEAK, ACCOUNT_LOCKED. */
export async function changePassword(ctx: Context, { current, next }: { current: string; next: string }): Promise<boolean> {
  const { viewer } = ctx
  const live = viewer.kind === 'PRACTITIONER' || viewer.kind === 'ADMINISTRATOR' ? await findLiveSession(ctx, realm, viewer.sessionId) : undefined
  if (!live) throw new Refusal('FORBIDDEN')
  const { account } = await getStaff(ctx, live.subjectId)
  requireStrong(next)
  await countTry(ctx, account.id)
  if (!(await verifyPassword(current, account.passwordHash))) throw await refuseTry(ctx, account, 'PASSWORD_WRONG')
  await takeBackTry(ctx, account.id)
  const passwordHash = await hashPassword(next)
  return inTransaction(ctx, async (tx) => {
    await tx.db.update(staffAccount).set({ passwordHash, temporaryUntil: null }).where(eq(staffAccount.id, account.id))
    await endSessionsOf(tx, realm, account.id, 'PASSWORD_CHANGED', live.id)
    await audit(tx, 'staff.password-changed', { subjectType: 'StaffAccount', subjectId: account.id, after: { login: account.login } })
    return true
  })
}

/** Whoever has just proved who he is, as the log names him. */
function actorFor({ practitioner, administrator }: StaffMemberRow): Viewer {
  const rest = { sessionId: '', permissions: [] }
  return practitioner
    ? { kind: 'PRACTITIONER', practitionerId: practitioner.id, institutionId: practitioner.institutionId, ...rest }
    : { kind: 'ADMINISTRATOR', administratorId: administrator!.id, ...rest }
}

export const refreshStaffSession = (ctx: Context, refreshToken: string) => rotateSession(ctx, realm, refreshToken)

export function signOutStaff(ctx: Context, everywhere: boolean): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const { viewer } = tx
    if (viewer.kind !== 'PRACTITIONER' && viewer.kind !== 'ADMINISTRATOR') throw new Refusal('FORBIDDEN')
    const live = await findLiveSession(tx, realm, viewer.sessionId)
    if (everywhere && live) await endSessionsOf(tx, realm, live.subjectId, 'SIGNED_OUT_EVERYWHERE')
    else await endSession(tx, realm, viewer.sessionId, 'SIGNED_OUT')
    await audit(tx, 'staff.sign-out', { subjectType: 'StaffAccount', ...(live && { subjectId: live.subjectId }), after: { everywhere } })
    return true
  })
}

/** Challenges of yesterday are of no use to anybody. */
export async function forgetChallenges(ctx: Context): Promise<void> {
  await ctx.db.delete(signInChallenge).where(lt(signInChallenge.expiresAt, new Date(ctx.now().getTime() - 86_400_000)))
}

const hashOf = (challenge: string) => createHash('sha256').update(challenge).digest('base64url')
