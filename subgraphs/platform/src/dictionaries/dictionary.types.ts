import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@hospital/subgraph/paging'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'One word of a dictionary (字典条目).' })
export class DictionaryEntry {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  code!: string

  @Field(() => String)
  label!: string

  @Field(() => Int)
  sortOrder!: number

  @Field(() => Boolean)
  enabled!: boolean

  @Field(() => Boolean, { description: 'Pages stand on it: it may be worded anew, not removed.' })
  builtIn!: boolean

  @Field(() => Int)
  version!: number
}

@ObjectType({ description: 'A list of words that forms and pages choose from (系统数据字典).' })
export class Dictionary {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  code!: string

  @Field(() => String)
  name!: string

  @Field(() => String, { nullable: true })
  description!: string | null

  @Field(() => Boolean)
  builtIn!: boolean

  @Field(() => Int)
  version!: number
}

export const DictionaryConnection = connectionOf(Dictionary, 'Dictionary')

@InputType({ description: 'Without an id: a new one. With an id and the version it was read at: a change; the code stays.' })
export class SaveDictionaryInput {
  @Field(() => ID, { nullable: true })
  id?: string | null

  @Field(() => String)
  code!: string

  @Field(() => String)
  name!: string

  @Field(() => String, { nullable: true })
  description?: string | null

  @Field(() => Int, { nullable: true })
  version?: number | null
}

@InputType({ description: 'As `SaveDictionaryInput`.' })
export class SaveDictionaryEntryInput {
  @Field(() => ID, { nullable: true })
  id?: string | null

  @Field(() => ID)
  dictionaryId!: string

  @Field(() => String)
  code!: string

  @Field(() => String)
  label!: string

  @Field(() => Int)
  sortOrder!: number

  @Field(() => Boolean)
  enabled!: boolean

  @Field(() => Int, { nullable: true })
  version?: number | null
}
