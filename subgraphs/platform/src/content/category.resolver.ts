import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import { Can } from '@hospital/subgraph/permission'
import type { PlatformContext } from '../context.ts'
import { listCategories, removeCategory, saveCategory } from './category.ts'
import { ArticleCategory, SaveArticleCategoryInput } from './category.types.ts'

@Resolver(() => ArticleCategory)
export class ArticleCategoryResolver {
  @Query(() => [ArticleCategory], { description: 'In the hospital\'s order; those switched off only for who keeps them.' })
  @Can('content:read')
  articleCategories(@Ctx() ctx: PlatformContext) {
    return listCategories(ctx)
  }

  @Mutation(() => ArticleCategory, { description: 'Adds a category, or changes one. Refuses INVALID_INPUT, NOT_FOUND, CONFLICT.' })
  @Can('content:manage')
  saveArticleCategory(@Arg('input', () => SaveArticleCategoryInput) input: SaveArticleCategoryInput, @Ctx() ctx: PlatformContext) {
    return saveCategory(ctx, input)
  }

  @Mutation(() => Boolean, { description: 'Removes a category without articles. Refuses NOT_FOUND, IN_USE.' })
  @Can('content:manage')
  removeArticleCategory(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return removeCategory(ctx, id)
  }
}
