import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import { inTransaction } from '@hospital/subgraph/transaction'
import { actionsOf } from '@hospital/subgraph/transitions'
import { findPayments } from '../cashier/payment.ts'
import { Payment } from '../cashier/payment.types.ts'
import { findOrders } from '../orders/order.ts'
import { Order } from '../orders/order.types.ts'
import { hisRefusalInWords } from './his-refusal.ts'
import type { RefundRow } from './refund.ts'
import { refundOrder, retryRefund } from './refund-order.ts'
import { refundTransitions } from './refund.status.ts'
import { Refund, RefundOrderInput } from './refund.types.ts'

@Resolver(() => Refund)
export class RefundResolver {
  @Mutation(() => Refund, { description: 'Gives back all or part of an order (平台退款). The same clientKey refunds once.' })
  @Can('payment:refund')
  refundOrder(@Arg('input', () => RefundOrderInput) input: RefundOrderInput, @Ctx() ctx: Context) {
    return inTransaction(ctx, (tx) => refundOrder(tx, input))
  }

  @Mutation(() => Refund, { description: 'Sends a failed refund to the channel again, after a person has looked into it.' })
  @Can('payment:refund')
  retryRefund(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return inTransaction(ctx, (tx) => retryRefund(tx, id))
  }

  @FieldResolver(() => Order)
  order(@Root() row: RefundRow, @Ctx() ctx: Context) {
    return batch(ctx, 'order', async (ids) => new Map((await findOrders(ctx, ids)).map((order) => [order.id, order]))).load(row.orderId)
  }

  @FieldResolver(() => Payment, { nullable: true, description: 'Null for those who see the order but did not pay.' })
  payment(@Root() row: RefundRow, @Ctx() ctx: Context) {
    return batch(ctx, 'payment', async (ids) => new Map((await findPayments(ctx, ids)).map((payment) => [payment.id, payment]))).load(row.paymentId)
  }

  @FieldResolver(() => String, { description: 'Who asked for it, in words; the log names the person.' })
  requestedBy(@Root() row: RefundRow) {
    if (row.cause === 'REQUESTED') return '患者申请退费'
    return row.requestedByKind === 'ADMINISTRATOR' ? '平台退款' : '系统自动退款'
  }

  @FieldResolver(() => String, { nullable: true, description: 'The channel\'s code, for those who work with refunds.' })
  failureReason(@Root() row: RefundRow, @Ctx() ctx: Context) {
    return ctx.viewer.kind === 'ADMINISTRATOR' ? row.failureReason : null
  }

  @FieldResolver(() => String, { nullable: true, description: 'DECLINED: why the HIS did not agree, in words, for those who work with refunds.' })
  hisRefusal(@Root() { status, failureReason }: RefundRow, @Ctx() ctx: Context) {
    return ctx.viewer.kind === 'ADMINISTRATOR' && status === 'DECLINED' && failureReason ? hisRefusalInWords(failureReason) : null
  }

  @FieldResolver(() => [String])
  availableActions(@Root() row: RefundRow, @Ctx() ctx: Context) {
    return actionsOf(refundTransitions, row.status, ctx.viewer)
  }
}
