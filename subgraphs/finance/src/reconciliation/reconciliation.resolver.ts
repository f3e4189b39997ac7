import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import { DateTime, HospitalDate } from '@hospital/subgraph/scalars'
import { inTransaction } from '@hospital/subgraph/transaction'
import { actionsOf } from '@hospital/subgraph/transitions'
import type { FinanceContext } from '../context.ts'
import { StaffNameReference } from '../references.types.ts'
import { closeDay, stateOfDay } from './closed-day.ts'
import { differenceTransitions } from './difference.status.ts'
import { handleDifference } from './handle-difference.ts'
import { reconcileDay } from './reconcile.ts'
import { ReconciledChannelEnum, type ReconciledChannel } from './reconciled-channel.ts'
import { findClosing, findReconciliationOf, findReconciliations, findReconciliationsOfDay, listDays, listDifferences, listReconciliations, type DifferenceRow, type ReconciliationRow } from './reconciliation.ts'
import { DifferenceFilter, HandleDifferenceInput, ReconciledDay, ReconciledDayConnection, Reconciliation, ReconciliationConnection, ReconciliationDifference, ReconciliationDifferenceConnection } from './reconciliation.types.ts'

@Resolver(() => Reconciliation)
export class ReconciliationResolver {
  @Query(() => ReconciliationConnection, { description: 'Days and channels that were compared, newest first.' })
  @Can('reconciliation:read')
  async reconciliations(@Args(() => PageArgs) page: PageArgs, @Ctx() ctx: Context) {
    return new ReconciliationConnection(await listReconciliations(ctx, page))
  }

  @Query(() => Reconciliation, { nullable: true })
  @Can('reconciliation:read')
  async reconciliation(@Arg('day', () => HospitalDate) day: string, @Arg('channel', () => ReconciledChannelEnum) channel: ReconciledChannel, @Ctx() ctx: Context) {
    return (await findReconciliationOf(ctx, day, channel)) ?? null
  }

  @Mutation(() => Reconciliation, { description: 'Compares a day that is over with a channel’s bill, now. Repeating it replaces what was found before and nobody has handled.' })
  @Can('reconciliation:run')
  reconcileDay(@Arg('day', () => HospitalDate) day: string, @Arg('channel', () => ReconciledChannelEnum) channel: ReconciledChannel, @Ctx() ctx: FinanceContext) {
    return reconcileDay(ctx, day, channel)
  }

  @FieldResolver(() => ReconciliationDifferenceConnection)
  async differences(@Args(() => PageArgs) page: PageArgs, @Root() { id }: ReconciliationRow, @Ctx() ctx: Context) {
    return new ReconciliationDifferenceConnection(await listDifferences(ctx, { reconciliationId: id }, page))
  }
}

@Resolver(() => ReconciliationDifference)
export class ReconciliationDifferenceResolver {
  @Query(() => ReconciliationDifferenceConnection, { description: 'Differences of all channels, by number.' })
  @Can('reconciliation:read')
  async reconciliationDifferences(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => DifferenceFilter, { nullable: true }) filter: DifferenceFilter | null, @Ctx() ctx: Context) {
    return new ReconciliationDifferenceConnection(await listDifferences(ctx, filter ?? {}, page))
  }

  @Mutation(() => ReconciliationDifference, { description: 'Handles a difference: adjusts the ledger to the channel by an entry of its own, or says that nothing has to be booked. Nothing that was booked is changed.' })
  @Can('reconciliation:handle')
  handleDifference(@Arg('input', () => HandleDifferenceInput) input: HandleDifferenceInput, @Ctx() ctx: Context) {
    return inTransaction(ctx, (tx) => handleDifference(tx, input))
  }

  @FieldResolver(() => Reconciliation)
  reconciliation(@Root() { reconciliationId }: DifferenceRow, @Ctx() ctx: Context) {
    return batch(ctx, 'reconciliation', async (ids) => new Map((await findReconciliations(ctx, ids)).map((row) => [row.id, row]))).load(reconciliationId)
  }

  @FieldResolver(() => StaffNameReference, { nullable: true, description: 'Who handled it.' })
  handledBy(@Root() { handledById }: DifferenceRow) {
    return handledById ? { id: handledById } : null
  }

  @FieldResolver(() => [String])
  availableActions(@Root() { status }: DifferenceRow, @Ctx() ctx: Context) {
    return actionsOf(differenceTransitions, status, ctx.viewer)
  }
}

@Resolver(() => ReconciledDay)
export class ReconciledDayResolver {
  @Query(() => ReconciledDayConnection, { description: 'Days that were compared, newest first.' })
  @Can('reconciliation:read')
  async reconciledDays(@Args(() => PageArgs) page: PageArgs, @Ctx() ctx: Context) {
    return new ReconciledDayConnection(await listDays(ctx, page))
  }

  @Mutation(() => ReconciledDay, { description: 'Closes the books of a day (日结): nothing is booked in it any more. Refused while a channel was not compared or a difference is open.' })
  @Can('reconciliation:handle')
  async closeDay(@Arg('day', () => HospitalDate) day: string, @Ctx() ctx: Context) {
    return { day: await inTransaction(ctx, (tx) => closeDay(tx, day)) }
  }

  @FieldResolver(() => [Reconciliation])
  reconciliations(@Root() { day }: ReconciledDay, @Ctx() ctx: Context) {
    return findReconciliationsOfDay(ctx, day)
  }

  @FieldResolver(() => [ReconciledChannelEnum], { description: 'What it was not compared with yet.' })
  async missing(@Root() { day }: ReconciledDay, @Ctx() ctx: Context) {
    return (await stateOfDay(ctx, day)).missing
  }

  @FieldResolver(() => Int)
  async openDifferences(@Root() { day }: ReconciledDay, @Ctx() ctx: Context) {
    return (await stateOfDay(ctx, day)).openDifferences
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When its books were closed.' })
  async closedAt(@Root() { day }: ReconciledDay, @Ctx() ctx: Context) {
    return (await findClosing(ctx, day))?.closedAt ?? null
  }

  @FieldResolver(() => StaffNameReference, { nullable: true })
  async closedBy(@Root() { day }: ReconciledDay, @Ctx() ctx: Context) {
    const id = (await findClosing(ctx, day))?.closedById
    return id ? { id } : null
  }
}
