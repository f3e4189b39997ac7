import { and, arrayContains, asc, eq, ilike, inArray, or, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import { endSessionsOf, refreshViewersOf } from '@hospital/sessions/session'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction, violatedConstraint } from '@hospital/subgraph/transaction'
import { hashPassword } from '../staff/password.ts'
import { newPassword, requireLogin, temporaryEnd } from '../staff/temporary-password.ts'
import { realm, type StaffAccountRow } from '../staff/staff-account.ts'
import { institution } from '../tables/directory.ts'
import { administrator, role, staffAccount } from '../tables/staff.ts'
import { permissionsOf, permissionsOfRole, requireWithinOwn, STAFF_KINDS } from './rights.ts'

export type AdministratorRow = typeof administrator.$inferSelect

/** Oneself; others where administrators may be read, or the log, which names them. */
function visibleAdministrators(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE') return undefined
  if (viewer.kind !== 'ADMINISTRATOR') return sql`false`
  return can(viewer, 'audit:read') || can(viewer, 'administrator:read') ? undefined : eq(administrator.id, viewer.administratorId)
}

export async function findAdministrators(ctx: Context, ids: readonly string[]): Promise<AdministratorRow[]> {
  return ctx.db.select().from(administrator).where(and(inArray(administrator.id, ids.filter(isId)), visibleAdministrators(ctx.viewer)))
}

export interface AdministratorFilter {
  search?: string | null
  role?: string | null
  enabled?: boolean | null
}

/** By login. */
export function listAdministrators(ctx: Context, page: PageArgs, { search, role: held, enabled }: AdministratorFilter = {}): Promise<Page<AdministratorRow>> {
  const typed = search?.trim().slice(0, 50).replace(/[\\%_]/g, '\\$&')
  const disabled = sql`exists (select 1 from ${staffAccount} where ${staffAccount.administratorId} = ${administrator.id} and ${staffAccount.disabled})`
  const where = and(
    visibleAdministrators(ctx.viewer),
    typed ? or(ilike(administrator.login, `%${typed}%`), ilike(administrator.name, `%${typed}%`)) : undefined,
    held ? arrayContains(administrator.roles, [held]) : undefined,
    enabled == null ? undefined : enabled ? sql`not ${disabled}` : disabled,
  )
  return paginate(page, {
    sort: [{ column: administrator.login }],
    where,
    rows: (condition, order, limit) => ctx.db.select().from(administrator).where(condition).orderBy(...order).limit(limit),
    keyOf: ({ login }) => [login],
    count: (condition) => ctx.db.$count(administrator, condition),
  })
}

/** How administrators sign in, by administrator; only for those who may read administrators. */
export async function accountsOf(ctx: Context, ids: readonly string[]): Promise<Map<string, StaffAccountRow>> {
  if (!can(ctx.viewer, 'administrator:read')) return new Map()
  const rows = await ctx.db.select().from(staffAccount).where(inArray(staffAccount.administratorId, [...ids])).orderBy(asc(staffAccount.id))
  return new Map(rows.map((row) => [row.administratorId!, row]))
}

export interface AdministratorInput {
  name: string
  roles: string[]
  institutionId?: string | null
}

/** An administrator with a password that works once: it is shown this one time. */
export interface Admitted {
  administrator: AdministratorRow
  temporaryPassword: string
}

/** Makes an administrator. The second factor is enrolled at the first sign-in. Refuses INVALID_INPUT, LOGIN_TAKEN, BEYOND_OWN_RIGHTS. */
export async function createAdministrator(ctx: Context, input: AdministratorInput & { login: string }): Promise<Admitted> {
  const login = requireLogin(input.login)
  const temporaryPassword = newPassword()
  const passwordHash = await hashPassword(temporaryPassword)
  return inTransaction(ctx, async (tx) => {
    const values = await read(tx, input)
    const [made] = await tx.db.insert(administrator).values({ login, ...values }).returning()
    await tx.db.insert(staffAccount).values({ login, administratorId: made!.id, passwordHash, temporaryUntil: temporaryEnd(tx), createdAt: tx.now() })
    await audit(tx, 'administrator.created', { subjectType: 'Administrator', subjectId: made!.id, after: { login, ...values } })
    return { administrator: made!, temporaryPassword }
  }).catch((error) => {
    if (['administrator_login_unique', 'staff_account_login_unique'].includes(violatedConstraint(error) ?? '')) throw new Refusal('LOGIN_TAKEN', { details: { field: 'login' } })
    throw error
  })
}

