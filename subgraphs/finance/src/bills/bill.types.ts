import { Directive, Field, Float, ID, InputType, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, Fen } from '@hospital/subgraph/scalars'
import { OrderSubject } from '../references.types.ts'
import { BillStatusEnum, type BillStatus } from './bill.status.ts'

@ObjectType('BillLine', { description: 'One thing of a bill (收费项目).' })
export class BillLineItem {
  @Field(() => String)
  item!: string

  @Field(() => String, { description: 'As the HIS groups its charges: 西药费, 检验费 …' })
  category!: string

  @Field(() => Float)
  quantity!: number

  @Field(() => String)
  unit!: string

  @Field(() => Fen, { description: 'Of one.' })
  priceFen!: number

  @Field(() => Fen)
  amountFen!: number
}

@Directive('@key(fields: "id")')
@ObjectType('OutpatientBill', { implements: OrderSubject, description: 'What a person owes for a visit at the hospital (门诊账单), as the HIS says it.' })
export class OutpatientBill extends OrderSubject {
  @Field(() => String, { description: 'As printed on paper and known at the counter.' })
  number!: string

  @Field(() => BillStatusEnum)
  status!: BillStatus

  @Field(() => String)
  title!: string

  @Field(() => Fen)
  amountFen!: number

  @Field(() => String)
  departmentName!: string

  @Field(() => String, { nullable: true })
  practitionerName!: string | null

  @Field(() => DateTime)
  issuedAt!: Date

  @Field(() => [BillLineItem])
  lines!: BillLineItem[]

  @Field(() => DateTime, { description: 'When the HIS was last asked.' })
  readAt!: Date

  @Field(() => String, { nullable: true, description: 'Where to go with the paid bill.' })
  guide!: string | null

  @Field(() => String, { nullable: true, description: 'The HIS\'s receipt, once it has taken the money.' })
  receiptNumber!: string | null

  @Field(() => DateTime, { nullable: true })
  settledAt!: Date | null
}

export const OutpatientBillConnection = connectionOf(OutpatientBill, 'OutpatientBill')

@InputType()
export class OrderBillsInput {
  @Field(() => [ID], { description: 'One to twenty unpaid bills of own persons.' })
  billIds!: string[]

  @Field(() => Fen, { description: 'Their sum as the page showed it: another one in the HIS refuses.' })
  expectedFen!: number
}
