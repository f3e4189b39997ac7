import { Field, ID, InputType, Int } from 'type-graphql'

@InputType()
class DiagnosisFields {
  @Field(() => [String], { nullable: true })
  synonyms?: string[] | null

  @Field(() => Boolean, { nullable: true })
  enabled?: boolean | null
}

@InputType()
export class CreateDiagnosisInput extends DiagnosisFields {
  @Field(() => String)
  system!: string

  @Field(() => String)
  code!: string

  @Field(() => String)
  name!: string
}

@InputType({ description: 'What is left out stays as it is.' })
export class UpdateDiagnosisInput extends DiagnosisFields {
  @Field(() => ID)
  id!: string

  @Field(() => Int, { description: 'The row\'s `version` as it was read: an edit of an older one is refused with CONFLICT.' })
  version!: number

  @Field(() => String, { nullable: true })
  system?: string

  @Field(() => String, { nullable: true })
  code?: string

  @Field(() => String, { nullable: true })
  name?: string
}
