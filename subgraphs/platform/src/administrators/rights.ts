import { inArray } from 'drizzle-orm'
import { PERMISSIONS, type Permission } from '@hospital/access/permissions'
import { BUILT_IN_ROLES, isPersonal } from '@hospital/access/roles'
import { can } from '@hospital/access/viewer'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { role } from '../tables/staff.ts'

/** What practitioners hold by their kind; everything else is a role of administrators. */
export const STAFF_KINDS: readonly string[] = ['DOCTOR', 'NURSE', 'PHARMACIST']

/** Always holds everything, so that no change locks the house from inside. */
export const SUPER_ADMIN = 'SUPER_ADMIN'

type Rights = Pick<typeof role.$inferSelect, 'name' | 'permissions'>

export function permissionsOfRole({ name, permissions }: Rights): Permission[] {
  const held = name === SUPER_ADMIN ? null : permissions
  const all: readonly string[] = held ?? (BUILT_IN_ROLES as Record<string, readonly Permission[]>)[name] ?? []
  return all.filter((permission): permission is Permission => permission in PERMISSIONS)
}

/** Read anew at every look-up, so a change of a role acts at once. */
export async function permissionsOf(ctx: Context, names: readonly string[]): Promise<Permission[]> {
  const rows = names.length ? await ctx.db.select().from(role).where(inArray(role.name, [...names])).orderBy(role.name) : []
  return [...new Set(rows.flatMap(permissionsOfRole))]
}

/** Nobody hands out, or takes away, what he does not hold himself; acts of patients and doctors are theirs alone. Refuses BEYOND_OWN_RIGHTS. */
export function requireWithinOwn(ctx: Context, permissions: readonly Permission[], kind: 'ADMINISTRATOR' | 'STAFF' = 'ADMINISTRATOR'): void {
  const beyond = permissions.filter((permission) => !can(ctx.viewer, permission) && !(kind === 'STAFF' && isPersonal(permission)))
  if (beyond.length) throw new Refusal('BEYOND_OWN_RIGHTS', { details: { permissions: beyond } })
}
