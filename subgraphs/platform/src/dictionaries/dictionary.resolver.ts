import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import type { PlatformContext } from '../context.ts'
import { deleteDictionary, deleteDictionaryEntry, entriesOf, findDictionaryByCode, listDictionaries, saveDictionary, saveDictionaryEntry, type DictionaryRow } from './dictionary.ts'
import { Dictionary, DictionaryConnection, DictionaryEntry, SaveDictionaryEntryInput, SaveDictionaryInput } from './dictionary.types.ts'

@Resolver(() => Dictionary)
export class DictionaryResolver {
  @Query(() => Dictionary, { nullable: true, description: 'By code, for an app\'s labels.' })
  @Can('dictionary:read')
  async dictionary(@Arg('code', () => String) code: string, @Ctx() ctx: PlatformContext) {
    return (await findDictionaryByCode(ctx, code)) ?? null
  }

  @Query(() => DictionaryConnection)
  @Can('dictionary:manage')
  async dictionaries(@Args(() => PageArgs) page: PageArgs, @Arg('search', () => String, { nullable: true }) search: string | null, @Ctx() ctx: PlatformContext) {
    return new DictionaryConnection(await listDictionaries(ctx, page, search))
  }

  @Mutation(() => Dictionary, { description: 'Makes a dictionary, or words one anew.' })
  @Can('dictionary:manage')
  saveDictionary(@Arg('input', () => SaveDictionaryInput) input: SaveDictionaryInput, @Ctx() ctx: PlatformContext) {
    return saveDictionary(ctx, input)
  }

  @Mutation(() => Boolean, { description: 'With its entries; those of the house stay.' })
  @Can('dictionary:manage')
  deleteDictionary(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return deleteDictionary(ctx, id)
  }

  @Mutation(() => DictionaryEntry, { description: 'Adds a word to a dictionary, or changes one; the apps show it at once.' })
  @Can('dictionary:manage')
  saveDictionaryEntry(@Arg('input', () => SaveDictionaryEntryInput) input: SaveDictionaryEntryInput, @Ctx() ctx: PlatformContext) {
    return saveDictionaryEntry(ctx, input)
  }

  @Mutation(() => Boolean, { description: 'Removes a word; those that pages stand on stay.' })
  @Can('dictionary:manage')
  deleteDictionaryEntry(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return deleteDictionaryEntry(ctx, id)
  }

  @FieldResolver(() => [DictionaryEntry], { description: 'In the hospital\'s order; those switched off only for whoever keeps the dictionaries.' })
  entries(@Root() { id }: DictionaryRow, @Ctx() ctx: PlatformContext) {
    return batch(ctx, 'entries of dictionary', (ids) => entriesOf(ctx, ids)).load(id)
  }
}
