import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { HospitalDate } from '@hospital/subgraph/scalars'
import type { FinanceContext } from '../context.ts'
import { reconcileDay } from './reconcile.ts'
import { findReconciliationOf, listDifferences, listReconciliations, type ReconciliationRow } from './reconciliation.ts'
import { Reconciliation, ReconciliationConnection, ReconciliationDifferenceConnection } from './reconciliation.types.ts'

@Resolver(() => Reconciliation)
export class ReconciliationResolver {
  @Query(() => ReconciliationConnection, { description: 'Days that were compared with the channel’s bills, newest first.' })
  @Can('reconciliation:read')
  async reconciliations(@Args(() => PageArgs) page: PageArgs, @Ctx() ctx: Context) {
    return new ReconciliationConnection(await listReconciliations(ctx, page))
  }

  @Query(() => Reconciliation, { nullable: true })
  @Can('reconciliation:read')
  async reconciliation(@Arg('day', () => HospitalDate) day: string, @Ctx() ctx: Context) {
    return (await findReconciliationOf(ctx, day)) ?? null
  }

  @Mutation(() => Reconciliation, { description: 'Compares a day that is over with the channel’s bills, now. Repeating it replaces what was found before.' })
  @Can('reconciliation:run')
  reconcileDay(@Arg('day', () => HospitalDate) day: string, @Ctx() ctx: FinanceContext) {
    return reconcileDay(ctx, day)
  }

  @FieldResolver(() => ReconciliationDifferenceConnection)
  async differences(@Args(() => PageArgs) page: PageArgs, @Root() row: ReconciliationRow, @Ctx() ctx: Context) {
    return new ReconciliationDifferenceConnection(await listDifferences(ctx, row, page))
  }
}
