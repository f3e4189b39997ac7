import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { can } from '@hospital/access/viewer'
import type { Terminal } from '@hospital/configuration/terminal'
import { BulkResult } from '@hospital/subgraph/bulk'
import { wholeNumber } from '@hospital/subgraph/fields'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { TerminalEnum } from '../configuration/setting.types.ts'
import type { PlatformContext } from '../context.ts'
import { institutionOf } from '../directory/institution.ts'
import { Institution } from '../directory/institution.types.ts'
import { followBanner, listBanners, listShownBanners, noteBannersSeen, removeBanners, saveBanner, setBannersEnabled, type BannerRow } from './banner.ts'
import { Banner, BannerConnection, BannerFilter, BannerPositionEnum, DayHitCounts, HitCounts, SaveBannerInput } from './banner.types.ts'
import { countsByDay, totalsOf } from './hits.ts'
import { pictureOf } from './picture.ts'
import { Picture } from './picture.types.ts'
import type { BannerPosition } from './words.ts'

@Resolver(() => Banner)
export class BannerResolver {
  @Query(() => [Banner], { description: 'What is to be shown now at a place of the pages, in order.' })
  @Can('content:read')
  banners(
    @Arg('position', () => BannerPositionEnum) position: BannerPosition, @Arg('terminal', () => TerminalEnum, { nullable: true }) terminal: Terminal | null,
    @Arg('institutionId', () => ID, { nullable: true }) institutionId: string | null, @Ctx() ctx: PlatformContext,
  ) {
    return listShownBanners(ctx, position, terminal, institutionId)
  }

  @Query(() => BannerConnection, { description: 'All of them, by place and order.' })
  @Can('content:manage')
  async managedBanners(@Args(() => PageArgs) page: PageArgs, @Arg('filter', () => BannerFilter, { nullable: true }) filter: BannerFilter | null, @Ctx() ctx: PlatformContext) {
    return new BannerConnection(await listBanners(ctx, page, filter ?? {}))
  }

  @Query(() => [DayHitCounts], { description: 'Of a banner or an article, by hospital day, the latest first; days without any are left out.' })
  @Can('content:manage')
  contentCounts(@Arg('subjectId', () => ID) subjectId: string, @Arg('days', () => Int, { nullable: true, description: 'At most 365; 30 unless told.' }) days: number | null, @Ctx() ctx: PlatformContext) {
    return countsByDay(ctx, subjectId, wholeNumber('days', '天数', days, 1, 365) ?? 30)
  }

  @Mutation(() => Banner, { description: 'Adds a banner, or changes one. Refuses INVALID_INPUT, NOT_FOUND, CONFLICT, FORBIDDEN (shown, without the right to publish).' })
  @Can('content:manage')
  saveBanner(@Arg('input', () => SaveBannerInput) input: SaveBannerInput, @Ctx() ctx: PlatformContext) {
    return saveBanner(ctx, input)
  }

  @Mutation(() => BulkResult, { description: 'Shows them, or takes them off the pages.' })
  @Can('content:publish')
  setBannersEnabled(@Arg('ids', () => [ID]) ids: string[], @Arg('enabled', () => Boolean) enabled: boolean, @Ctx() ctx: PlatformContext) {
    return setBannersEnabled(ctx, ids, enabled)
  }

  @Mutation(() => BulkResult, { description: 'Removes them for good.' })
  @Can('content:manage')
  removeBanners(@Arg('ids', () => [ID]) ids: string[], @Ctx() ctx: PlatformContext) {
    return removeBanners(ctx, ids)
  }

  @Mutation(() => Boolean, { description: 'Counts banners as seen; those not in force are left out.' })
  @Can('content:read')
  noteBannersSeen(@Arg('ids', () => [ID]) ids: string[], @Ctx() ctx: PlatformContext) {
    return noteBannersSeen(ctx, ids)
  }

  @Mutation(() => String, { nullable: true, description: 'Counts that a banner was followed, and says where it leads. Refuses NOT_FOUND.' })
  @Can('content:read')
  followBanner(@Arg('id', () => ID) id: string, @Ctx() ctx: PlatformContext) {
    return followBanner(ctx, id)
  }

  @FieldResolver(() => Picture)
  picture(@Root() { pictureId }: BannerRow, @Ctx() ctx: PlatformContext) {
    return pictureOf(ctx, pictureId)
  }

  @FieldResolver(() => Institution, { nullable: true, description: 'Null: of the whole hospital.' })
  institution(@Root() { institutionId }: BannerRow, @Ctx() ctx: PlatformContext) {
    return institutionId ? institutionOf(ctx, institutionId) : null
  }

  @FieldResolver(() => HitCounts, { nullable: true, description: 'Of all days; for those who keep the banners.' })
  totals(@Root() { id }: BannerRow, @Ctx() ctx: PlatformContext) {
    return can(ctx.viewer, 'content:manage') ? totalsOf(ctx, id) : null
  }
}
