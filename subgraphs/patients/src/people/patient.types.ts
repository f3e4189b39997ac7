import { Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { HospitalDate } from '@hospital/subgraph/scalars'

export const Sex = { MALE: 'MALE', FEMALE: 'FEMALE', UNKNOWN: 'UNKNOWN' } as const
registerEnumType(Sex, { name: 'Sex' })

export const RelationshipEnum = { SELF: 'SELF', SPOUSE: 'SPOUSE', CHILD: 'CHILD', PARENT: 'PARENT', OTHER: 'OTHER' } as const
registerEnumType(RelationshipEnum, { name: 'Relationship', description: 'What the person is to whoever signs in (本人、配偶、子女、父母、其他).' })

export type SexName = keyof typeof Sex
export type RelationshipName = keyof typeof RelationshipEnum

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A person cared for (就诊人).' })
export class Patient {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  name!: string

  @Field(() => Sex)
  sex!: SexName

  @Field(() => HospitalDate)
  birthDate!: string

  @Field(() => RelationshipEnum)
  relationship!: RelationshipName

  @Field(() => String, { nullable: true })
  guardianName!: string | null

  @Field(() => Boolean)
  isDefault!: boolean

  @Field(() => String, { nullable: true, description: 'The record\'s id in the hospital\'s own system; opaque.' })
  hisPatientId!: string | null

  @Field(() => String, { nullable: true, description: '病历号.' })
  recordNumber!: string | null
}

@InputType({ description: 'Who answers for a minor (监护人): an adult other than the person.' })
export class GuardianInput {
  @Field(() => String)
  name!: string

  @Field(() => String)
  idCard!: string

  @Field(() => String)
  phone!: string
}

@InputType()
export class AddPatientInput {
  @Field(() => String, { description: 'As on the id card.' })
  name!: string

  @Field(() => String, { description: 'Citizen\'s number of 18 characters; sex and date of birth are read from it.' })
  idCard!: string

  @Field(() => String, { nullable: true })
  phone?: string | null

  @Field(() => RelationshipEnum)
  relationship!: RelationshipName

  @Field(() => GuardianInput, { nullable: true, description: 'Required under 18.' })
  guardian?: GuardianInput | null
}

@InputType()
export class UpdatePatientInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, { nullable: true })
  phone?: string | null

  @Field(() => RelationshipEnum, { nullable: true })
  relationship?: RelationshipName | null

  @Field(() => GuardianInput, { nullable: true, description: 'Takes the place of a minor\'s guardian, who then proves the child anew.' })
  guardian?: GuardianInput | null
}
