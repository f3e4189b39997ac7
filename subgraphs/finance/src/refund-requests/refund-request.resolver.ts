import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import { inTransaction } from '@hospital/subgraph/transaction'
import { actionsOf } from '@hospital/subgraph/transitions'
import type { FinanceContext } from '../context.ts'
import { findOrders } from '../orders/order.ts'
import { Order } from '../orders/order.types.ts'
import { findRefunds } from '../refunds/refund.ts'
import { hisRefusalInWords } from '../refunds/his-refusal.ts'
import { Refund } from '../refunds/refund.types.ts'
import { askRefund, withdrawRefundRequest } from './ask.ts'
import { approveRefundRequest, refuseRefundRequest } from './decide.ts'
import { findRefundRequests, listRefundRequests, type RefundRequestRow } from './refund-request.ts'
import { refundRequestTransitions } from './refund-request.status.ts'
import { ApproveRefundRequestInput, AskRefundInput, RefundRequest, RefundRequestConnection, RefundRequestFilter, RefuseRefundRequestInput } from './refund-request.types.ts'

@Resolver(() => RefundRequest)
export class RefundRequestResolver {
  @Query(() => RefundRequest, { nullable: true })
  @Can('order:pay', 'payment:read')
  async refundRequest(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return (await findRefundRequests(ctx, [id]))[0] ?? null
  }

  @Query(() => RefundRequestConnection, { description: 'Requests of patients (退费申请), newest first.' })
  @Can('order:pay', 'payment:read')
  async refundRequests(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => RefundRequestFilter, { nullable: true }) filter: RefundRequestFilter | undefined, @Ctx() ctx: Context) {
    return new RefundRequestConnection(await listRefundRequests(ctx, page, filter ?? {}))
  }

  @Mutation(() => RefundRequest, { description: 'Asks back what is left of a paid order (申请退费). While a request is open, repeating it answers that.' })
  @Can('order:pay')
  askRefund(@Arg('input', () => AskRefundInput) input: AskRefundInput, @Ctx() ctx: FinanceContext) {
    return inTransaction(ctx, (tx) => askRefund(tx, input))
  }

  @Mutation(() => RefundRequest, { description: 'Takes an open request back.' })
  @Can('order:pay')
  withdrawRefundRequest(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return inTransaction(ctx, (tx) => withdrawRefundRequest(tx, id))
  }

  @Mutation(() => RefundRequest, { description: 'Approves a request: the money goes back by the way it came. Repeating it refunds once.' })
  @Can('payment:refund')
  approveRefundRequest(@Arg('input', () => ApproveRefundRequestInput) input: ApproveRefundRequestInput, @Ctx() ctx: Context) {
    return inTransaction(ctx, (tx) => approveRefundRequest(tx, input))
  }

  @Mutation(() => RefundRequest, { description: 'Refuses a request with a reason, which the patient is told.' })
  @Can('payment:refund')
  refuseRefundRequest(@Arg('input', () => RefuseRefundRequestInput) input: RefuseRefundRequestInput, @Ctx() ctx: Context) {
    return inTransaction(ctx, (tx) => refuseRefundRequest(tx, input))
  }

  @FieldResolver(() => Order)
  order(@Root() { orderId }: RefundRequestRow, @Ctx() ctx: Context) {
    return batch(ctx, 'order', async (ids) => new Map((await findOrders(ctx, ids)).map((row) => [row.id, row]))).load(orderId)
  }

  @FieldResolver(() => Refund, { nullable: true, description: 'The money on its way back, once approved.' })
  async refund(@Root() { refundId }: RefundRequestRow, @Ctx() ctx: Context) {
    return refundId && batch(ctx, 'refund', async (ids) => new Map((await findRefunds(ctx, ids)).map((row) => [row.id, row]))).load(refundId)
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why the HIS did not agree to what was approved last, in words, for those who decide.' })
  hisRefusal(@Root() { status, hisRefusal }: RefundRequestRow, @Ctx() { viewer }: Context) {
    return viewer.kind === 'ADMINISTRATOR' && status === 'PENDING' && hisRefusal ? hisRefusalInWords(hisRefusal) : null
  }

  @FieldResolver(() => [String], { description: 'Names of mutations that the viewer may call on it now.' })
  availableActions(@Root() { status, accountId }: RefundRequestRow, @Ctx() { viewer }: Context) {
    return actionsOf(refundRequestTransitions, status, viewer).filter((action) => action !== 'withdrawRefundRequest' || (viewer.kind === 'PATIENT' && viewer.accountId === accountId))
  }
}
