import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '@hospital/subgraph/scalars'
import { namesOf, SITE_PAGE_KEYS, type SitePageKey } from './words.ts'

export const SitePageKeyEnum = namesOf(SITE_PAGE_KEYS)
registerEnumType(SitePageKeyEnum, { name: 'SitePageKey', description: '医院介绍, 就医流程.' })

@ObjectType({ description: 'A page of the hospital\'s own site that it words itself (微官网).' })
export class SitePage {
  @Field(() => ID)
  id!: string

  @Field(() => SitePageKeyEnum)
  key!: SitePageKey

  @Field(() => String)
  title!: string

  @Field(() => ID, { nullable: true, description: 'Whose wording it is; null for the whole hospital’s.' })
  institutionId!: string | null

  @Field(() => DateTime)
  updatedAt!: Date

  @Field(() => Int)
  version!: number
}

@InputType()
export class SaveSitePageInput {
  @Field(() => SitePageKeyEnum)
  key!: SitePageKey

  @Field(() => ID, { nullable: true, description: 'The whole hospital unless told; of an operator of a branch, the branch.' })
  institutionId?: string | null

  @Field(() => Int, { nullable: true, description: 'As it was read; nothing where the page was not written right here yet.' })
  version?: number | null

  @Field(() => String)
  title!: string

  @Field(() => String, { description: 'HTML, as of articles.' })
  body!: string
}
