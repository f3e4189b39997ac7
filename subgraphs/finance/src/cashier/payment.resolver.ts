import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { Json } from '@hospital/subgraph/scalars'
import { batch } from '@hospital/subgraph/schema'
import type { FinanceContext } from '../context.ts'
import { MoneySums } from '../income/income.types.ts'
import { findOrders } from '../orders/order.ts'
import { Order } from '../orders/order.types.ts'
import { listPaymentMethods } from './methods.ts'
import { PaymentMethodEnum } from './payment.status.ts'
import { findAllocations, findPayments, listPayments, type AllocationRow, type PaymentRow } from './payment.ts'
import { Payment, PaymentAllocation, PaymentConnection, PaymentFilter, StartPaymentInput } from './payment.types.ts'
import { refreshPayment } from './refresh.ts'
import { startPayment } from './start-payment.ts'
import { totalsOfPayments } from './totals.ts'

const orderById = (ctx: Context) => batch(ctx, 'order', async (ids) => new Map((await findOrders(ctx, ids)).map((row) => [row.id, row])))
const partsOfPayment = (ctx: Context) => batch(ctx, 'allocations of payment', async (ids) => Map.groupBy(await findAllocations(ctx, 'paymentId', ids), (part) => part.paymentId))

@Resolver(() => Payment)
export class PaymentResolver {
  @Query(() => Payment, { nullable: true })
  @Can('order:read', 'payment:read')
  async payment(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return (await findPayments(ctx, [id]))[0] ?? null
  }

  @Query(() => PaymentConnection, { description: 'Transactions (交易记录), newest first: the own ones, or all for finance.' })
  @Can('order:read', 'payment:read')
  async payments(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => PaymentFilter, { nullable: true }) filter: PaymentFilter | undefined, @Ctx() ctx: Context) {
    return new PaymentConnection(await listPayments(ctx, page, filter ?? {}))
  }

  @Query(() => MoneySums, { description: 'What came and went back with the payments that `payments` lists by the same filter: with days of booking or facts of orders, only what was booked then and for them.' })
  @Can('payment:read')
  paymentTotals(@Arg('filter', () => PaymentFilter, { nullable: true }) filter: PaymentFilter | undefined, @Ctx() ctx: Context) {
    return totalsOfPayments(ctx, filter ?? {})
  }

  @Query(() => [PaymentMethodEnum], { description: 'How these orders can be paid from where the payer is; none where they cannot.' })
  @Can('order:pay')
  paymentMethods(@Arg('orderIds', () => [ID]) orderIds: string[], @Ctx() ctx: Context) {
    return listPaymentMethods(ctx, orderIds)
  }

  @Mutation(() => Payment, { description: 'Starts to pay one or several open orders in one payment; repeating it answers the same payment.' })
  @Can('order:pay')
  startPayment(@Arg('input', () => StartPaymentInput) input: StartPaymentInput, @Ctx() ctx: FinanceContext) {
    return startPayment(ctx, input)
  }

  @Mutation(() => Payment, { description: 'Asks the channel how the payment stands and answers that: for a page that has come back from the channel.' })
  @Can('order:pay', 'payment:read')
  refreshPayment(@Arg('id', () => ID) id: string, @Ctx() ctx: FinanceContext) {
    return refreshPayment(ctx, id)
  }

  @FieldResolver(() => [Order])
  async orders(@Root() row: PaymentRow, @Ctx() ctx: Context) {
    const parts = (await partsOfPayment(ctx).load(row.id)) ?? []
    const orders = await Promise.all(parts.map(({ orderId }) => orderById(ctx).load(orderId)))
    return orders.filter((one) => one !== null)
  }

  @FieldResolver(() => [PaymentAllocation])
  async allocations(@Root() row: PaymentRow, @Ctx() ctx: Context) {
    return (await partsOfPayment(ctx).load(row.id)) ?? []
  }

  @FieldResolver(() => String, { nullable: true, description: 'WECHAT_H5: send the browser there.' })
  payUrl(@Root() row: PaymentRow, @Ctx() ctx: Context) {
    return isPayer(row, ctx) ? row.payUrl : null
  }

  @FieldResolver(() => Json, { nullable: true, description: 'WECHAT_JSAPI: for WeixinJSBridge as they are.' })
  jsapiParams(@Root() row: PaymentRow, @Ctx() ctx: Context) {
    return isPayer(row, ctx) ? row.jsapiParams : null
  }

  @FieldResolver(() => String, { nullable: true, description: 'WECHAT_NATIVE: to be shown as a QR code.' })
  codeUrl(@Root() row: PaymentRow, @Ctx() ctx: Context) {
    return isPayer(row, ctx) ? row.codeUrl : null
  }
}

/** The way to the channel is for the payer, and only while there is something to pay. */
const isPayer = ({ status, accountId }: PaymentRow, { viewer }: Context) => status === 'PENDING' && viewer.kind === 'PATIENT' && viewer.accountId === accountId

@Resolver(() => PaymentAllocation)
export class PaymentAllocationResolver {
  @FieldResolver(() => Order)
  order(@Root() part: AllocationRow, @Ctx() ctx: Context) {
    return orderById(ctx).load(part.orderId)
  }
}
