import { and, arrayOverlaps, asc, eq, inArray, sql } from 'drizzle-orm'
import { PERMISSIONS, type Permission } from '@hospital/access/permissions'
import { BUILT_IN_ROLES, isPersonal } from '@hospital/access/roles'
import { can } from '@hospital/access/viewer'
import { refreshViewersOf } from '@hospital/sessions/session'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction, violatedConstraint } from '@hospital/subgraph/transaction'
import { realm } from '../staff/staff-account.ts'
import { practitioner } from '../tables/directory.ts'
import { administrator, role, staffAccount } from '../tables/staff.ts'
import { permissionsOfRole, requireWithinOwn, STAFF_KINDS, SUPER_ADMIN } from './rights.ts'

export type RoleRow = typeof role.$inferSelect

export const isBuiltIn = (name: string) => name in BUILT_IN_ROLES
export const kindOf = (name: string) => (STAFF_KINDS.includes(name) ? 'STAFF' as const : 'ADMINISTRATOR' as const)

export async function findRoles(ctx: Context, names: readonly string[]): Promise<RoleRow[]> {
  return ctx.db.select().from(role).where(and(inArray(role.name, [...names]), can(ctx.viewer, 'role:read') ? undefined : sql`false`))
}

/** Those of the house first, then the hospital's own by name. */
export async function listRoles(ctx: Context): Promise<RoleRow[]> {
  const rows = await ctx.db.select().from(role).where(can(ctx.viewer, 'role:read') ? undefined : sql`false`).orderBy(asc(role.label))
  const place = Object.keys(BUILT_IN_ROLES)
  const placeOf = ({ name }: RoleRow) => (isBuiltIn(name) ? place.indexOf(name) : place.length)
  return rows.sort((a, b) => placeOf(a) - placeOf(b))
}

/** How many administrators hold each role. */
export async function holdersOf(ctx: Context, names: readonly string[]): Promise<Map<string, number>> {
  const held = sql<string>`unnest(${administrator.roles})`
  const rows = await ctx.db.select({ name: held, count: sql<number>`count(*)::int` }).from(administrator).where(arrayOverlaps(administrator.roles, [...names])).groupBy(held)
  return new Map(names.map((name) => [name, rows.find((row) => row.name === name)?.count ?? 0]))
}

export interface RoleInput {
  label: string
  permissions: string[]
}

/** Makes a role out of permissions. Refuses INVALID_INPUT, BEYOND_OWN_RIGHTS. */
export function createRole(ctx: Context, input: RoleInput & { name: string }): Promise<RoleRow> {
  const name = input.name.trim().toUpperCase()
  if (!/^[A-Z][A-Z0-9_]{1,39}$/.test(name)) throw new Refusal('INVALID_INPUT', { message: '角色编码由 2 到 40 位字母、数字或下划线组成，以字母开头。', details: { field: 'name' } })
  return inTransaction(ctx, async (tx) => {
    const values = read(tx, input, 'ADMINISTRATOR')
    const [made] = await tx.db.insert(role).values({ name, ...values }).returning()
    await audit(tx, 'role.created', { subjectType: 'Role', after: { name, ...values } })
    return made!
  }).catch((error) => {
    if (violatedConstraint(error) === 'role_pkey') throw new Refusal('INVALID_INPUT', { message: '该角色编码已存在。', details: { field: 'name' } })
    throw error
  })
}

/**
 * Changes what a role may do; everyone who holds it feels it at the next request, and open sockets come back as who they are now.
 * Refuses NOT_FOUND, CONFLICT (changed meanwhile), INVALID_INPUT, BEYOND_OWN_RIGHTS, FORBIDDEN (the super administrator stays as it is).
 */
export function updateRole(ctx: Context, { name, version, ...input }: RoleInput & { name: string; version: number }): Promise<RoleRow> {
  return inTransaction(ctx, async (tx) => {
    const before = await lockRole(tx, name)
    const held = permissionsOfRole(before)
    const values = read(tx, input, kindOf(name))
    requireWithinOwn(tx, held.filter((permission) => !values.permissions.includes(permission)), kindOf(name))
    const [changed] = await tx.db.update(role).set({ ...values, version: sql`${role.version} + 1` }).where(and(eq(role.name, name), eq(role.version, version))).returning()
    if (!changed) throw new Refusal('CONFLICT')
    await audit(tx, 'role.changed', { subjectType: 'Role', before: { name, label: before.label, permissions: held }, after: { name, ...values } })
    await refreshHolders(tx, name)
    return changed
  })
}

/** Refuses NOT_FOUND, FORBIDDEN (built in), ROLE_IN_USE. */
export function deleteRole(ctx: Context, name: string): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const before = await lockRole(tx, name)
    if (isBuiltIn(name)) throw new Refusal('FORBIDDEN', { message: '系统自带的角色不能删除。' })
    requireWithinOwn(tx, permissionsOfRole(before))
    const count = (await holdersOf(tx, [name])).get(name)!
    if (count) throw new Refusal('ROLE_IN_USE', { message: `还有 ${count} 位管理员使用该角色，请先为他们更换角色。`, details: { count } })
    await tx.db.delete(role).where(eq(role.name, name))
    await audit(tx, 'role.deleted', { subjectType: 'Role', before: { name, label: before.label, permissions: permissionsOfRole(before) } })
    return true
  })
}

async function lockRole(tx: Context, name: string): Promise<RoleRow> {
  const [row] = await tx.db.select().from(role).where(eq(role.name, name)).for('update')
  if (!row) throw new Refusal('NOT_FOUND')
  if (name === SUPER_ADMIN) throw new Refusal('FORBIDDEN', { message: '超级管理员始终拥有全部权限，不能修改或删除。' })
  return row
}

function read(tx: Context, { label, permissions }: RoleInput, kind: 'ADMINISTRATOR' | 'STAFF'): { label: string; permissions: Permission[] } {
  const name = label.trim()
  if (!name || [...name].length > 20) throw new Refusal('INVALID_INPUT', { message: '角色名称须为 1 到 20 个字。', details: { field: 'label' } })
  const unknown = permissions.filter((permission) => !Object.hasOwn(PERMISSIONS, permission) || (kind === 'ADMINISTRATOR' && isPersonal(permission)))
  if (unknown.length) throw new Refusal('INVALID_INPUT', { message: '包含不能授予的权限。', details: { field: 'permissions', permissions: unknown } })
  const wanted = [...new Set(permissions)] as Permission[]
  requireWithinOwn(tx, wanted, kind)
  return { label: name, permissions: wanted }
}

/** The sessions of everyone who holds the role are looked up anew. */
async function refreshHolders(tx: Context, name: string): Promise<void> {
  const holders = kindOf(name) === 'STAFF'
    ? tx.db.select({ id: staffAccount.id }).from(staffAccount).innerJoin(practitioner, eq(practitioner.id, staffAccount.practitionerId)).where(sql`${practitioner.role}::text = ${name}`)
    : tx.db.select({ id: staffAccount.id }).from(staffAccount).innerJoin(administrator, eq(administrator.id, staffAccount.administratorId)).where(arrayOverlaps(administrator.roles, [name]))
  await refreshViewersOf(tx, realm, (await holders).map(({ id }) => id))
}
