import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { Can } from '@hospital/subgraph/permission'
import type { PlatformContext } from '../context.ts'
import { shownHtml } from './html.ts'
import { listSitePages, resetSitePage, saveSitePage, type SitePageRow } from './site-page.ts'
import { SaveSitePageInput, SitePage, SitePageKeyEnum } from './site-page.types.ts'
import type { SitePageKey } from './words.ts'

@Resolver(() => SitePage)
export class SitePageResolver {
  @Query(() => [SitePage], { description: 'The pages as the institution words them, or one above it, or the whole hospital; one that nobody has is absent.' })
  @Can('content:read')
  sitePages(@Arg('institutionId', () => ID, { nullable: true }) institutionId: string | null, @Ctx() ctx: PlatformContext) {
    return listSitePages(ctx, institutionId)
  }

  @Mutation(() => SitePage, { description: 'Words a page of the site; visitors read it at once. Refuses INVALID_INPUT, CONFLICT.' })
  @Can('content:publish')
  saveSitePage(@Arg('input', () => SaveSitePageInput) input: SaveSitePageInput, @Ctx() ctx: PlatformContext) {
    return saveSitePage(ctx, input)
  }

  @Mutation(() => Boolean, { description: 'Takes an institution’s own wording away: what is above holds again. Refuses INVALID_INPUT, CONFLICT.' })
  @Can('content:publish')
  resetSitePage(@Arg('key', () => SitePageKeyEnum) key: SitePageKey, @Arg('institutionId', () => ID) institutionId: string, @Arg('version', () => Int) version: number, @Ctx() ctx: PlatformContext) {
    return resetSitePage(ctx, key, institutionId, version)
  }

  @FieldResolver(() => String, { description: 'Clean HTML, as of articles.' })
  body(@Root() { body }: SitePageRow, @Ctx() ctx: PlatformContext) {
    return shownHtml(ctx, body)
  }
}
