import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'

@ObjectType({ description: 'What articles are sorted by (文章分类).' })
export class ArticleCategory {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  name!: string

  @Field(() => Int)
  sortOrder!: number

  @Field(() => Boolean)
  enabled!: boolean

  @Field(() => Int)
  version!: number
}

@InputType({ description: 'Without an id: a new one. With an id and the version it was read at: a change.' })
export class SaveArticleCategoryInput {
  @Field(() => ID, { nullable: true })
  id?: string | null

  @Field(() => Int, { nullable: true })
  version?: number | null

  @Field(() => String)
  name!: string

  @Field(() => Int)
  sortOrder!: number

  @Field(() => Boolean)
  enabled!: boolean
}
