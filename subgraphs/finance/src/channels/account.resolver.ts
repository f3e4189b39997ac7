import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '@hospital/subgraph/context'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { batch } from '@hospital/subgraph/schema'
import type { FinanceContext } from '../context.ts'
import { InstitutionReference } from '../references.types.ts'
import { findAccounts, getAccount, listAccounts, type ChannelAccountRow } from './account.ts'
import { ChannelParameter, ChannelSecretMark, PaymentChannelAccount, PaymentChannelAccountConnection, SavePaymentChannelAccountInput, TestCharge } from './account.types.ts'
import { saveAccount, setAccountEnabled } from './save-account.ts'
import { findNewestCharges, findTestCharges, refreshTestCharge, startTestCharge, type TestChargeRow } from './test-charge.ts'

@Resolver(() => PaymentChannelAccount)
export class PaymentChannelAccountResolver {
  @Query(() => PaymentChannelAccountConnection, { description: 'Accounts at payment channels (支付账号), newest first.' })
  @Can('channel:read')
  async paymentChannelAccounts(@Args(() => PageArgs) page: PageArgs, @Ctx() ctx: Context) {
    return new PaymentChannelAccountConnection(await listAccounts(ctx, page))
  }

  @Query(() => PaymentChannelAccount, { nullable: true })
  @Can('channel:read')
  async paymentChannelAccount(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return (await findAccounts(ctx, [id]))[0] ?? null
  }

  @Mutation(() => PaymentChannelAccount, { description: 'Makes an account, not yet in use, or changes one. Secrets go in and are never answered.' })
  @Can('channel:manage')
  savePaymentChannelAccount(@Arg('input', () => SavePaymentChannelAccountInput) input: SavePaymentChannelAccountInput, @Ctx() ctx: FinanceContext) {
    return saveAccount(ctx, input)
  }

  @Mutation(() => PaymentChannelAccount, { description: 'Lets new payments go through an account, or not: one at a time for an institution and a channel.' })
  @Can('channel:manage')
  setPaymentChannelAccountEnabled(@Arg('id', () => ID) id: string, @Arg('enabled', () => Boolean) enabled: boolean, @Arg('version', () => Int) version: number, @Ctx() ctx: FinanceContext) {
    return setAccountEnabled(ctx, id, enabled, version)
  }

  @Mutation(() => TestCharge, { description: 'Starts a charge of one fen at an account (测试支付); it is given back by itself once paid. While one is under way it is answered again.' })
  @Can('channel:manage')
  startTestCharge(@Arg('accountId', () => ID) accountId: string, @Ctx() ctx: FinanceContext) {
    return startTestCharge(ctx, accountId)
  }

  @Mutation(() => TestCharge, { description: 'Asks the channel for the next step of a test charge and answers how it stands.' })
  @Can('channel:manage')
  refreshTestCharge(@Arg('id', () => ID) id: string, @Ctx() ctx: FinanceContext) {
    return refreshTestCharge(ctx, id)
  }

  @FieldResolver(() => InstitutionReference, { nullable: true, description: 'Null: the whole hospital.' })
  institution(@Root() { institutionId }: ChannelAccountRow) {
    return institutionId ? { id: institutionId } : null
  }

  @FieldResolver(() => [ChannelParameter])
  parameters(@Root() { origin, parameters }: ChannelAccountRow, @Ctx() { wechatpay }: FinanceContext) {
    const known = origin === 'CONNECTORS_FILE' ? { appId: wechatpay.appId, mchId: wechatpay.mchId } : parameters
    return Object.entries(known).map(([name, value]) => ({ name, value }))
  }

  @FieldResolver(() => [ChannelSecretMark])
  secrets(@Root() { secretMarks }: ChannelAccountRow) {
    return Object.entries(secretMarks).map(([name, { setAt, fingerprint }]) => ({ name, setAt: new Date(setAt), fingerprint }))
  }

  @FieldResolver(() => TestCharge, { nullable: true, description: 'The newest one.' })
  testCharge(@Root() { id }: ChannelAccountRow, @Ctx() ctx: Context) {
    return batch(ctx, 'newest test charge', (ids) => findNewestCharges(ctx, ids)).load(id)
  }
}

@Resolver(() => TestCharge)
export class TestChargeResolver {
  @Query(() => TestCharge, { nullable: true })
  @Can('channel:read')
  async testCharge(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return (await findTestCharges(ctx, [id]))[0] ?? null
  }

  @FieldResolver(() => PaymentChannelAccount)
  account(@Root() { channelAccountId }: TestChargeRow, @Ctx() ctx: Context) {
    return getAccount(ctx, channelAccountId)
  }

  @FieldResolver(() => String, { nullable: true, description: 'The channel\'s pay page, while there is something to pay.' })
  payUrl(@Root() { status, payUrl }: TestChargeRow) {
    return status === 'STARTED' ? payUrl : null
  }
}
