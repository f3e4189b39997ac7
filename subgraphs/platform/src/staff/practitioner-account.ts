import { and, eq, inArray, isNull } from 'drizzle-orm'
import { can } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import { endSessionsOf } from '@hospital/sessions/session'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction, violatedConstraint } from '@hospital/subgraph/transaction'
import { practitioner } from '../tables/directory.ts'
import { staffAccount } from '../tables/staff.ts'
import { hashPassword } from './password.ts'
import { realm, type StaffAccountRow } from './staff-account.ts'
import { newPassword, requireLogin, temporaryEnd } from './temporary-password.ts'

/** A practitioner's login with a password that is shown this one time. */
export interface AdmittedPractitioner {
  login: string
  temporaryPassword: string
}

/** Gives a practitioner a way to sign in. The second factor is enrolled at the first sign-in. Refuses INVALID_INPUT, NOT_FOUND, LOGIN_TAKEN, CONFLICT (he has one). */
export async function openPractitionerAccount(ctx: Context, practitionerId: string, typed: string): Promise<AdmittedPractitioner> {
  const login = requireLogin(typed)
  const temporaryPassword = newPassword()
  const passwordHash = await hashPassword(temporaryPassword)
  return inTransaction(ctx, async (tx) => {
    const [person] = isId(practitionerId) ? await tx.db.select({ id: practitioner.id }).from(practitioner).where(and(eq(practitioner.id, practitionerId), isNull(practitioner.removedAt))) : []
    if (!person) throw new Refusal('NOT_FOUND')
    await tx.db.insert(staffAccount).values({ login, practitionerId, passwordHash, temporaryUntil: temporaryEnd(tx), createdAt: tx.now() })
    await audit(tx, 'practitioner.account-opened', { subjectType: 'Practitioner', subjectId: practitionerId, after: { login } })
    return { login, temporaryPassword }
  }).catch((error) => {
    const constraint = violatedConstraint(error)
    if (constraint === 'staff_account_login_unique') throw new Refusal('LOGIN_TAKEN', { details: { field: 'login' } })
    if (constraint === 'staff_account_practitionerId_unique') throw new Refusal('CONFLICT', { message: '该人员已有登录账号。' })
    throw error
  })
}

/** A new temporary password, and another authenticator at the next sign-in; every session ends. Refuses NOT_FOUND. */
export async function resetPractitionerAccount(ctx: Context, practitionerId: string): Promise<AdmittedPractitioner> {
  const temporaryPassword = newPassword()
  const passwordHash = await hashPassword(temporaryPassword)
  return inTransaction(ctx, async (tx) => {
    const change = { passwordHash, temporaryUntil: temporaryEnd(tx), totpSecretSealed: null, lastTotpStep: null, failures: 0, lockedUntil: null }
    const [account] = isId(practitionerId) ? await tx.db.update(staffAccount).set(change).where(eq(staffAccount.practitionerId, practitionerId)).returning() : []
    if (!account) throw new Refusal('NOT_FOUND')
    await endSessionsOf(tx, realm, account.id, 'PASSWORD_RESET')
    await audit(tx, 'practitioner.account-reset', { subjectType: 'Practitioner', subjectId: practitionerId, after: { login: account.login } })
    return { login: account.login, temporaryPassword }
  })
}

/** How practitioners sign in, by practitioner; only for those who open accounts. */
export async function practitionerAccountsOf(ctx: Context, ids: readonly string[]): Promise<Map<string, StaffAccountRow>> {
  if (!can(ctx.viewer, 'practitioner:account')) return new Map()
  const rows = await ctx.db.select().from(staffAccount).where(inArray(staffAccount.practitionerId, [...ids]))
  return new Map(rows.map((row) => [row.practitionerId!, row]))
}
