import { Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, Fen, HospitalDate } from '@hospital/subgraph/scalars'
import { ACCOUNTS, FACTS, type Account, type Fact } from './accounts.ts'

export const LedgerAccountEnum = Object.fromEntries(ACCOUNTS.map((account) => [account, account])) as { [A in Account]: A }
export const LedgerFactEnum = Object.fromEntries(FACTS.map((fact) => [fact, fact])) as { [F in Fact]: F }

registerEnumType(LedgerAccountEnum, { name: 'LedgerAccount', description: 'An account of the ledger (科目).' })
registerEnumType(LedgerFactEnum, { name: 'LedgerFact', description: 'The business fact that a transaction of the ledger books (记账来源).' })

@Directive('@key(fields: "id")')
@ObjectType({ description: 'One side of a booking in the double-entry ledger (账簿分录). Entries of one transactionId balance to the fen and are never changed.' })
export class LedgerEntry {
  @Field(() => ID)
  id!: string

  @Field(() => DateTime)
  at!: Date

  @Field(() => ID)
  transactionId!: string

  @Field(() => LedgerAccountEnum)
  account!: Account

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

@InputType({ description: 'Narrows the ledger; what is left out narrows nothing.' })
export class LedgerFilter {
  @Field(() => LedgerAccountEnum, { nullable: true })
  account?: Account

  @Field(() => LedgerFactEnum, { nullable: true })
  fact?: Fact

  @Field(() => HospitalDate, { nullable: true, description: 'Booked on this hospital day or later.' })
  from?: string

  @Field(() => HospitalDate, { nullable: true, description: 'The last day, counted too.' })
  to?: string

  @Field(() => String, { nullable: true, description: 'Beginning of an order\'s or payment\'s number (of an order also what was received for it); or a whole number: the channel\'s, a refund\'s, or that of a line that reconciling adjusted.' })
  number?: string
}
