import { Directive, Field, ID, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, Fen } from '@hospital/subgraph/scalars'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'One side of a booking in the double-entry ledger (账簿分录). Entries of one transactionId balance to the fen and are never changed.' })
export class LedgerEntry {
  @Field(() => ID)
  id!: string

  @Field(() => DateTime)
  at!: Date

  @Field(() => ID)
  transactionId!: string

  @Field(() => String, { description: 'E.g. CHANNEL_WECHAT, ORDER_LIABILITY, REVENUE_REGISTRATION.' })
  account!: string

  @Field(() => Fen)
  debitFen!: number

  @Field(() => Fen)
  creditFen!: number

  @Field(() => ID, { nullable: true })
  orderId!: string | null

  @Field(() => ID, { nullable: true })
  paymentId!: string | null

  @Field(() => ID, { nullable: true })
  refundId!: string | null

  @Field(() => String)
  memo!: string
}

export const LedgerEntryConnection = connectionOf(LedgerEntry, 'LedgerEntry')
