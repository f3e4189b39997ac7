import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { PERMISSIONS } from '@hospital/access/permissions'
import { isPersonal } from '@hospital/access/roles'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import type { PlatformContext } from '../context.ts'
import { CreateRoleInput, PermissionName, Role, UpdateRoleInput } from './administrator.types.ts'
import { permissionsOfRole, SUPER_ADMIN } from './rights.ts'
import { createRole, deleteRole, holdersOf, isBuiltIn, kindOf, listRoles, updateRole, type RoleRow } from './role.ts'

@Resolver(() => Role)
export class RoleResolver {
  @Query(() => [Role], { description: 'The roles of the house and the hospital\'s own (角色).' })
  @Can('role:read')
  roles(@Ctx() ctx: PlatformContext) {
    return listRoles(ctx)
  }

  @Query(() => [PermissionName], { name: 'permissions', description: 'What roles are made of.' })
  @Can('role:read')
  permissionNames(): PermissionName[] {
    return Object.entries(PERMISSIONS).map(([name, label]) => ({ name, label, personal: isPersonal(name) }))
  }

  @Mutation(() => Role, { description: 'Makes a role of administrators out of permissions that one holds oneself.' })
  @Can('role:manage')
  createRole(@Arg('input', () => CreateRoleInput) input: CreateRoleInput, @Ctx() ctx: PlatformContext) {
    return createRole(ctx, input)
  }

  @Mutation(() => Role, { description: 'Changes what a role may do, for live sessions and sockets too.' })
  @Can('role:manage')
  updateRole(@Arg('input', () => UpdateRoleInput) input: UpdateRoleInput, @Ctx() ctx: PlatformContext) {
    return updateRole(ctx, input)
  }

  @Mutation(() => Boolean, { description: 'Removes a role of the hospital\'s own that nobody holds.' })
  @Can('role:manage')
  deleteRole(@Arg('name', () => String) name: string, @Ctx() ctx: PlatformContext) {
    return deleteRole(ctx, name)
  }

  @FieldResolver(() => String)
  id(@Root() { name }: RoleRow) {
    return name
  }

  @FieldResolver(() => String)
  kind(@Root() { name }: RoleRow) {
    return kindOf(name)
  }

  @FieldResolver(() => Boolean)
  builtIn(@Root() { name }: RoleRow) {
    return isBuiltIn(name)
  }

  @FieldResolver(() => Boolean)
  editable(@Root() { name }: RoleRow) {
    return name !== SUPER_ADMIN
  }

  @FieldResolver(() => [String])
  permissions(@Root() row: RoleRow) {
    return permissionsOfRole(row)
  }

  @FieldResolver(() => Int, { description: 'Administrators who hold it.' })
  holders(@Root() { name }: RoleRow, @Ctx() ctx: PlatformContext) {
    return batch(ctx, 'holders of role', (names) => holdersOf(ctx, names)).load(name)
  }
}
