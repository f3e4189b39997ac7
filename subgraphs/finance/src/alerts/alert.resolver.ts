import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { findPayments } from '../cashier/payment.ts'
import { Payment } from '../cashier/payment.types.ts'
import { findRefunds } from '../refunds/refund.ts'
import { Refund } from '../refunds/refund.types.ts'
import { listAlerts, type AlertRow } from './alert.ts'
import { MoneyAlert, MoneyAlertConnection } from './alert.types.ts'

@Resolver(() => MoneyAlert)
export class AlertResolver {
  @Query(() => MoneyAlertConnection, { description: 'What a person has to look into, newest first.' })
  @Can('payment:read')
  async moneyAlerts(@Args(() => PageArgs) page: PageArgs, @Ctx() ctx: Context) {
    return new MoneyAlertConnection(await listAlerts(ctx, page))
  }

  @FieldResolver(() => Payment, { nullable: true })
  async payment(@Root() { paymentId }: AlertRow, @Ctx() ctx: Context) {
    return paymentId ? (await findPayments(ctx, [paymentId]))[0] ?? null : null
  }

  @FieldResolver(() => Refund, { nullable: true })
  async refund(@Root() { refundId }: AlertRow, @Ctx() ctx: Context) {
    return refundId ? (await findRefunds(ctx, [refundId]))[0] ?? null : null
  }
}
