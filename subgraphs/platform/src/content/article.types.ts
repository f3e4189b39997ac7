import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { Terminal } from '@hospital/configuration/terminal'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime } from '@hospital/subgraph/scalars'
import { TerminalEnum } from '../configuration/setting.types.ts'
import { ARTICLE_STATES, type ArticleState } from './article.status.ts'
import { ARTICLE_KINDS, namesOf, type ArticleKind } from './words.ts'

export const ArticleKindEnum = namesOf(ARTICLE_KINDS)
registerEnumType(ArticleKindEnum, { name: 'ArticleKind', description: '健康资讯, 健康知识, 健康教育讲座.' })

export const ArticleStateEnum = namesOf(ARTICLE_STATES)
registerEnumType(ArticleStateEnum, { name: 'ArticleState', description: '草稿, 已发布, 已撤下.' })

@Directive('@key(fields: "id")')
@ObjectType({ description: 'News, knowledge or a lecture about health (健康资讯).' })
export class Article {
  @Field(() => ID)
  id!: string

  @Field(() => ArticleKindEnum)
  kind!: ArticleKind

  @Field(() => String)
  title!: string

  @Field(() => String, { nullable: true })
  summary!: string | null

  @Field(() => String, { nullable: true })
  author!: string | null

  @Field(() => String, { nullable: true, description: 'Where it was taken from (来源).' })
  source!: string | null

  @Field(() => String, { nullable: true, description: 'Of a lecture: where it is watched or listened to.' })
  mediaUrl!: string | null

  @Field(() => DateTime, { nullable: true, description: 'Of a lecture: when it begins.' })
  startsAt!: Date | null

  @Field(() => String, { nullable: true, description: 'Of a lecture: where it is held.' })
  place!: string | null

  @Field(() => [TerminalEnum], { description: 'None: at every terminal.' })
  terminals!: Terminal[]

  @Field(() => ArticleStateEnum)
  status!: ArticleState

  @Field(() => DateTime, { nullable: true, description: 'Shown from then on.' })
  publishAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Not shown from then on.' })
  unpublishAt!: Date | null

  @Field(() => DateTime)
  updatedAt!: Date

  @Field(() => Int)
  version!: number
}

export const ArticleConnection = connectionOf(Article, 'Article')

@InputType()
export class ArticleFilter {
  @Field(() => ID, { nullable: true, description: 'Its own and those inherited from above; left out, those of the whole hospital. In `managedArticles`: its own alone; left out, all that the viewer keeps.' })
  institutionId?: string | null

  @Field(() => ID, { nullable: true })
  categoryId?: string | null

  @Field(() => ArticleKindEnum, { nullable: true })
  kind?: ArticleKind | null

  @Field(() => TerminalEnum, { nullable: true })
  terminal?: Terminal | null

  @Field(() => String, { nullable: true, description: 'Part of the title, the summary or the text.' })
  search?: string | null

  @Field(() => ArticleStateEnum, { nullable: true, description: 'For those who keep the articles; everybody else gets the published.' })
  status?: ArticleState | null
}

@InputType({ description: 'Without an id: a draft. With an id and the version it was read at: a change of the whole.' })
export class SaveArticleInput {
  @Field(() => ID, { nullable: true })
  id?: string | null

  @Field(() => Int, { nullable: true })
  version?: number | null

  @Field(() => ID, { nullable: true, description: 'The whole hospital unless told; of an operator of a branch, the branch.' })
  institutionId?: string | null

  @Field(() => ArticleKindEnum)
  kind!: ArticleKind

  @Field(() => ID)
  categoryId!: string

  @Field(() => String)
  title!: string

  @Field(() => String, { nullable: true })
  summary?: string | null

  @Field(() => String, { nullable: true })
  author?: string | null

  @Field(() => String, { nullable: true })
  source?: string | null

  @Field(() => ID, { nullable: true, description: 'Of `publishPicture`.' })
  coverId?: string | null

  @Field(() => String, { description: 'HTML; all but paragraphs, headings, lists, quotes, emphasis, links and pictures of `publishPicture` is left out.' })
  body!: string

  @Field(() => String, { nullable: true, description: 'Of a lecture: an https address.' })
  mediaUrl?: string | null

  @Field(() => DateTime, { nullable: true })
  startsAt?: Date | null

  @Field(() => String, { nullable: true })
  place?: string | null

  @Field(() => [TerminalEnum])
  terminals!: Terminal[]
}

@InputType()
export class PublishArticleInput {
  @Field(() => ID)
  id!: string

  @Field(() => Int, { description: 'The article\'s `version` as it was read.' })
  version!: number

  @Field(() => DateTime, { nullable: true, description: 'At once unless told.' })
  publishAt?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'For good unless told.' })
  unpublishAt?: Date | null
}
