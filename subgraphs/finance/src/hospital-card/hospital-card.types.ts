import { Field, ObjectType } from 'type-graphql'
import { DateTime, Fen } from '@hospital/subgraph/scalars'
import { OrderSubject } from '../references.types.ts'
import { TopUpStatusEnum, type TopUpStatus } from './top-up.status.ts'

@ObjectType({ description: 'The money on a person\'s hospital card (就诊卡账户), as the HIS has it now.' })
export class HospitalCardAccount {
  @Field(() => Fen)
  balanceFen!: number

  @Field(() => [Fen], { description: 'Amounts to offer for a top-up.' })
  suggestedFen!: number[]

  @Field(() => Fen)
  leastFen!: number

  @Field(() => Fen)
  mostFen!: number
}

@ObjectType({ implements: OrderSubject, description: 'Money to be put on a hospital card (就诊卡充值).' })
export class CardTopUp extends OrderSubject {
  @Field(() => TopUpStatusEnum)
  status!: TopUpStatus

  @Field(() => Fen)
  amountFen!: number

  @Field(() => DateTime, { nullable: true, description: 'When it was on the card.' })
  creditedAt!: Date | null
}
