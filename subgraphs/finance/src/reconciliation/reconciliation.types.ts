import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, Fen, HospitalDate } from '@hospital/subgraph/scalars'
import { DifferenceKindEnum, DifferenceSubjectEnum, HandlingEnum, type DifferenceKind, type DifferenceSubject, type Handling } from './difference.kinds.ts'
import { DifferenceStatusEnum, type DifferenceStatus } from './difference.status.ts'
import { ReconciledChannelEnum, type ReconciledChannel } from './reconciled-channel.ts'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'One line on which a channel’s bill and our books do not agree (对账差异).' })
export class ReconciliationDifference {
  @Field(() => ID)
  id!: string

  @Field(() => DifferenceKindEnum)
  kind!: DifferenceKind

  @Field(() => DifferenceSubjectEnum)
  subject!: DifferenceSubject

  @Field(() => DifferenceStatusEnum)
  status!: DifferenceStatus

  @Field(() => String, { description: 'The payment’s, refund’s or order’s number; of FUND_FLOW the channel’s own.' })
  number!: string

  @Field(() => Fen, { nullable: true })
  hereFen!: number | null

  @Field(() => Fen, { nullable: true, description: 'On the bill; of LEDGER what should have been booked.' })
  thereFen!: number | null

  @Field(() => String, { nullable: true })
  hereStatus!: string | null

  @Field(() => String, { nullable: true })
  thereStatus!: string | null

  @Field(() => HandlingEnum, { nullable: true })
  handling!: Handling | null

  @Field(() => String, { nullable: true, description: 'Why it was handled so, in the words of who did it.' })
  note!: string | null

  @Field(() => Fen, { nullable: true, description: 'By how much the channel’s account in the ledger was moved; below zero: out of it.' })
  adjustedFen!: number | null

  @Field(() => DateTime, { nullable: true })
  handledAt!: Date | null
}

export const ReconciliationDifferenceConnection = connectionOf(ReconciliationDifference, 'ReconciliationDifference')

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A hospital day compared with a channel’s bill (渠道对账). All its sums are the same when they agree.' })
export class Reconciliation {
  @Field(() => ID)
  id!: string

  @Field(() => HospitalDate)
  day!: string

  @Field(() => ReconciledChannelEnum)
  channel!: ReconciledChannel

  @Field(() => Int, { description: 'How often the day was compared; the last time counts.' })
  runs!: number

  @Field(() => DateTime)
  finishedAt!: Date

  @Field(() => Fen, { description: 'Paid less refunded, by payments and refunds; with the HIS, by orders.' })
  ordersFen!: number

  @Field(() => Fen, { description: 'The same by the ledger.' })
  ledgerFen!: number

  @Field(() => Fen, { description: 'The same by the channel’s bill (交易账单).' })
  tradeBillFen!: number

  @Field(() => Fen, { nullable: true, description: 'The same by the channel’s fund flow bill (资金账单), fees left out; null where the channel gives none.' })
  fundFlowFen!: number | null

  @Field(() => Fen, { description: 'What the channel kept for itself (手续费).' })
  feeFen!: number

  @Field(() => Int)
  payments!: number

  @Field(() => Int)
  refunds!: number
}

export const ReconciliationConnection = connectionOf(Reconciliation, 'Reconciliation')

@ObjectType({ description: 'A hospital day and all that it was compared with (对账日). It is closed (日结) once every channel was compared and no difference is open.' })
export class ReconciledDay {
  @Field(() => HospitalDate)
  day!: string
}

export const ReconciledDayConnection = connectionOf(ReconciledDay, 'ReconciledDay')

@InputType()
export class DifferenceFilter {
  @Field(() => HospitalDate, { nullable: true, description: 'Of this day or a later one.' })
  from?: string | null

  @Field(() => HospitalDate, { nullable: true, description: 'The last such day, counted too.' })
  to?: string | null

  @Field(() => ReconciledChannelEnum, { nullable: true })
  channel?: ReconciledChannel | null

  @Field(() => DifferenceStatusEnum, { nullable: true })
  status?: DifferenceStatus | null
}

@InputType()
export class HandleDifferenceInput {
  @Field(() => ID)
  id!: string

  @Field(() => HandlingEnum)
  handling!: Handling

  @Field(() => String, { description: 'Why, up to 200 characters.' })
  note!: string
}
