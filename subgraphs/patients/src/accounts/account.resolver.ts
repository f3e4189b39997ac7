import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { Session } from '@hospital/sessions/session.types'
import { Can, Public } from '@hospital/subgraph/permission'
import { DateTime } from '@hospital/subgraph/scalars'
import type { PatientsContext } from '../context.ts'
import { listPatientsOf } from '../people/patient.ts'
import { Patient } from '../people/patient.types.ts'
import { getMyAccount, isRestricted, maskedPhoneOf, patientLimitOf, refreshSession, signInBySms, signOut, type AccountRow } from './account.ts'
import { Account, RequestSmsCodeInput, SignInBySmsInput, SmsCodeSent } from './account.types.ts'
import { requestSmsCode } from './sms-code.ts'

@Resolver(() => Account)
export class AccountResolver {
  @Query(() => Account, { description: 'The account that is signed in.' })
  @Can('account:self')
  me(@Ctx() ctx: PatientsContext) {
    return getMyAccount(ctx)
  }

  @Mutation(() => SmsCodeSent, { description: 'Sends a sign-in code by text message (获取验证码).' })
  @Public()
  requestSmsCode(@Arg('input', () => RequestSmsCodeInput) input: RequestSmsCodeInput, @Ctx() ctx: PatientsContext) {
    return requestSmsCode(ctx, input)
  }

  @Mutation(() => Session, { description: 'Signs in by the code; the first time this makes the account.' })
  @Public()
  signInBySms(@Arg('input', () => SignInBySmsInput) input: SignInBySmsInput, @Ctx() ctx: PatientsContext) {
    return signInBySms(ctx, input)
  }

  @Mutation(() => Session, { description: 'Gives new tokens for a refresh token; each works once.' })
  @Public()
  refreshSession(@Arg('refreshToken', () => String) refreshToken: string, @Ctx() ctx: PatientsContext) {
    return refreshSession(ctx, refreshToken)
  }

  @Mutation(() => Boolean, { description: 'Ends this session, or every session of the account.' })
  @Can('account:self')
  signOut(@Arg('everywhere', () => Boolean, { nullable: true }) everywhere: boolean | undefined, @Ctx() ctx: PatientsContext) {
    return signOut(ctx, everywhere ?? false)
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'Until then no new service may be started; running ones go on.' })
  restrictedUntil(@Root() own: AccountRow, @Ctx() ctx: PatientsContext) {
    return isRestricted(ctx, own) ? own.restrictedUntil : null
  }

  @FieldResolver(() => String, { nullable: true })
  restrictionReason(@Root() own: AccountRow, @Ctx() ctx: PatientsContext) {
    return isRestricted(ctx, own) ? own.restrictionReason : null
  }

  @FieldResolver(() => String, { description: 'The mobile number with its middle hidden.' })
  maskedPhone(@Root() own: AccountRow, @Ctx() ctx: PatientsContext) {
    return maskedPhoneOf(ctx, own.phoneSealed)
  }

  @FieldResolver(() => [Patient], { description: 'The persons this account cares for, the default one first.' })
  patients(@Root() own: AccountRow, @Ctx() ctx: PatientsContext) {
    return listPatientsOf(ctx, own.id)
  }

  @FieldResolver(() => Int, { description: 'How many persons the account may keep.' })
  patientLimit(@Root() own: AccountRow, @Ctx() ctx: PatientsContext) {
    return patientLimitOf(ctx, own)
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Set for this account alone (`setPatientLimit`); null: what holds for all.' })
  ownPatientLimit(@Root() { patientLimit }: AccountRow) {
    return patientLimit
  }
}
