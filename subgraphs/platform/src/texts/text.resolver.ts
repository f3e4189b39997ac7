import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { can } from '@hospital/access/viewer'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import type { PlatformContext } from '../context.ts'
import { institutionOf } from '../directory/institution.ts'
import { Institution } from '../directory/institution.types.ts'
import { countConsents, listTexts, listVersions, publishWording, statesOf, withdrawText } from './managing.ts'
import { findCurrentText, findTextVersion, giveConsent, textOf, type ConsentRow, type TextRow } from './text.ts'
import { Consent, GiveConsentInput, PublishTextInput, Text, TextConnection, TextFilter, TextStateEnum } from './text.types.ts'

@Resolver(() => Consent)
export class ConsentResolver {
  @Query(() => Text, { nullable: true, description: 'The version in force.' })
  @Can('text:read')
  async text(@Arg('key', () => String) key: string, @Arg('institutionId', () => ID, { nullable: true, description: 'As this institution words it.' }) institutionId: string | null, @Ctx() ctx: PlatformContext) {
    return (await findCurrentText(ctx, key, institutionId)) ?? null
  }

  @Query(() => Text, { nullable: true, description: 'One version for good, whoever worded it: what was agreed to, or is about to be. None before its day.' })
  @Can('text:read')
  async textVersion(@Arg('key', () => String) key: string, @Arg('version', () => Int) version: number, @Ctx() ctx: PlatformContext) {
    return (await findTextVersion(ctx, key, version)) ?? null
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

@Resolver(() => Text)
export class TextResolver {
  @Query(() => TextConnection, { description: 'Every text with its newest version; an institution’s own wording stands beside the hospital’s.' })
  @Can('text:manage')
  async texts(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => TextFilter, { nullable: true }) filter: TextFilter | null, @Ctx() ctx: PlatformContext) {
    return new TextConnection(await listTexts(ctx, page, filter ?? {}))
  }

  @Query(() => TextConnection, { description: 'All versions of the text that this one is of, the newest first.' })
  @Can('text:manage')
  async textVersions(@Arg('id', () => ID) id: string, @Args(() => PageArgs) page: PageArgs, @Ctx() ctx: PlatformContext) {
    return new TextConnection(await listVersions(ctx, id, page))
  }

  @Mutation(() => Text, { description: 'Publishes the next version; what was published before stays as it was read and agreed to.' })
  @Can('text:manage')
  publishText(@Arg('input', () => PublishTextInput) input: PublishTextInput, @Ctx() ctx: PlatformContext) {
    return publishWording(ctx, input)
  }

  @Mutation(() => Text, { description: 'Calls back a version before its day.' })
  @Can('text:manage')
  withdrawText(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return withdrawText(ctx, id)
  }

  @FieldResolver(() => Institution, { nullable: true, description: 'Whose wording it is; null for the whole hospital’s.' })
  institution(@Root() { institutionId }: TextRow, @Ctx() ctx: PlatformContext) {
    return institutionId ? institutionOf(ctx, institutionId) : null
  }

  @FieldResolver(() => TextStateEnum)
  async state(@Root() { id }: TextRow, @Ctx() ctx: PlatformContext) {
    return (await batch(ctx, 'state of text', (ids) => statesOf(ctx, ids)).load(id))?.state
  }

  @FieldResolver(() => String, { nullable: true, description: 'What is new in it, for those who keep the texts.' })
  note(@Root() { note }: TextRow, @Ctx() ctx: PlatformContext) {
    return can(ctx.viewer, 'text:manage') ? note : null
  }

  @FieldResolver(() => Int, { nullable: true, description: 'How many times people agreed to it; for those who keep the texts.' })
  async consentCount(@Root() { id }: TextRow, @Ctx() ctx: PlatformContext) {
    if (!can(ctx.viewer, 'text:manage')) return null
    return (await batch(ctx, 'consents of text', (ids) => countConsents(ctx, ids)).load(id))?.count ?? 0
  }
}
