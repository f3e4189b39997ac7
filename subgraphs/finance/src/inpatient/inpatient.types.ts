import { Directive, Field, Float, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime, Fen, HospitalDate } from '@hospital/subgraph/scalars'
import { OrderSubject } from '../references.types.ts'
import { DepositStatusEnum, type DepositStatus } from './deposit.status.ts'

export const StayStatusEnum = { IN_HOSPITAL: 'IN_HOSPITAL', DISCHARGED: 'DISCHARGED' } as const
registerEnumType(StayStatusEnum, { name: 'InpatientStatus', description: 'In the hospital, or discharged (在院, 出院).' })

@ObjectType({ description: 'The account of a stay (住院账户), as the HIS has it at this moment.' })
export class InpatientAccount {
  @Field(() => String, { description: '住院号.' })
  number!: string

  @Field(() => StayStatusEnum)
  status!: keyof typeof StayStatusEnum

  @Field(() => String)
  departmentName!: string

  @Field(() => String)
  ward!: string

  @Field(() => String)
  bed!: string

  @Field(() => HospitalDate)
  admittedOn!: string

  @Field(() => HospitalDate, { nullable: true })
  dischargedOn!: string | null

  @Field(() => Fen, { description: 'Charged so far (已产生费用).' })
  chargedFen!: number

  @Field(() => Fen, { description: 'Paid in, here and at the counter (已交款).' })
  paidFen!: number

  @Field(() => Fen, { description: 'What is left of it (预交余额); below zero: owed.' })
  balanceFen!: number

  @Field(() => DateTime)
  readAt!: Date
}

@ObjectType({ description: 'Money paid into a stay, as the HIS has its receipt (预缴记录).' })
export class InpatientReceipt {
  @Field(() => String)
  receiptNumber!: string

  @Field(() => Fen)
  amountFen!: number

  @Field(() => DateTime)
  paidAt!: Date

  @Field(() => Boolean, { description: 'Paid here; otherwise at the counter.' })
  online!: boolean
}

@ObjectType({ description: 'What an institution lets people pay in at once (预缴金额范围与引导金额).' })
export class InpatientDepositLimits {
  @Field(() => Fen)
  minFen!: number

  @Field(() => Fen)
  maxFen!: number

  @Field(() => [Fen], { description: 'Amounts to choose from.' })
  suggestedFen!: number[]
}

@Directive('@key(fields: "id")')
@ObjectType('InpatientDeposit', { implements: OrderSubject, description: 'A prepayment for a stay (住院预缴), made here.' })
export class InpatientDeposit extends OrderSubject {
  @Field(() => DepositStatusEnum)
  status!: DepositStatus

  @Field(() => Fen)
  amountFen!: number

  @Field(() => String, { description: '住院号.' })
  admissionNumber!: string

  @Field(() => DateTime)
  createdAt!: Date

  @Field(() => DateTime, { nullable: true })
  placedAt!: Date | null

  @Field(() => String, { nullable: true, description: 'The HIS\'s receipt, once it has taken the money.' })
  receiptNumber!: string | null
}

@ObjectType({ description: 'One thing that a stay was charged for.' })
export class InpatientCharge {
  @Field(() => HospitalDate)
  day!: string

  @Field(() => String)
  item!: string

  @Field(() => Float)
  quantity!: number

  @Field(() => String)
  unit!: string

  @Field(() => Fen, { description: 'Of one.' })
  priceFen!: number

  @Field(() => Fen)
  amountFen!: number
}

@ObjectType({ description: 'The charges of one category (费用类别).' })
export class InpatientCategory {
  @Field(() => String)
  category!: string

  @Field(() => Fen)
  amountFen!: number

  @Field(() => [InpatientCharge], { description: 'The latest first.' })
  lines!: InpatientCharge[]
}

@ObjectType()
export class InpatientDay {
  @Field(() => HospitalDate)
  day!: string

  @Field(() => Fen)
  amountFen!: number
}

@ObjectType({ description: 'What a stay was charged (住院清单): all of it, or one day. It adds up to the account to the fen.' })
export class InpatientBill {
  @Field(() => String, { description: '住院号.' })
  accountNumber!: string

  @Field(() => HospitalDate, { description: 'The first day of the stay.' })
  from!: string

  @Field(() => HospitalDate, { description: 'Its last day so far.' })
  to!: string

  @Field(() => HospitalDate, { nullable: true, description: 'The day that is listed; null: the whole stay.' })
  day!: string | null

  @Field(() => Fen)
  totalFen!: number

  @Field(() => [InpatientCategory], { description: 'The dearest first.' })
  categories!: InpatientCategory[]

  @Field(() => [InpatientDay], { description: 'Every day of the stay, the latest first.' })
  days!: InpatientDay[]

  @Field(() => DateTime)
  readAt!: Date
}

@InputType()
export class PayDepositInput {
  @Field(() => ID)
  patientId!: string

  @Field(() => Fen)
  amountFen!: number

  @Field(() => String, { description: 'Made by the page once a form (8 to 64 characters): a doubled click makes one prepayment.' })
  clientKey!: string
}