/** Name, roles, institution; the sessions feel it at once. Refuses NOT_FOUND, CONFLICT, INVALID_INPUT, BEYOND_OWN_RIGHTS, OWN_ACCOUNT (own roles). */
export function updateAdministrator(ctx: Context, { id, version, ...input }: AdministratorInput & { id: string; version: number }): Promise<AdministratorRow> {
  return inTransaction(ctx, async (tx) => {
    const { person: before, account } = await lockAdministrator(tx, id)
    const values = await read(tx, input)
    if (isOwn(tx, id) && JSON.stringify([...values.roles].sort()) !== JSON.stringify([...before.roles].sort())) throw new Refusal('OWN_ACCOUNT', { message: '不能修改自己的角色，请由其他管理员处理。', details: { field: 'roles' } })
    const [changed] = await tx.db.update(administrator).set({ ...values, version: sql`${administrator.version} + 1` }).where(and(eq(administrator.id, id), eq(administrator.version, version))).returning()
    if (!changed) throw new Refusal('CONFLICT')
    const { name, roles, institutionId } = before
    await audit(tx, 'administrator.changed', { subjectType: 'Administrator', subjectId: id, before: { name, roles, institutionId }, after: values })
    await refreshViewersOf(tx, realm, [account.id])
    return changed
  })
}

/** Disabled, an account is out of every session at once. Refuses NOT_FOUND, OWN_ACCOUNT, BEYOND_OWN_RIGHTS. */
export function setAdministratorEnabled(ctx: Context, id: string, enabled: boolean): Promise<AdministratorRow> {
  return changeAccount(ctx, id, enabled ? 'administrator.enabled' : 'administrator.disabled', { disabled: !enabled }, enabled ? undefined : 'DISABLED')
}

/** A new temporary password; every session ends. Refuses NOT_FOUND, OWN_ACCOUNT, BEYOND_OWN_RIGHTS. */
export async function resetAdministratorPassword(ctx: Context, id: string): Promise<Admitted> {
  const temporaryPassword = newPassword()
  const change = { passwordHash: await hashPassword(temporaryPassword), temporaryUntil: temporaryEnd(ctx), failures: 0, lockedUntil: null }
  return { administrator: await changeAccount(ctx, id, 'administrator.password-reset', change, 'PASSWORD_RESET'), temporaryPassword }
}

/** The authenticator is lost: the next sign-in enrols another. Every session ends. Refuses NOT_FOUND, OWN_ACCOUNT, BEYOND_OWN_RIGHTS. */
export function resetSecondFactor(ctx: Context, id: string): Promise<AdministratorRow> {
  return changeAccount(ctx, id, 'administrator.second-factor-reset', { totpSecretSealed: null, lastTotpStep: null }, 'SECOND_FACTOR_RESET')
}

function changeAccount(ctx: Context, id: string, action: string, change: Partial<StaffAccountRow>, endReason?: string): Promise<AdministratorRow> {
  return inTransaction(ctx, async (tx) => {
    const { person, account } = await lockAdministrator(tx, id)
    if (isOwn(tx, id)) throw new Refusal('OWN_ACCOUNT')
    await tx.db.update(staffAccount).set(change).where(eq(staffAccount.id, account.id))
    await audit(tx, action, { subjectType: 'Administrator', subjectId: id, after: { login: person.login } })
    if (endReason) await endSessionsOf(tx, realm, account.id, endReason)
    return person
  })
}

/** Refuses NOT_FOUND; BEYOND_OWN_RIGHTS where the other may do what oneself may not. */
async function lockAdministrator(tx: Context, id: string) {
  const [found] = isId(id) ? await tx.db.select({ person: administrator, account: staffAccount }).from(administrator)
    .innerJoin(staffAccount, eq(staffAccount.administratorId, administrator.id)).where(and(eq(administrator.id, id), visibleAdministrators(tx.viewer))).for('update') : []
  if (!found) throw new Refusal('NOT_FOUND')
  requireWithinOwn(tx, await permissionsOf(tx, found.person.roles))
  return found
}

async function read(tx: Context, { name, roles, institutionId }: AdministratorInput) {
  const person = name.trim()
  if (!person || [...person].length > 30) throw new Refusal('INVALID_INPUT', { message: '姓名须为 1 到 30 个字。', details: { field: 'name' } })
  const wanted = [...new Set(roles)]
  const found = wanted.length ? await tx.db.select().from(role).where(inArray(role.name, wanted)) : []
  if (!found.length || found.length < wanted.length || found.some((one) => STAFF_KINDS.includes(one.name))) throw new Refusal('INVALID_INPUT', { message: '请选择至少一个管理员角色。', details: { field: 'roles' } })
  requireWithinOwn(tx, found.flatMap(permissionsOfRole))
  if (institutionId && !(isId(institutionId) && (await tx.db.$count(institution, eq(institution.id, institutionId))))) throw new Refusal('INVALID_INPUT', { message: '没有这个机构。', details: { field: 'institutionId' } })
  return { name: person, roles: wanted, institutionId: institutionId ?? null }
}

const isOwn = ({ viewer }: Context, id: string) => viewer.kind === 'ADMINISTRATOR' && viewer.administratorId === id
