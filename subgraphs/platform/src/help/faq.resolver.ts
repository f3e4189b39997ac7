import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { can } from '@hospital/access/viewer'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import type { PlatformContext } from '../context.ts'
import { institutionOf } from '../directory/institution.ts'
import { Institution } from '../directory/institution.types.ts'
import { deleteFaq, listFaqs, ownVotesOf, rateFaq, saveFaq, votesOf, type FaqRow } from './faq.ts'
import { Faq, FaqConnection, FaqFilter, SaveFaqInput } from './faq.types.ts'

@Resolver(() => Faq)
export class FaqResolver {
  @Query(() => FaqConnection, { description: 'In the hospital\'s order. Refuses BUSINESS_CLOSED where the help page shows no questions.' })
  @Can('help:read')
  async faqs(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => FaqFilter, { nullable: true }) filter: FaqFilter | null, @Ctx() ctx: PlatformContext) {
    return new FaqConnection(await listFaqs(ctx, page, filter ?? {}) as never)
  }

  @Mutation(() => Faq, { description: 'Adds a question with its answer, or changes one; readers see it at once.' })
  @Can('faq:manage')
  saveFaq(@Arg('input', () => SaveFaqInput) input: SaveFaqInput, @Ctx() ctx: PlatformContext) {
    return saveFaq(ctx, input)
  }

  @Mutation(() => Boolean, { description: 'Removes a question with what readers said of it.' })
  @Can('faq:manage')
  deleteFaq(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return deleteFaq(ctx, id)
  }

  @Mutation(() => Faq, { description: 'Says whether the answer helped (已解决 / 未解决); said again, the last word counts, once.' })
  @Can('faq:rate')
  rateFaq(@Arg('id', () => ID) id: string, @Arg('solved', () => Boolean) solved: boolean, @Ctx() ctx: PlatformContext) {
    return rateFaq(ctx, id, solved)
  }

  @FieldResolver(() => Int, { nullable: true, description: 'How many readers it helped; for whoever keeps the questions.' })
  async solvedCount(@Root() { id }: FaqRow, @Ctx() ctx: PlatformContext) {
    return can(ctx.viewer, 'faq:manage') ? (await votes(ctx, id)).solved : null
  }

  @FieldResolver(() => Int, { nullable: true, description: 'How many it did not help; for whoever keeps the questions.' })
  async unsolvedCount(@Root() { id }: FaqRow, @Ctx() ctx: PlatformContext) {
    return can(ctx.viewer, 'faq:manage') ? (await votes(ctx, id)).unsolved : null
  }

  @FieldResolver(() => Boolean, { nullable: true, description: 'What the reader himself has said.' })
  async helpedMe(@Root() { id }: FaqRow, @Ctx() ctx: PlatformContext) {
    return (await batch(ctx, 'own word on faq', (ids) => ownVotesOf(ctx, ids)).load(id))?.solved ?? null
  }

  @FieldResolver(() => Institution, { nullable: true })
  institution(@Root() { institutionId }: FaqRow, @Ctx() ctx: PlatformContext) {
    return institutionId ? institutionOf(ctx, institutionId) : null
  }
}

const votes = async (ctx: PlatformContext, id: string) => (await batch(ctx, 'votes of faq', (ids) => votesOf(ctx, ids)).load(id))!
