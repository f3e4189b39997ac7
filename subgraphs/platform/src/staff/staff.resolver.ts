import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import { Session } from '@hospital/sessions/session.types'
import { Can, Public } from '@hospital/subgraph/permission'
import type { PlatformContext } from '../context.ts'
import { institutionOf } from '../directory/institution.ts'
import { Institution } from '../directory/institution.types.ts'
import { changePassword, confirmTotp, refreshStaffSession, signInStaff, signOutStaff } from './sign-in.ts'
import { getStaffMe } from './staff-account.ts'
import { Administrator, ChangePasswordInput, ConfirmTotpInput, SignInChallenge, SignInStaffInput, StaffMember } from './staff.types.ts'

@Resolver(() => StaffMember)
export class StaffResolver {
  @Query(() => StaffMember, { description: 'Who is signed in.' })
  @Can('staff:self')
  staffMe(@Ctx() ctx: PlatformContext) {
    return getStaffMe(ctx)
  }

  @Mutation(() => SignInChallenge, { description: 'First step of signing in: login and password.' })
  @Public()
  signInStaff(@Arg('input', () => SignInStaffInput) input: SignInStaffInput, @Ctx() ctx: PlatformContext) {
    return signInStaff(ctx, input)
  }

  @Mutation(() => Session, { description: 'Second step: the time-based code (动态口令).' })
  @Public()
  confirmTotp(@Arg('input', () => ConfirmTotpInput) input: ConfirmTotpInput, @Ctx() ctx: PlatformContext) {
    return confirmTotp(ctx, input)
  }

  @Mutation(() => Session, { description: 'Gives new tokens for a refresh token; each works once.' })
  @Public()
  refreshStaffSession(@Arg('refreshToken', () => String) refreshToken: string, @Ctx() ctx: PlatformContext) {
    return refreshStaffSession(ctx, refreshToken)
  }

  @Mutation(() => Boolean, { description: 'Changes the own password; other sessions of the account end.' })
  @Can('staff:self')
  changeStaffPassword(@Arg('input', () => ChangePasswordInput) input: ChangePasswordInput, @Ctx() ctx: PlatformContext) {
    return changePassword(ctx, input)
  }

  @Mutation(() => Boolean, { description: 'Ends this session, or every session of the account.' })
  @Can('staff:self')
  signOutStaff(@Arg('everywhere', () => Boolean, { nullable: true }) everywhere: boolean | undefined, @Ctx() ctx: PlatformContext) {
    return signOutStaff(ctx, everywhere ?? false)
  }
}

@Resolver(() => Administrator)
export class AdministratorResolver {
  @FieldResolver(() => Institution, { nullable: true })
  institution(@Root() { institutionId }: { institutionId: string | null }, @Ctx() ctx: PlatformContext) {
    return institutionId ? institutionOf(ctx, institutionId) : null
  }
}
