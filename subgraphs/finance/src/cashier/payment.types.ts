import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, Fen, HospitalDate } from '@hospital/subgraph/scalars'
import { OrderKindEnum, type OrderKind } from '../orders/order.status.ts'
import { PaymentMethodEnum, PaymentStatusEnum, type PaymentMethod, type PaymentStatus } from './payment.status.ts'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'Money on its way from a payer for one or several orders (支付, 合并支付).' })
export class Payment {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'Our number at the channel (商户订单号).' })
  number!: string

  @Field(() => PaymentMethodEnum)
  method!: PaymentMethod

  @Field(() => PaymentStatusEnum)
  status!: PaymentStatus

  @Field(() => Fen)
  amountFen!: number

  @Field(() => String, { nullable: true, description: 'The channel\'s own number, once paid.' })
  channelTransactionId!: string | null

  @Field(() => DateTime)
  createdAt!: Date

  @Field(() => DateTime, { description: 'The earliest time limit of its orders.' })
  expiresAt!: Date

  @Field(() => DateTime, { nullable: true })
  succeededAt!: Date | null
}

export const PaymentConnection = connectionOf(Payment, 'Payment')

@ObjectType({ description: 'The part of a payment that is for one order; the parts sum to the payment to the fen.' })
export class PaymentAllocation {
  @Field(() => Fen)
  amountFen!: number

  @Field(() => Fen)
  refundedFen!: number
}

@InputType()
export class PaymentFilter {
  @Field(() => PaymentMethodEnum, { nullable: true })
  method?: PaymentMethod

  @Field(() => [PaymentStatusEnum], { nullable: true })
  status?: PaymentStatus[]

  @Field(() => String, { nullable: true, description: 'Beginning of the payment\'s or an order\'s number, or the channel\'s whole number.' })
  number?: string

  @Field(() => DateTime, { nullable: true, description: 'Started at or after.' })
  from?: Date

  @Field(() => DateTime, { nullable: true, description: 'Started before.' })
  to?: Date

  @Field(() => HospitalDate, { nullable: true, description: 'Money came or went back on this hospital day or later, as the ledger has it.' })
  bookedFrom?: string

  @Field(() => HospitalDate, { nullable: true, description: 'The last such day, counted too.' })
  bookedTo?: string

  @Field(() => OrderKindEnum, { nullable: true, description: 'For an order of this business.' })
  kind?: OrderKind

  @Field(() => ID, { nullable: true })
  institutionId?: string

  @Field(() => ID, { nullable: true })
  departmentId?: string

  @Field(() => ID, { nullable: true })
  practitionerId?: string
}

@InputType()
export class StartPaymentInput {
  @Field(() => [ID], { description: 'One to twenty open orders of the own account.' })
  orderIds!: string[]

  @Field(() => PaymentMethodEnum)
  method!: PaymentMethod

  @Field(() => String, { nullable: true, description: 'Where the channel\'s page sends the payer back to; an address of our apps.' })
  returnUrl?: string | null

  @Field(() => String, { nullable: true, description: 'Who pays, inside WeChat; needed for WECHAT_JSAPI.' })
  openid?: string | null
}
