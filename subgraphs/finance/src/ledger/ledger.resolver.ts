import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { listLedgerEntries } from './entries.ts'
import { LedgerEntry, LedgerEntryConnection } from './ledger.types.ts'

@Resolver(() => LedgerEntry)
export class LedgerResolver {
  @Query(() => LedgerEntryConnection, { description: 'The ledger, newest first, of one order or of all.' })
  @Can('ledger:read')
  async ledgerEntries(@Args(() => PageArgs) page: PageArgs, @Arg('orderId', () => ID, { nullable: true }) orderId: string | undefined, @Ctx() ctx: Context) {
    return new LedgerEntryConnection(await listLedgerEntries(ctx, page, orderId))
  }
}
