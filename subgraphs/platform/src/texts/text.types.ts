import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { DateTime } from '@hospital/subgraph/scalars'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'One version of an agreement, a consent form or rules (协议、知情同意书、须知). It never changes.' })
export class Text {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  key!: string

  @Field(() => Int)
  version!: number

  @Field(() => String)
  title!: string

  @Field(() => String, { description: 'Paragraphs, separated by line breaks.' })
  body!: string

  @Field(() => DateTime)
  publishedAt!: Date
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'That somebody agreed to a version of a text (知情同意).' })
export class Consent {
  @Field(() => ID)
  id!: string

  @Field(() => ID)
  patientId!: string

  @Field(() => String)
  subjectType!: string

  @Field(() => ID, { nullable: true })
  subjectId!: string | null

  @Field(() => DateTime)
  consentedAt!: Date
}

@InputType()
export class GiveConsentInput {
  @Field(() => ID)
  patientId!: string

  @Field(() => String)
  textKey!: string

  @Field(() => Int, { description: 'The version that was read; it must be the one in force.' })
  version!: number

  @Field(() => String, { description: 'What the consent is for, e.g. `Consultation`.' })
  subjectType!: string

  @Field(() => ID, { nullable: true })
  subjectId?: string | null
}
