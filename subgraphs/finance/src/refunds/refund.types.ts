import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql'
import { DateTime, Fen } from '@hospital/subgraph/scalars'
import { RefundCauseEnum, RefundStatusEnum, type RefundCause, type RefundStatus } from './refund.status.ts'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'Money on its way back to the payer (退款), by the way it came.' })
export class Refund {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  number!: string

  @Field(() => RefundStatusEnum)
  status!: RefundStatus

  @Field(() => RefundCauseEnum)
  cause!: RefundCause

  @Field(() => Fen)
  amountFen!: number

  @Field(() => String)
  reason!: string

  @Field(() => DateTime)
  requestedAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'When it reached the payer.' })
  succeededAt!: Date | null
}

@InputType()
export class RefundOrderInput {
  @Field(() => ID)
  orderId!: string

  @Field(() => Fen, { description: 'At most `refundableFen`.' })
  amountFen!: number

  @Field(() => String, { description: 'Told to the patient; up to 200 characters.' })
  reason!: string

  @Field(() => String, { description: 'Made by the page once a form (8 to 64 characters): a doubled click refunds once.' })
  clientKey!: string
}
