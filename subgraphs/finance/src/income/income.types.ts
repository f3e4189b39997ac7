import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Fen, HospitalDate } from '@hospital/subgraph/scalars'
import { PaymentMethodEnum, type PaymentMethod } from '../cashier/payment.status.ts'
import { OrderKindEnum, type OrderKind } from '../orders/order.status.ts'

export const IncomePeriodEnum = { DAY: 'DAY', MONTH: 'MONTH' } as const
registerEnumType(IncomePeriodEnum, { name: 'IncomePeriod', description: 'By what the time of an income report is divided (按日, 按月).' })

@InputType()
export class IncomeFilter {
  @Field(() => HospitalDate)
  from!: string

  @Field(() => HospitalDate, { description: 'The last day, counted too; at most a year after the first, five years by months.' })
  to!: string

  @Field(() => IncomePeriodEnum, { nullable: true, description: 'By days unless told.' })
  period?: keyof typeof IncomePeriodEnum | null

  @Field(() => OrderKindEnum, { nullable: true })
  kind?: OrderKind | null

  @Field(() => ID, { nullable: true })
  institutionId?: string | null

  @Field(() => ID, { nullable: true })
  departmentId?: string | null

  @Field(() => ID, { nullable: true })
  practitionerId?: string | null

  @Field(() => PaymentMethodEnum, { nullable: true })
  method?: PaymentMethod | null
}

@ObjectType({ description: 'Sums of the ledger: each booking counts on the day on which it was booked, a refund on the day it reached the payer.' })
export class MoneySums {
  @Field(() => Fen, { description: 'Came from payers (收款).' })
  paidFen!: number

  @Field(() => Fen, { description: 'Went back to payers (退款).' })
  refundedFen!: number

  @Field(() => Fen, { description: 'Came less went back (净收款): below zero where more went back than came.' })
  netFen!: number

  @Field(() => Int, { description: 'How often an order was paid.' })
  payments!: number

  @Field(() => Int)
  refunds!: number
}

@ObjectType({ description: 'Income of a day or month, a business, a department or a doctor (收入).' })
export class IncomeRow extends MoneySums {
  @Field(() => String, { description: 'A day, a month (`2026-11`), a kind of order, or an id; `none` where the order names none.' })
  key!: string

  @Field(() => Fen, { description: 'Delivered, less what was asked back since (确认收入).' })
  earnedFen!: number
}

@ObjectType({ description: 'Income of a span of days (收入报表): every figure is a sum over the double-entry ledger, to the fen.' })
export class IncomeReport {
  @Field(() => IncomeRow)
  total!: IncomeRow

  @Field(() => [IncomeRow], { description: 'Every day or month of the span, those without income too.' })
  periods!: IncomeRow[]

  @Field(() => [IncomeRow], { description: 'By kind of business (互联网诊疗业务收入).' })
  kinds!: IncomeRow[]

  @Field(() => [IncomeRow], { description: 'By department (科室收入).' })
  departments!: IncomeRow[]

  @Field(() => [IncomeRow], { description: 'By doctor (医生收入).' })
  practitioners!: IncomeRow[]
}
