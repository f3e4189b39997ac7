import { and, eq, inArray, isNotNull, ne, or } from 'drizzle-orm'
import type { Permission } from '@hospital/access/permissions'
import { encryptPersonal } from '@hospital/access/personal-data'
import type { Viewer } from '@hospital/access/viewer'
import { hospitalDay } from '@hospital/database/clock'
import { endSessionsOf, findLiveSession, forgetSessionsOf, refreshViewersOf, type SessionRealm } from '@hospital/sessions/session'
import type { Context } from '@hospital/subgraph/context'
import type { SessionView } from '@hospital/subgraph/definition'
import { Refusal } from '@hospital/subgraph/refusal'
import { isExpired } from '../applications/eligibility.ts'
import { permissionsOf } from '../administrators/rights.ts'
import { institution, practitioner } from '../tables/directory.ts'
import { administrator, session, staffAccount } from '../tables/staff.ts'
import { hashPassword } from './password.ts'

export type StaffAccountRow = typeof staffAccount.$inferSelect

const HOUR_MS = 3_600_000

/** A workstation left alone signs itself out after an hour, and every day ends with one. */
export const realm: SessionRealm = { name: 'platform', table: session, idleMs: HOUR_MS, absoluteMs: 12 * HOUR_MS }

export const forgetSessions = (ctx: Context) => forgetSessionsOf(ctx, realm)

/** An account with whom it stands for. */
export interface StaffMemberRow {
  account: StaffAccountRow
  practitioner: typeof practitioner.$inferSelect | null
  administrator: typeof administrator.$inferSelect | null
}

async function findStaff(ctx: Context, accountId: string): Promise<StaffMemberRow | undefined> {
  const [found] = await ctx.db.select({ account: staffAccount, practitioner, administrator }).from(staffAccount)
    .leftJoin(practitioner, eq(practitioner.id, staffAccount.practitionerId))
    .leftJoin(administrator, eq(administrator.id, staffAccount.administratorId))
    .where(eq(staffAccount.id, accountId))
  return found
}

/** Who a staff session is. Nobody, once the account or its practitioner is disabled. */
export async function viewerOf(ctx: Context, sessionId: string): Promise<SessionView | undefined> {
  const live = await findLiveSession(ctx, realm, sessionId)
  const staff = live && (await findStaff(ctx, live.subjectId))
  if (!staff || !isActive(staff)) return undefined
  return { viewer: await viewerFor(ctx, staff, sessionId), expiresAt: live.expiresAt }
}

export const isActive = ({ account, practitioner: person }: StaffMemberRow) => !account.disabled && (person?.enabled ?? true)

/** Who is not audited yet, or whose licence has ended (R4), signs in to hand in documents, to read the verdict and to ask for help, nothing else. */
const UNAUDITED: readonly Permission[] = ['staff:self', 'practitioner:apply', 'directory:read', 'dictionary:read', 'message:read', 'help:read', 'feedback:give']

async function viewerFor(ctx: Context, { practitioner: person, administrator: admin }: StaffMemberRow, sessionId: string): Promise<Viewer> {
  if (person) return { kind: 'PRACTITIONER', sessionId, practitionerId: person.id, institutionId: person.institutionId, permissions: mayPractise(ctx, person) ? await permissionsOf(ctx, [person.role]) : [...UNAUDITED] }
  const branch = admin!.institutionId && (await isBranch(ctx, admin!.institutionId)) ? admin!.institutionId : undefined
  return { kind: 'ADMINISTRATOR', sessionId, administratorId: admin!.id, permissions: await permissionsOf(ctx, admin!.roles), ...(branch && { institutionId: branch }) }
}

/** The main hospital stands for the whole. */
async function isBranch(ctx: Context, id: string): Promise<boolean> {
  return (await ctx.db.$count(institution, and(eq(institution.id, id), or(ne(institution.kind, 'MAIN'), isNotNull(institution.parentId))))) > 0
}

const mayPractise = (ctx: Context, { standing, licenceExpiresOn }: typeof practitioner.$inferSelect) => standing === 'APPROVED' && !isExpired(licenceExpiresOn, hospitalDay(ctx.now()))

/** The staff member who is signed in. */
export async function getStaffMe(ctx: Context) {
  const { viewer } = ctx
  const live = viewer.kind === 'PRACTITIONER' || viewer.kind === 'ADMINISTRATOR' ? await findLiveSession(ctx, realm, viewer.sessionId) : undefined
  const staff = live && (await findStaff(ctx, live.subjectId))
  if (!staff || (viewer.kind !== 'PRACTITIONER' && viewer.kind !== 'ADMINISTRATOR')) throw new Refusal('NOT_FOUND')
  const { account, practitioner: person, administrator: admin } = staff
  return {
    id: account.id, login: account.login, name: person?.name ?? admin!.name, kind: viewer.kind, practitioner: person, administrator: admin,
    permissions: [...viewer.permissions], sessionExpiresAt: live.expiresAt,
  }
}

/** The account a login names, with whom it stands for. */
export async function findStaffByLogin(ctx: Context, login: string): Promise<StaffMemberRow | undefined> {
  const [found] = await ctx.db.select({ id: staffAccount.id }).from(staffAccount).where(eq(staffAccount.login, login.trim().toLowerCase()))
  return found && findStaff(ctx, found.id)
}

export const getStaff = async (ctx: Context, accountId: string) => (await findStaff(ctx, accountId))!

export interface NewStaffAccount {
  login: string
  password: string
  /** Left out: taken over by the person at the first sign-in. */
  totpSecret?: string
  practitionerId?: string
  administrator?: { name: string; roles: string[] }
}

/** Makes a way to sign in; an existing login stays as it is. */
export async function ensureStaffAccount(tx: Context, { login, password, totpSecret, practitionerId, administrator: admin }: NewStaffAccount): Promise<void> {
  if (await findStaffByLogin(tx, login)) return
  const [made] = admin ? await tx.db.insert(administrator).values({ login, ...admin }).returning({ id: administrator.id }) : []
  await tx.db.insert(staffAccount).values({
    login, passwordHash: await hashPassword(password), practitionerId, administratorId: made?.id, createdAt: tx.now(),
    totpSecretSealed: totpSecret ? encryptPersonal(tx.keys, totpSecret) : null,
  })
}

/** Whoever left the hospital is out at once. */
export async function signOutPractitioners(tx: Context, practitionerIds: readonly string[]): Promise<void> {
  for (const id of await accountsOf(tx, practitionerIds)) await endSessionsOf(tx, realm, id, 'PRACTITIONER_DISABLED')
}

/** What a practitioner may do has changed: it holds at once, where they are signed in too. */
export async function refreshPractitioners(tx: Context, practitionerIds: readonly string[]): Promise<void> {
  await refreshViewersOf(tx, realm, await accountsOf(tx, practitionerIds))
}

async function accountsOf(tx: Context, practitionerIds: readonly string[]): Promise<string[]> {
  const accounts = await tx.db.select({ id: staffAccount.id }).from(staffAccount).where(inArray(staffAccount.practitionerId, [...practitionerIds]))
  return accounts.map(({ id }) => id)
}
