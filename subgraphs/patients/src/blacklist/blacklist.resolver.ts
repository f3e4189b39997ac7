import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import { Account } from '../accounts/account.types.ts'
import type { PatientsContext } from '../context.ts'
import { accountsById } from '../people/managing.ts'
import { addToBlacklist, liftFromBlacklist, listBlacklist, stateOf, type BlacklistEntryRow } from './blacklist.ts'
import { AddToBlacklistInput, BlacklistEntry, BlacklistEntryConnection, BlacklistFilter, BlacklistStateEnum } from './blacklist.types.ts'

@Resolver(() => BlacklistEntry)
export class BlacklistResolver {
  @Query(() => BlacklistEntryConnection, { description: 'The newest first.' })
  @Can('blacklist:read')
  async blacklistEntries(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => BlacklistFilter, { nullable: true }) filter: BlacklistFilter | null, @Ctx() ctx: PatientsContext) {
    return new BlacklistEntryConnection(await listBlacklist(ctx, page, filter ?? {}) as never)
  }

  @Mutation(() => BlacklistEntry, { description: 'Lets an account start no new service until the end of a day; what runs goes on. The account is told why and until when.' })
  @Can('blacklist:manage')
  addToBlacklist(@Arg('input', () => AddToBlacklistInput) input: AddToBlacklistInput, @Ctx() ctx: PatientsContext) {
    return addToBlacklist(ctx, input)
  }

  @Mutation(() => BlacklistEntry, { description: 'Ends it before its time.' })
  @Can('blacklist:manage')
  liftFromBlacklist(@Arg('id', () => ID) id: string, @Arg('reason', () => String) reason: string, @Ctx() ctx: PatientsContext) {
    return liftFromBlacklist(ctx, { id, reason })
  }

  @FieldResolver(() => BlacklistStateEnum)
  state(@Root() row: BlacklistEntryRow, @Ctx() ctx: PatientsContext) {
    return stateOf(row, ctx.now())
  }

  @FieldResolver(() => Account, { nullable: true })
  account(@Root() { accountId }: BlacklistEntryRow, @Ctx() ctx: PatientsContext) {
    return batch(ctx, 'account by id', (ids) => accountsById(ctx, ids)).load(accountId)
  }
}
