import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, Fen } from '@hospital/subgraph/scalars'
import type { PaymentChannel } from '@hospital/configuration/payment-channels'
import { ChannelAccountOriginEnum, PaymentChannelEnum } from './channels.ts'
import { TestChargeStatusEnum, type TestChargeStatus } from './test-charge.status.ts'

@ObjectType({ description: 'A public parameter of an account: its merchant number, its application, a certificate.' })
export class ChannelParameter {
  @Field(() => String)
  name!: string

  @Field(() => String)
  value!: string
}

@ObjectType({ description: 'That a secret is set, and what tells it from another. The secret itself is never answered.' })
export class ChannelSecretMark {
  @Field(() => String)
  name!: string

  @Field(() => DateTime)
  setAt!: Date

  @Field(() => String, { description: 'The beginning of its SHA-256.' })
  fingerprint!: string
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A merchant\'s account at a payment channel (支付账号): of the whole hospital, or of an institution and its branches.' })
export class PaymentChannelAccount {
  @Field(() => ID)
  id!: string

  @Field(() => PaymentChannelEnum)
  channel!: PaymentChannel

  @Field(() => ChannelAccountOriginEnum)
  origin!: keyof typeof ChannelAccountOriginEnum

  @Field(() => String)
  name!: string

  @Field(() => Boolean, { description: 'New payments go through it. Payments of before are asked about and given back through it all the same.' })
  enabled!: boolean

  @Field(() => Int)
  version!: number

  @Field(() => DateTime)
  createdAt!: Date

  @Field(() => DateTime)
  updatedAt!: Date
}

export const PaymentChannelAccountConnection = connectionOf(PaymentChannelAccount, 'PaymentChannelAccount')

@Directive('@key(fields: "id")')
@ObjectType({ description: 'One fen through an account and back by itself (测试支付), to see that it works. It stands in the ledger and is nobody\'s income.' })
export class TestCharge {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'Our number at the channel.' })
  number!: string

  @Field(() => TestChargeStatusEnum)
  status!: TestChargeStatus

  @Field(() => Fen)
  amountFen!: number

  @Field(() => DateTime)
  startedAt!: Date

  @Field(() => DateTime)
  expiresAt!: Date

  @Field(() => DateTime, { nullable: true })
  paidAt!: Date | null

  @Field(() => DateTime, { nullable: true })
  returnedAt!: Date | null

  @Field(() => String, { nullable: true, description: 'Why the channel did not do what it was last asked; asked again by itself.' })
  problem!: string | null
}

@InputType()
export class ChannelValueInput {
  @Field(() => String)
  name!: string

  @Field(() => String)
  value!: string
}

@InputType()
export class SavePaymentChannelAccountInput {
  @Field(() => ID, { nullable: true, description: 'Left out: a new one.' })
  id?: string | null

  @Field(() => Int, { nullable: true, description: 'The version that was changed, for one that exists.' })
  version?: number | null

  @Field(() => PaymentChannelEnum, { description: 'An account stays at its channel.' })
  channel!: PaymentChannel

  @Field(() => ID, { nullable: true, description: 'Null: the whole hospital.' })
  institutionId?: string | null

  @Field(() => String, { description: '2 to 40 characters.' })
  name!: string

  @Field(() => [ChannelValueInput], { description: 'All public parameters of the channel.' })
  parameters!: ChannelValueInput[]

  @Field(() => [ChannelValueInput], { description: 'Secrets to set. What is left out stays as it is.' })
  secrets!: ChannelValueInput[]
}
