import { Field, ID, ObjectType } from 'type-graphql'
import { DateTime, Fen } from '@hospital/subgraph/scalars'
import { InsuranceStatusEnum, type InsuranceStatus } from './insurance.status.ts'

@ObjectType({ description: 'How medical insurance pays an order (医保结算): fund + account + cash are the whole, to the fen.' })
export class InsuranceSettlement {
  @Field(() => ID)
  id!: string

  @Field(() => InsuranceStatusEnum)
  status!: InsuranceStatus

  @Field(() => Fen)
  totalFen!: number

  @Field(() => Fen, { description: '医保统筹基金支付.' })
  fundFen!: number

  @Field(() => Fen, { description: '个人账户支付.' })
  accountFen!: number

  @Field(() => Fen, { description: 'What is left to the patient (现金支付), by any other method.' })
  cashFen!: number

  @Field(() => DateTime, { description: 'PRESETTLED: until when it can be settled as shown.' })
  goodUntil!: Date

  @Field(() => String, { nullable: true, description: '医保结算流水号.' })
  settlementNumber!: string | null

  @Field(() => DateTime, { nullable: true })
  settledAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'When it was given back to the insurer.' })
  reversedAt!: Date | null
}
