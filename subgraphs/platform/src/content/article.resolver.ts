import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { BulkResult } from '@hospital/subgraph/bulk'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { actionsOf } from '@hospital/subgraph/transitions'
import type { PlatformContext } from '../context.ts'
import { institutionOf } from '../directory/institution.ts'
import { Institution } from '../directory/institution.types.ts'
import { publishArticle, removeArticles, saveArticle, withdrawArticle } from './article-commands.ts'
import { articleTransitions } from './article.status.ts'
import { findArticles, listArticles, listShownArticles, noteArticleRead, shownNow, type ArticleRow } from './article.ts'
import { Article, ArticleConnection, ArticleFilter, PublishArticleInput, SaveArticleInput } from './article.types.ts'
import { categoryOf } from './category.ts'
import { ArticleCategory } from './category.types.ts'
import { totalsOf } from './hits.ts'
import { shownHtml } from './html.ts'
import { pictureOf } from './picture.ts'
import { Picture } from './picture.types.ts'

@Resolver(() => Article)
export class ArticleResolver {
  @Query(() => ArticleConnection, { description: 'What readers are shown now at an institution, or of the whole hospital, the latest first.' })
  @Can('content:read')
  async articles(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => ArticleFilter, { nullable: true }) filter: ArticleFilter | null, @Ctx() ctx: PlatformContext) {
    return new ArticleConnection(await listShownArticles(ctx, page, filter ?? {}))
  }

  @Query(() => ArticleConnection, { description: 'All that the viewer keeps, the last changed first.' })
  @Can('content:manage', 'content:publish')
  async managedArticles(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => ArticleFilter, { nullable: true }) filter: ArticleFilter | null, @Ctx() ctx: PlatformContext) {
    return new ArticleConnection(await listArticles(ctx, page, filter ?? {}))
  }

  @Query(() => Article, { nullable: true, description: 'For who writes or publishes also drafts, as a preview.' })
  @Can('content:read')
  async article(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return (await findArticles(ctx, [id]))[0] ?? null
  }

  @Mutation(() => Article, { description: 'Keeps a draft, or changes an article. Refuses INVALID_INPUT, NOT_FOUND, CONFLICT, FORBIDDEN (published, without the right to publish).' })
  @Can('content:manage')
  saveArticle(@Arg('input', () => SaveArticleInput) input: SaveArticleInput, @Ctx() ctx: PlatformContext) {
    return saveArticle(ctx, input)
  }

  @Mutation(() => Article, { description: 'Shows it to readers, at once or from a moment on (发布、定时发布). Refuses INVALID_INPUT, NOT_FOUND, WRONG_STATE, CONFLICT.' })
  @Can(articleTransitions.publish.by)
  publishArticle(@Arg('input', () => PublishArticleInput) input: PublishArticleInput, @Ctx() ctx: PlatformContext) {
    return publishArticle(ctx, input)
  }

  @Mutation(() => Article, { description: 'Takes it from the readers (撤下). Refuses INVALID_INPUT, NOT_FOUND, WRONG_STATE.' })
  @Can(articleTransitions.withdraw.by)
  withdrawArticle(@Arg('id', () => ID) id: string, @Arg('reason', () => String) reason: string, @Ctx() ctx: PlatformContext) {
    return withdrawArticle(ctx, id, reason)
  }

  @Mutation(() => BulkResult, { description: 'Removes drafts; what was once published is refused.' })
  @Can('content:manage')
  removeArticles(@Arg('ids', () => [ID]) ids: string[], @Ctx() ctx: PlatformContext) {
    return removeArticles(ctx, ids)
  }

  @Mutation(() => Boolean, { description: 'Counts a reading, once a reader and day. Refuses NOT_FOUND.' })
  @Can('content:read')
  noteArticleRead(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return noteArticleRead(ctx, id)
  }

  @FieldResolver(() => Institution, { nullable: true, description: 'Null: of the whole hospital.' })
  institution(@Root() { institutionId }: ArticleRow, @Ctx() ctx: PlatformContext) {
    return institutionId ? institutionOf(ctx, institutionId) : null
  }

  @FieldResolver(() => ArticleCategory)
  category(@Root() { categoryId }: ArticleRow, @Ctx() ctx: PlatformContext) {
    return categoryOf(ctx, categoryId)
  }

  @FieldResolver(() => Picture, { nullable: true })
  cover(@Root() { coverId }: ArticleRow, @Ctx() ctx: PlatformContext) {
    return coverId ? pictureOf(ctx, coverId) : null
  }

  @FieldResolver(() => String, { description: 'Clean HTML: paragraphs, headings, lists, quotes, emphasis, links and pictures, and nothing else.' })
  body(@Root() { body }: ArticleRow, @Ctx() ctx: PlatformContext) {
    return shownHtml(ctx, body)
  }

  @FieldResolver(() => Int, { description: 'Readings so far; a reader counts once a day.' })
  async readings(@Root() { id }: ArticleRow, @Ctx() ctx: PlatformContext) {
    return (await totalsOf(ctx, id)).readings
  }

  @FieldResolver(() => Boolean, { description: 'Whether readers see it at this moment.' })
  shown(@Root() row: ArticleRow, @Ctx() ctx: PlatformContext) {
    return shownNow(row, ctx.now())
  }

  @FieldResolver(() => [String], { description: 'What the viewer may do with it now.' })
  availableActions(@Root() { status }: ArticleRow, @Ctx() ctx: PlatformContext) {
    return actionsOf(articleTransitions, status, ctx.viewer)
  }
}
