import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import { Can } from '@hospital/subgraph/permission'
import type { PlatformContext } from '../context.ts'
import { shownHtml } from './html.ts'
import { listSitePages, saveSitePage, type SitePageRow } from './site-page.ts'
import { SaveSitePageInput, SitePage } from './site-page.types.ts'

@Resolver(() => SitePage)
export class SitePageResolver {
  @Query(() => [SitePage], { description: 'The pages that the hospital has worded; one that it has not is absent.' })
  @Can('content:read')
  sitePages(@Ctx() ctx: PlatformContext) {
    return listSitePages(ctx)
  }

  @Mutation(() => SitePage, { description: 'Words a page of the site; visitors read it at once. Refuses INVALID_INPUT, CONFLICT.' })
  @Can('content:publish')
  saveSitePage(@Arg('input', () => SaveSitePageInput) input: SaveSitePageInput, @Ctx() ctx: PlatformContext) {
    return saveSitePage(ctx, input)
  }

  @FieldResolver(() => String, { description: 'Clean HTML, as of articles.' })
  body(@Root() { body }: SitePageRow, @Ctx() ctx: PlatformContext) {
    return shownHtml(ctx, body)
  }
}
