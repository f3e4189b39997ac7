import { Directive, Field, ID, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, Fen, HospitalDate } from '@hospital/subgraph/scalars'
import { DifferenceKindEnum, DifferenceSubjectEnum, type DifferenceKind, type DifferenceSubject } from './difference.kinds.ts'

@ObjectType({ description: 'One line on which the channel’s bills and our books do not agree (对账差异).' })
export class ReconciliationDifference {
  @Field(() => ID)
  id!: string

  @Field(() => DifferenceKindEnum)
  kind!: DifferenceKind

  @Field(() => DifferenceSubjectEnum)
  subject!: DifferenceSubject

  @Field(() => String, { description: 'The payment’s or refund’s number; of FUND_FLOW the channel’s own.' })
  number!: string

  @Field(() => Fen, { nullable: true })
  hereFen!: number | null

  @Field(() => Fen, { nullable: true, description: 'On the bill; of LEDGER what should have been booked.' })
  thereFen!: number | null

  @Field(() => String, { nullable: true })
  hereStatus!: string | null

  @Field(() => String, { nullable: true })
  thereStatus!: string | null
}

export const ReconciliationDifferenceConnection = connectionOf(ReconciliationDifference, 'ReconciliationDifference')

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A hospital day compared with the channel’s bills (渠道对账). All four sums are the same when they agree.' })
export class Reconciliation {
  @Field(() => ID)
  id!: string

  @Field(() => HospitalDate)
  day!: string

  @Field(() => Int, { description: 'How often the day was compared; the last time counts.' })
  runs!: number

  @Field(() => DateTime)
  finishedAt!: Date

  @Field(() => Fen, { description: 'Paid less refunded, by payments and refunds.' })
  ordersFen!: number

  @Field(() => Fen, { description: 'The same by the ledger.' })
  ledgerFen!: number

  @Field(() => Fen, { description: 'The same by the channel’s trade bill (交易账单).' })
  tradeBillFen!: number

  @Field(() => Fen, { description: 'The same by the channel’s fund flow bill (资金账单), fees left out.' })
  fundFlowFen!: number

  @Field(() => Fen, { description: 'What the channel kept for itself (手续费).' })
  feeFen!: number

  @Field(() => Int)
  payments!: number

  @Field(() => Int)
  refunds!: number
}

export const ReconciliationConnection = connectionOf(Reconciliation, 'Reconciliation')
