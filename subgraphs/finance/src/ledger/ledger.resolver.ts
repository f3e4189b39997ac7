import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import { findPayments } from '../cashier/payment.ts'
import { Payment } from '../cashier/payment.types.ts'
import { findOrders } from '../orders/order.ts'
import { Order } from '../orders/order.types.ts'
import { findFacts, listLedgerEntries, type LedgerEntryRow } from './entries.ts'
import { LedgerEntry, LedgerEntryConnection, LedgerFactEnum, LedgerFilter } from './ledger.types.ts'

const keyed = <Row extends { id: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]))

@Resolver(() => LedgerEntry)
export class LedgerResolver {
  @Query(() => LedgerEntryConnection, { description: 'The ledger, newest first, of one order or of all.' })
  @Can('ledger:read')
  async ledgerEntries(
    @Args(() => PageArgs) page: PageArgs, @Arg('orderId', () => ID, { nullable: true }) orderId: string | undefined,
    @Arg('filter', () => LedgerFilter, { nullable: true }) filter: LedgerFilter | undefined, @Ctx() ctx: Context,
  ) {
    return new LedgerEntryConnection(await listLedgerEntries(ctx, page, { ...filter, orderId }))
  }

  @FieldResolver(() => LedgerFactEnum)
  fact(@Root() { transactionId }: LedgerEntryRow, @Ctx() ctx: Context) {
    return batch(ctx, 'fact of ledger transaction', (ids) => findFacts(ctx, ids)).load(transactionId)
  }

  @FieldResolver(() => Order, { nullable: true, description: 'Null where it is about none, or the viewer may not see it.' })
  order(@Root() { orderId }: LedgerEntryRow, @Ctx() ctx: Context) {
    return orderId && batch(ctx, 'order of ledger entry', async (ids) => keyed(await findOrders(ctx, ids))).load(orderId)
  }

  @FieldResolver(() => Payment, { nullable: true, description: 'Null where it is about none, or the viewer may not see it.' })
  payment(@Root() { paymentId }: LedgerEntryRow, @Ctx() ctx: Context) {
    return paymentId && batch(ctx, 'payment of ledger entry', async (ids) => keyed(await findPayments(ctx, ids))).load(paymentId)
  }
}
