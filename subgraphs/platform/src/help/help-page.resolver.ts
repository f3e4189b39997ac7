import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql'
import { Can } from '@hospital/subgraph/permission'
import type { PlatformContext } from '../context.ts'
import { getHelpPage, resetHelpPage, setHelpPage } from './help-page.ts'
import { HelpPage, SetHelpPageInput } from './help-page.types.ts'

@Resolver(() => HelpPage)
export class HelpPageResolver {
  @Query(() => HelpPage, { description: 'What the help page of an institution, or of the whole hospital, shows.' })
  @Can('help:read')
  helpPage(@Arg('institutionId', () => ID, { nullable: true }) institutionId: string | null, @Ctx() ctx: PlatformContext) {
    return getHelpPage(ctx, institutionId)
  }

  @Mutation(() => HelpPage, { description: 'Switches and orders the parts of the help page and says who helps; institutions below follow unless they have set their own.' })
  @Can('help:manage')
  setHelpPage(@Arg('input', () => SetHelpPageInput) input: SetHelpPageInput, @Ctx() ctx: PlatformContext) {
    return setHelpPage(ctx, input)
  }

  @Mutation(() => HelpPage, { description: 'Takes away what an institution has set, so that what is above holds again.' })
  @Can('help:manage')
  resetHelpPage(@Arg('institutionId', () => ID, { nullable: true }) institutionId: string | null, @Arg('version', () => Int) version: number, @Ctx() ctx: PlatformContext) {
    return resetHelpPage(ctx, institutionId, version)
  }
}
