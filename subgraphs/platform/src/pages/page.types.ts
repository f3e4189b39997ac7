import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { Terminal } from '@hospital/configuration/terminal'
import type { PageContent as Content, StoredContent, StoredModule } from '@hospital/pages/content'
import { PAGE_KINDS, type PageKind } from '@hospital/pages/kinds'
import { connectionOf } from '@hospital/subgraph/paging'
import { DateTime, Json } from '@hospital/subgraph/scalars'
import { TerminalEnum } from '../configuration/setting.types.ts'

export const PageKindEnum = Object.fromEntries(Object.keys(PAGE_KINDS).map((kind) => [kind, kind])) as { [K in PageKind]: K }
registerEnumType(PageKindEnum, { name: 'PageKind', description: 'A page of the patient app that a hospital designs (页面).' })

@ObjectType({ description: 'One module of a page (模块): its kind, its settings as the kind declares them, and to whom it shows.' })
export class PageModule {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  kind!: string

  @Field(() => Json)
  settings!: unknown

  @Field(() => Json, { nullable: true, description: '`audience` and `elder`.' })
  display!: unknown
}

@ObjectType({ description: 'A page as data: style, settings of its kind, modules in their order.' })
export class PageContent {
  @Field(() => Json)
  style!: unknown

  @Field(() => Json)
  settings!: unknown

  @Field(() => [PageModule])
  modules!: readonly StoredModule[]
}

@ObjectType({ description: 'A page as patients see it now; what belongs to a business that is switched off is not in it.' })
export class Page {
  @Field(() => PageKindEnum)
  kind!: PageKind

  @Field(() => Int, { description: 'Of the page that holds; 0 where nothing was published and the built-in one holds.' })
  version!: number

  @Field(() => PageContent)
  content!: Content
}

@ObjectType({ description: 'What is wrong with a stored page: it is left out where the page is shown.' })
export class PageProblem {
  @Field(() => ID, { nullable: true, description: 'Null: the page as a whole.' })
  moduleId!: string | null

  @Field(() => String, { nullable: true })
  field!: string | null

  @Field(() => String)
  message!: string
}

@ObjectType({ description: 'A version of a page that was put before patients. It never changes.' })
export class PageVersion {
  @Field(() => ID)
  id!: string

  @Field(() => Int)
  number!: number

  @Field(() => DateTime)
  publishedAt!: Date

  @Field(() => Int, { nullable: true, description: 'The version whose content it took over again (回滚).' })
  restored!: number | null

  @Field(() => PageContent)
  content!: StoredContent
}

export const PageVersionConnection = connectionOf(PageVersion, 'PageVersion')

@ObjectType({ description: 'A page at one place (机构、终端) for whoever designs it: the draft, what patients see, and where that comes from.' })
export class PageDesign {
  @Field(() => PageKindEnum)
  kind!: PageKind

  @Field(() => PageContent, { description: 'The own draft; where there is none yet, what holds here.' })
  draft!: StoredContent

  @Field(() => [PageProblem], { description: 'Of the draft.' })
  problems!: unknown[]
}

@InputType({ description: 'A module of a draft, with settings as its kind declares them.' })
export class PageModuleInput {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  kind!: string

  @Field(() => Json)
  settings!: unknown

  @Field(() => Json, { nullable: true })
  display?: unknown
}

@InputType({ description: 'A draft as a whole: what is left out of style and settings holds its default.' })
export class PageContentInput {
  @Field(() => Json)
  style!: unknown

  @Field(() => Json)
  settings!: unknown

  @Field(() => [PageModuleInput])
  modules!: PageModuleInput[]
}

@InputType({ description: 'Without an institution: the whole hospital; without a terminal: all of them.' })
export class SavePageDraftInput {
  @Field(() => PageKindEnum)
  kind!: PageKind

  @Field(() => ID, { nullable: true })
  institutionId?: string | null

  @Field(() => TerminalEnum, { nullable: true })
  terminal?: Terminal | null

  @Field(() => Int, { description: 'As it was read; 0 where the place has no page of its own yet.' })
  draftVersion!: number

  @Field(() => PageContentInput)
  content!: PageContentInput
}
