import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { DateTime } from '@hospital/subgraph/scalars'
import { batch } from '@hospital/subgraph/schema'
import type { PlatformContext } from '../context.ts'
import { Administrator } from '../staff/staff.types.ts'
import {
  accountsOf, createAdministrator, findAdministrators, listAdministrators, resetAdministratorPassword, resetSecondFactor, setAdministratorEnabled, updateAdministrator, type AdministratorRow,
} from './administrator.ts'
import { AdministratorConnection, AdministratorFilter, AdmittedAdministrator, CreateAdministratorInput, UpdateAdministratorInput } from './administrator.types.ts'

@Resolver(() => Administrator)
export class AdministratorAccountResolver {
  @Query(() => AdministratorConnection, { description: 'By login.' })
  @Can('administrator:read')
  async administrators(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => AdministratorFilter, { nullable: true }) filter: AdministratorFilter | null, @Ctx() ctx: PlatformContext) {
    return new AdministratorConnection(await listAdministrators(ctx, page, filter ?? {}) as never)
  }

  @Query(() => Administrator, { nullable: true })
  @Can('administrator:read')
  async administrator(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return (await findAdministrators(ctx, [id]))[0] ?? null
  }

  @Mutation(() => AdmittedAdministrator, { description: 'Makes an administrator with a temporary password.' })
  @Can('administrator:manage')
  createAdministrator(@Arg('input', () => CreateAdministratorInput) input: CreateAdministratorInput, @Ctx() ctx: PlatformContext) {
    return createAdministrator(ctx, input)
  }

  @Mutation(() => Administrator, { description: 'Changes name, roles, institution; live sessions feel it at once.' })
  @Can('administrator:manage')
  updateAdministrator(@Arg('input', () => UpdateAdministratorInput) input: UpdateAdministratorInput, @Ctx() ctx: PlatformContext) {
    return updateAdministrator(ctx, input)
  }

  @Mutation(() => Administrator, { description: 'Disables an account, which ends its sessions at once, or enables it again.' })
  @Can('administrator:manage')
  setAdministratorEnabled(@Arg('id', () => ID) id: string, @Arg('enabled', () => Boolean) enabled: boolean, @Ctx() ctx: PlatformContext) {
    return setAdministratorEnabled(ctx, id, enabled)
  }

  @Mutation(() => AdmittedAdministrator, { description: 'Makes a new temporary password and ends every session.' })
  @Can('administrator:manage')
  resetAdministratorPassword(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return resetAdministratorPassword(ctx, id)
  }

  @Mutation(() => Administrator, { description: 'Forgets the authenticator (动态口令), so that the next sign-in enrols another; ends every session.' })
  @Can('administrator:manage')
  resetAdministratorSecondFactor(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return resetSecondFactor(ctx, id)
  }

  @FieldResolver(() => Int)
  version(@Root() { version }: AdministratorRow) {
    return version
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'May sign in. This and the following: for those who may read administrators.' })
  async enabled(@Root() { id }: AdministratorRow, @Ctx() ctx: PlatformContext) {
    const account = await accountOf(ctx, id)
    return account && !account.disabled
  }

  @FieldResolver(() => Boolean, { nullable: true })
  async totpEnrolled(@Root() { id }: AdministratorRow, @Ctx() ctx: PlatformContext) {
    const account = await accountOf(ctx, id)
    return account && account.totpSecretSealed !== null
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'Too many wrong tries: locked until then.' })
  async lockedUntil(@Root() { id }: AdministratorRow, @Ctx() ctx: PlatformContext) {
    const until = (await accountOf(ctx, id))?.lockedUntil
    return until && until > ctx.now() ? until : null
  }

  @FieldResolver(() => DateTime, { nullable: true })
  async signedInAt(@Root() { id }: AdministratorRow, @Ctx() ctx: PlatformContext) {
    return (await accountOf(ctx, id))?.signedInAt ?? null
  }
}

const accountOf = (ctx: PlatformContext, id: string) => batch(ctx, 'account of administrator', (ids) => accountsOf(ctx, ids)).load(id)
