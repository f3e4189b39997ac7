import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { Patient, RelationshipEnum, type RelationshipName } from './patient.types.ts'

export const PatientConnection = connectionOf(Patient, 'Patient')

@InputType()
export class PatientFilter {
  @Field(() => String, { nullable: true, description: 'Part of a name, or a whole phone, id-card or record number.' })
  search?: string | null

  @Field(() => RelationshipEnum, { nullable: true })
  relationship?: RelationshipName | null

  @Field(() => Boolean, { nullable: true, description: 'Those taken off their accounts.' })
  removed?: boolean | null

  @Field(() => ID, { nullable: true })
  accountId?: string | null
}

@InputType({ description: 'What is left out stays.' })
export class ChangePatientInput {
  @Field(() => ID)
  id!: string

  @Field(() => Int)
  version!: number

  @Field(() => String, { nullable: true })
  phone?: string | null

  @Field(() => RelationshipEnum, { nullable: true })
  relationship?: RelationshipName | null

  @Field(() => String, { nullable: true })
  guardianName?: string | null

  @Field(() => String, { nullable: true })
  guardianPhone?: string | null

  @Field(() => String, { description: 'For the log.' })
  reason!: string
}

@InputType()
export class SetPatientLimitInput {
  @Field(() => ID)
  accountId!: string

  @Field(() => Int, { nullable: true, description: 'Left out or null: what the hospital has set for all.' })
  limit?: number | null

  @Field(() => String, { description: 'For the log.' })
  reason!: string
}

@ObjectType({ description: 'The whole numbers of one person. Each look is in the log.' })
export class UnmaskedPatient {
  @Field(() => ID)
  patientId!: string

  @Field(() => String)
  idCard!: string

  @Field(() => String, { nullable: true })
  phone!: string | null

  @Field(() => String, { nullable: true })
  guardianIdCard!: string | null

  @Field(() => String, { nullable: true })
  guardianPhone!: string | null

  @Field(() => String)
  accountPhone!: string
}
