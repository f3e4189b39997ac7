import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, Fen } from '@hospital/subgraph/scalars'
import { OrderKindEnum, OrderStatusEnum, type OrderKind, type OrderStatus } from './order.status.ts'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'Something that has to be paid (订单). It knows its amount and its state, never a payment channel.' })
export class Order {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'For people: `GH…` registration, `ZX…` consultation, `MZ…` outpatient bill, `ZY…` inpatient prepayment, `KC…` top-up of a card.' })
  number!: string

  @Field(() => OrderKindEnum)
  kind!: OrderKind

  @Field(() => OrderStatusEnum)
  status!: OrderStatus

  @Field(() => String)
  title!: string

  @Field(() => Fen)
  amountFen!: number

  @Field(() => Fen, { description: 'What has arrived back at the payer.' })
  refundedFen!: number

  @Field(() => DateTime)
  createdAt!: Date

  @Field(() => DateTime, { description: 'After this instant it is no longer paid for.' })
  payUntil!: Date

  @Field(() => DateTime, { nullable: true })
  paidAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'When the service was delivered: its revenue counts from here.' })
  deliveredAt!: Date | null
}

export const OrderConnection = connectionOf(Order, 'Order')

@InputType()
export class OrderFilter {
  @Field(() => [ID], { nullable: true, description: 'Any of these orders.' })
  ids?: string[]

  @Field(() => OrderKindEnum, { nullable: true })
  kind?: OrderKind

  @Field(() => [OrderStatusEnum], { nullable: true })
  status?: OrderStatus[]

  @Field(() => String, { nullable: true, description: 'The number or its beginning.' })
  number?: string

  @Field(() => ID, { nullable: true })
  institutionId?: string

  @Field(() => ID, { nullable: true })
  patientId?: string

  @Field(() => [ID], { nullable: true, description: 'Any of these persons, as they were found by name or phone where those are kept.' })
  patientIds?: string[]

  @Field(() => DateTime, { nullable: true, description: 'Made at or after.' })
  from?: Date

  @Field(() => DateTime, { nullable: true, description: 'Made before.' })
  to?: Date

  @Field(() => ID, { nullable: true })
  practitionerId?: string

  @Field(() => ID, { nullable: true })
  departmentId?: string

  @Field(() => Fen, { nullable: true, description: 'Costs at least.' })
  minFen?: number

  @Field(() => Fen, { nullable: true, description: 'Costs at most.' })
  maxFen?: number
}
