import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, Fen } from '@hospital/subgraph/scalars'
import { OrderKindEnum, type OrderKind } from '../orders/order.status.ts'
import { RefundReasonEnum, RefundRequestStatusEnum, type RefundReason, type RefundRequestStatus } from './refund-request.status.ts'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A patient asks money of a paid order back (退费申请).' })
export class RefundRequest {
  @Field(() => ID)
  id!: string

  @Field(() => RefundRequestStatusEnum)
  status!: RefundRequestStatus

  @Field(() => OrderKindEnum)
  kind!: OrderKind

  @Field(() => RefundReasonEnum)
  reason!: RefundReason

  @Field(() => String, { description: 'In the patient\'s own words.' })
  words!: string

  @Field(() => Fen, { description: 'Asked for; once approved, what goes back.' })
  amountFen!: number

  @Field(() => DateTime)
  requestedAt!: Date

  @Field(() => DateTime, { nullable: true })
  decidedAt!: Date | null

  @Field(() => String, { nullable: true, description: 'Why it was refused.' })
  answer!: string | null
}

export const RefundRequestConnection = connectionOf(RefundRequest, 'RefundRequest')

@InputType()
export class RefundRequestFilter {
  @Field(() => [RefundRequestStatusEnum], { nullable: true })
  status?: RefundRequestStatus[]

  @Field(() => OrderKindEnum, { nullable: true })
  kind?: OrderKind

  @Field(() => ID, { nullable: true })
  institutionId?: string

  @Field(() => String, { nullable: true, description: 'The order\'s number or its beginning.' })
  orderNumber?: string

  @Field(() => DateTime, { nullable: true, description: 'Asked at or after.' })
  from?: Date

  @Field(() => DateTime, { nullable: true, description: 'Asked before.' })
  to?: Date
}

@InputType()
export class AskRefundInput {
  @Field(() => ID)
  orderId!: string

  @Field(() => RefundReasonEnum)
  reason!: RefundReason

  @Field(() => String, { nullable: true, description: 'Up to 200 characters; needed for OTHER.' })
  words?: string | null
}

@InputType()
export class ApproveRefundRequestInput {
  @Field(() => ID)
  id!: string

  @Field(() => Fen, { description: 'All that was asked, or less.' })
  amountFen!: number
}

@InputType()
export class RefuseRefundRequestInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'Told to the patient; up to 200 characters.' })
  answer!: string
}
