import { Directive, Field, ID, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A coded diagnosis (疾病诊断).' })
export class Diagnosis {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'e.g. `A00.000x001`.' })
  code!: string

  @Field(() => String)
  name!: string

  @Field(() => [String], { description: 'Other names of the same code.' })
  synonyms!: string[]

  @Field(() => String, { description: 'Pinyin initials for searching.' })
  pinyin!: string

  @Field(() => String, { description: '`ICD10` (国家临床版 2.0) or `TCM` (中医病证分类与代码).' })
  system!: string

  @Field(() => Boolean)
  enabled!: boolean

  @Field(() => Int, { description: 'Counts the changes by hand; an edit names the one it was made on.' })
  version!: number
}

export const DiagnosisConnection = connectionOf(Diagnosis, 'Diagnosis')
