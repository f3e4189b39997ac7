import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import { Can } from '@hospital/subgraph/permission'
import type { PlatformContext } from '../context.ts'
import { findCurrentText, giveConsent, textOf, type ConsentRow } from './text.ts'
import { Consent, GiveConsentInput, Text } from './text.types.ts'

@Resolver(() => Consent)
export class TextResolver {
  @Query(() => Text, { nullable: true, description: 'The version in force.' })
  @Can('text:read')
  async text(@Arg('key', () => String) key: string, @Ctx() ctx: PlatformContext) {
    return (await findCurrentText(ctx, key)) ?? null
  }

  @Mutation(() => Consent, { description: 'Agrees, for a person cared for, to the version in force.' })
  @Can('consent:give')
  giveConsent(@Arg('input', () => GiveConsentInput) input: GiveConsentInput, @Ctx() ctx: PlatformContext) {
    return giveConsent(ctx, input)
  }

  @FieldResolver(() => Text, { name: 'text' })
  consentedText(@Root() { textId }: ConsentRow, @Ctx() ctx: PlatformContext) {
    return textOf(ctx, textId)
  }
}
