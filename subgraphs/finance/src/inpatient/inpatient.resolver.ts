import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { Can } from '@hospital/subgraph/permission'
import { HospitalDate } from '@hospital/subgraph/scalars'
import { batch } from '@hospital/subgraph/schema'
import type { FinanceContext } from '../context.ts'
import { findOrders } from '../orders/order.ts'
import { Order } from '../orders/order.types.ts'
import { PatientReference } from '../references.types.ts'
import { depositLimits, findStay, receiptsOfStay, type Stay } from './account.ts'
import { readInpatientBill } from './charges.ts'
import { depositsOfStay, type DepositRow } from './deposit.ts'
import { InpatientAccount, InpatientBill, InpatientDeposit, InpatientDepositLimits, InpatientReceipt, PayDepositInput } from './inpatient.types.ts'
import { payDeposit } from './pay-deposit.ts'

@Resolver(() => InpatientAccount)
export class InpatientAccountResolver {
  @Query(() => InpatientAccount, { nullable: true, description: 'The present stay of an own person, or the latest one, read in the HIS at this moment; null where there was none.' })
  @Can('order:pay')
  inpatientAccount(@Arg('patientId', () => ID) patientId: string, @Ctx() ctx: FinanceContext) {
    return findStay(ctx, patientId)
  }

  @Query(() => InpatientBill, { description: 'What the stay of an own person was charged, by category and by day (住院汇总清单, 每日清单).' })
  @Can('order:pay')
  inpatientBill(@Arg('patientId', () => ID) patientId: string, @Arg('day', () => HospitalDate, { nullable: true }) day: string | undefined, @Ctx() ctx: FinanceContext) {
    return readInpatientBill(ctx, patientId, day)
  }

  @Mutation(() => InpatientDeposit, { description: 'Starts a prepayment for the stay of an own person (住院预缴); its order is paid like any other. The same clientKey makes one.' })
  @Can('order:pay')
  payDeposit(@Arg('input', () => PayDepositInput) input: PayDepositInput, @Ctx() ctx: FinanceContext) {
    return payDeposit(ctx, input)
  }

  @FieldResolver(() => PatientReference, { nullable: true })
  patient(@Root() { patientId }: Stay) {
    return { id: patientId }
  }

  @FieldResolver(() => InpatientDepositLimits)
  depositLimits(@Root() { institutionId }: Stay, @Ctx() ctx: FinanceContext) {
    return depositLimits(ctx, institutionId)
  }

  @FieldResolver(() => [InpatientReceipt], { description: 'Everything that was paid in, here and at the counter, newest first.' })
  async receipts(@Root() stay: Stay, @Ctx() ctx: FinanceContext) {
    return (await receiptsOfStay(ctx, stay)).map((receipt) => ({ ...receipt, online: receipt.paymentReference !== null }))
  }

  @FieldResolver(() => [InpatientDeposit], { description: 'Prepayments made here, newest first, also those that did not come to pass.' })
  deposits(@Root() { hisAccountId }: Stay, @Ctx() ctx: Context) {
    return depositsOfStay(ctx, hisAccountId)
  }
}

@Resolver(() => InpatientDeposit)
export class InpatientDepositResolver {
  @FieldResolver(() => Order, { nullable: true, description: 'Null for those who may not see it.' })
  order(@Root() { orderId }: DepositRow, @Ctx() ctx: Context) {
    return batch(ctx, 'order', async (ids) => new Map((await findOrders(ctx, ids)).map((row) => [row.id, row]))).load(orderId)
  }
}
