import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { Can } from '@hospital/subgraph/permission'
import { Refusal } from '@hospital/subgraph/refusal'
import { batch } from '@hospital/subgraph/schema'
import { findPayments } from '../cashier/payment.ts'
import { Payment } from '../cashier/payment.types.ts'
import type { FinanceContext } from '../context.ts'
import type { OrderRow } from '../orders/order.ts'
import { Order } from '../orders/order.types.ts'
import { InsuranceSettlement } from './insurance.types.ts'
import { payByInsurance } from './pay.ts'
import { preSettleInsurance } from './presettle.ts'
import { findSettlementsOfOrders, type SettlementRow } from './settlement.ts'

@Resolver(() => InsuranceSettlement)
export class InsuranceResolver {
  @Query(() => String, { description: 'Where the insured show their electronic voucher (医保电子凭证); the page comes back to `returnUrl`, an address of our apps, with `ecToken`.' })
  @Can('order:pay')
  insuranceVoucherUrl(@Arg('returnUrl', () => String) returnUrl: string, @Ctx() ctx: FinanceContext) {
    if (!URL.canParse(returnUrl) || !ctx.appOrigins.includes(new URL(returnUrl).origin)) throw new Refusal('INVALID_INPUT', { message: '返回地址无效', details: { field: 'returnUrl' } })
    return ctx.insurance.voucherUrl(returnUrl)
  }

  @Mutation(() => InsuranceSettlement, { description: 'Tells the insurer an open order\'s fees and answers the split (医保预结算). Nothing is paid.' })
  @Can('order:pay')
  preSettleInsurance(@Arg('orderId', () => ID) orderId: string, @Arg('ecToken', () => String) ecToken: string, @Ctx() ctx: FinanceContext) {
    return preSettleInsurance(ctx, orderId, ecToken)
  }

  @Mutation(() => Payment, { description: 'Lets the insurer pay its parts as they were shown (医保结算). What is left is paid by `startPayment`; where it is not, the insurer is given its money back by itself.' })
  @Can('order:pay')
  payByInsurance(@Arg('settlementId', () => ID) settlementId: string, @Ctx() ctx: FinanceContext) {
    return payByInsurance(ctx, settlementId)
  }

  @FieldResolver(() => Payment, { nullable: true, description: 'The insurer\'s part, once it is under way.' })
  async payment(@Root() { paymentId }: SettlementRow, @Ctx() ctx: Context) {
    return paymentId && (await findPayments(ctx, [paymentId]))[0]
  }
}

@Resolver(() => Order)
export class OrderInsuranceResolver {
  @FieldResolver(() => InsuranceSettlement, { nullable: true, description: 'The latest settlement with the medical insurance, whatever became of it.' })
  insurance(@Root() { id }: OrderRow, @Ctx() ctx: Context) {
    return batch(ctx, 'insurance of order', (ids) => findSettlementsOfOrders(ctx, ids)).load(id)
  }
}
