import { Field, ID, Int, ObjectType } from 'type-graphql'

@ObjectType({ description: 'A row that an act on many could not do, and why.' })
export class RefusedRow {
  @Field(() => ID)
  id!: string

  @Field(() => String, { nullable: true, description: 'What the row is called.' })
  label!: string | null

  @Field(() => String)
  code!: string

  @Field(() => String)
  message!: string
}

@ObjectType({ description: 'What came of an act on many rows (批量操作): each row is done whole or refused with its reason.' })
export class BulkResult {
  @Field(() => Int)
  done!: number

  @Field(() => [RefusedRow])
  refused!: RefusedRow[]
}
