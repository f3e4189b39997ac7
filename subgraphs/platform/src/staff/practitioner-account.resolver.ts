import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import { can } from '@hospital/access/viewer'
import { Can } from '@hospital/subgraph/permission'
import { HospitalDate } from '@hospital/subgraph/scalars'
import { batch } from '@hospital/subgraph/schema'
import type { PlatformContext } from '../context.ts'
import type { PractitionerRow } from '../directory/practitioner.ts'
import { Practitioner } from '../directory/practitioner.types.ts'
import { openPractitionerAccount, practitionerAccountsOf, resetPractitionerAccount } from './practitioner-account.ts'
import { AdmittedPractitioner, OpenPractitionerAccountInput, PractitionerAccount } from './practitioner-account.types.ts'

@Resolver(() => Practitioner)
export class PractitionerAccountResolver {
  @Mutation(() => AdmittedPractitioner, { description: 'Gives a practitioner a way to sign in, with a temporary password.' })
  @Can('practitioner:account')
  openPractitionerAccount(@Arg('input', () => OpenPractitionerAccountInput) { practitionerId, login }: OpenPractitionerAccountInput, @Ctx() ctx: PlatformContext) {
    return openPractitionerAccount(ctx, practitionerId, login)
  }

  @Mutation(() => AdmittedPractitioner, { description: 'Makes a new temporary password and forgets the authenticator; every session ends.' })
  @Can('practitioner:account')
  resetPractitionerAccount(@Arg('practitionerId', () => ID) practitionerId: string, @Ctx() ctx: PlatformContext) {
    return resetPractitionerAccount(ctx, practitionerId)
  }

  @FieldResolver(() => PractitionerAccount, { nullable: true, description: 'How he signs in; for those who open accounts.' })
  async account(@Root() { id }: PractitionerRow, @Ctx() ctx: PlatformContext) {
    const account = await batch(ctx, 'account of practitioner', (ids) => practitionerAccountsOf(ctx, ids)).load(id)
    return account && { ...account, totpEnrolled: account.totpSecretSealed !== null }
  }

  @FieldResolver(() => HospitalDate, { nullable: true, description: 'The last day on which the licence holds; for himself and those who audit.' })
  licenceExpiresOn(@Root() row: PractitionerRow, @Ctx() ctx: PlatformContext) {
    return knowsPapers(ctx, row) ? row.licenceExpiresOn : null
  }

  @FieldResolver(() => HospitalDate, { nullable: true, description: 'Since when he has practised on his own; for himself and those who audit.' })
  independentSince(@Root() row: PractitionerRow, @Ctx() ctx: PlatformContext) {
    return knowsPapers(ctx, row) ? row.independentSince : null
  }
}

const knowsPapers = ({ viewer }: PlatformContext, { id }: PractitionerRow) => can(viewer, 'practitioner:audit') || (viewer.kind === 'PRACTITIONER' && viewer.practitionerId === id)
