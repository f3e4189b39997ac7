import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, Fen } from '@hospital/subgraph/scalars'
import { enumOf } from '../scheduling/schedule.types.ts'
import { TRACE_KINDS, type TraceKind } from './trace.kinds.ts'

export const TraceKindEnum = enumOf(TRACE_KINDS)
registerEnumType(TraceKindEnum, { name: 'TraceKind', description: 'A step of an outpatient visit (门诊环节).' })

@ObjectType({ description: 'A point on the time axis of an outpatient visit (门诊全流程追溯), as its owner said that it happened.' })
export class TraceEntry {
  @Field(() => ID)
  id!: string

  @Field(() => TraceKindEnum)
  kind!: TraceKind

  @Field(() => DateTime)
  at!: Date

  @Field(() => Fen, { nullable: true, description: 'Of a payment, a bill or a refund.' })
  amountFen!: number | null
}

export const TraceEntryConnection = connectionOf(TraceEntry, 'TraceEntry')

@InputType({ description: 'Either a person, or a registration by its number.' })
export class TraceFilter {
  @Field(() => ID, { nullable: true })
  patientId?: string

  @Field(() => String, { nullable: true, description: '挂号单号.' })
  appointmentNumber?: string
}
