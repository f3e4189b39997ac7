import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, Fen } from '@hospital/subgraph/scalars'
import type { consultation } from '../tables/consultation.ts'
import type { ConsultationKind as Kind } from './consultation.kinds.ts'
import { CONSULTATION_STATUSES, type ConsultationStatus as Status } from './consultation.status.ts'
import { ConsultationKind } from './service.types.ts'

export type ConsultationRow = typeof consultation.$inferSelect

export const ConsultationStatus = Object.fromEntries(CONSULTATION_STATUSES.map((status) => [status, status])) as { [S in Status]: S }
registerEnumType(ConsultationStatus, { name: 'ConsultationStatus', description: 'AWAITING_PAYMENT 待支付 → WAITING 待接诊 → ACTIVE 进行中 → COMPLETED 已完成; REFUSED 已拒诊, UNANSWERED 超时未接诊, CANCELLED 已取消, EXPIRED 超时未支付.' })

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A patient asks a doctor from afar (咨询). What was paid is refunded when the doctor refuses or does not accept in time.' })
export class Consultation {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'The number that people read out.' })
  number!: string

  @Field(() => ConsultationKind)
  kind!: Kind

  @Field(() => ConsultationStatus)
  status!: Status

  @Field(() => String, { description: 'The patient\'s own words on the condition.' })
  description!: string

  @Field(() => Fen)
  priceFen!: number

  @Field(() => Int, { description: 'Messages the patient may send.' })
  messageLimit!: number

  @Field(() => Int)
  messagesUsed!: number

  @Field(() => DateTime)
  createdAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'Unpaid until then it expires.' })
  payUntil!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Not accepted until then it is refunded.' })
  respondUntil!: Date | null

  @Field(() => DateTime, { nullable: true })
  acceptedAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'It ends by itself then; sooner once the messages are used up.' })
  endsAt!: Date | null

  @Field(() => DateTime, { nullable: true })
  completedAt!: Date | null

  @Field(() => String, { nullable: true, description: 'Why the doctor refused.' })
  refusalReason!: string | null
}

export const ConsultationConnection = connectionOf(Consultation, 'Consultation')

@InputType()
export class RequestConsultationInput {
  @Field(() => ID)
  practitionerId!: string

  @Field(() => ConsultationKind)
  kind!: Kind

  @Field(() => ID)
  patientId!: string

  @Field(() => String, { description: '10 to 500 characters.' })
  description!: string

  @Field(() => [String], { description: 'Receipts of the uploads to attach, at most 9.' })
  uploadReceipts!: string[]

  @Field(() => ID, { description: 'The consent given to the form named by `consultationRules`.' })
  consentId!: string

  @Field(() => ID, { nullable: true, description: 'A report of this person that the doctor is asked to explain (报告解读).' })
  reportId?: string | null
}

@InputType()
export class ConsultationFilter {
  @Field(() => [ConsultationStatus], { nullable: true })
  status?: Status[]

  @Field(() => ID, { nullable: true })
  patientId?: string
}
