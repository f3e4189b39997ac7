import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime } from '@hospital/subgraph/scalars'

export const TEXT_KINDS = ['PROMPT', 'CONSENT'] as const
export type TextKind = (typeof TEXT_KINDS)[number]
export const TextKindEnum = Object.fromEntries(TEXT_KINDS.map((kind) => [kind, kind]))
registerEnumType(TextKindEnum, { name: 'TextKind', description: 'Prompts and rules (提示信息), or what people agree to (知情同意书、协议).' })

export const TEXT_STATES = ['SCHEDULED', 'IN_FORCE', 'REPLACED', 'WITHDRAWN'] as const
export const TextStateEnum = Object.fromEntries(TEXT_STATES.map((state) => [state, state]))
registerEnumType(TextStateEnum, { name: 'TextState', description: 'Not yet, now, no longer in force, or called back before its day.' })

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

  @Field(() => TextKindEnum)
  kind!: TextKind

  @Field(() => DateTime, { description: 'From when on it is in force.' })
  publishedAt!: Date
}

export const TextConnection = connectionOf(Text, 'Text')

@InputType()
export class TextFilter {
  @Field(() => TextKindEnum, { nullable: true })
  kind?: TextKind | null

  @Field(() => ID, { nullable: true, description: 'What this institution has worded itself.' })
  institutionId?: string | null

  @Field(() => String, { nullable: true, description: 'In the key or the title.' })
  search?: string | null
}

@InputType()
export class PublishTextInput {
  @Field(() => String, { description: 'Dotted words, e.g. `homecare.notice`; the same key is the next version of the same text.' })
  key!: string

  @Field(() => TextKindEnum)
  kind!: TextKind

  @Field(() => ID, { nullable: true, description: 'For one institution and those below it; left out, for the whole hospital.' })
  institutionId?: string | null

  @Field(() => String)
  title!: string

  @Field(() => String)
  body!: string

  @Field(() => String, { nullable: true, description: 'What is new in it, for colleagues.' })
  note?: string | null

  @Field(() => String, { nullable: true, description: 'The hospital’s day from which on it is in force; at once where it is left out.' })
  from?: string | null

  @Field(() => Int, { description: 'The newest version that was read; 0 for a new text. Refused when somebody else published meanwhile.' })
  after!: number
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

  @Field(() => ID, { nullable: true, description: 'The institution whose wording was read, where it has its own.' })
  institutionId?: string | null
}
