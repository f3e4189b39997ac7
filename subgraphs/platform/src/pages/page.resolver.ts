import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { inArray } from 'drizzle-orm'
import { WHOLE } from '@hospital/configuration/effective'
import { TERMINALS, type Terminal } from '@hospital/configuration/terminal'
import { imagesOf } from '@hospital/pages/content'
import type { PageKind } from '@hospital/pages/kinds'
import { PageArgs } from '@hospital/subgraph/paging'
import { Can } from '@hospital/subgraph/permission'
import { DateTime } from '@hospital/subgraph/scalars'
import { batch } from '@hospital/subgraph/schema'
import { SettingSourceEnum, TerminalEnum } from '../configuration/setting.types.ts'
import { findPictures } from '../content/picture.ts'
import { Picture } from '../content/picture.types.ts'
import type { PlatformContext } from '../context.ts'
import { institutionOf } from '../directory/institution.ts'
import { administrator } from '../tables/staff.ts'
import { publishPage, rollBackPage, savePageDraft, withdrawPage } from './designing.ts'
import { designsAt, listVersions, readPage, readPreview, type Design, type PageVersionRow, type ShownPage } from './page.ts'
import { Page, PageDesign, PageKindEnum, PageVersion, PageVersionConnection, SavePageDraftInput } from './page.types.ts'

@Resolver(() => Page)
export class PageResolver {
  @Query(() => Page, { description: 'What the page shows now at an institution (the main one unless told) and a terminal.' })
  @Can('page:read')
  page(@Arg('kind', () => PageKindEnum) kind: PageKind, @Arg('institutionId', () => ID, { nullable: true }) institutionId: string | undefined, @Arg('terminal', () => TerminalEnum, { nullable: true }) terminal: Terminal | undefined, @Ctx() ctx: PlatformContext) {
    return readPage(ctx, { kind, institutionId, terminal })
  }

  @Query(() => Page, { description: 'A draft as it would be seen, for whoever holds the token of its design.' })
  @Can('page:read')
  previewPage(@Arg('token', () => String) token: string, @Ctx() ctx: PlatformContext) {
    return readPreview(ctx, token)
  }

  @FieldResolver(() => [Picture], { description: 'Those that its modules show.' })
  images(@Root() { content }: ShownPage, @Ctx() ctx: PlatformContext) {
    return findPictures(ctx, imagesOf(content))
  }
}

@Resolver(() => PageDesign)
export class PageDesignResolver {
  @Query(() => [PageDesign], { description: 'Every kind of page at a place, with what holds there.' })
  @Can('page:design', 'page:publish')
  pageDesigns(@Arg('institutionId', () => ID, { nullable: true }) institutionId: string | undefined, @Arg('terminal', () => TerminalEnum, { nullable: true }) terminal: Terminal | undefined, @Ctx() ctx: PlatformContext) {
    return designsAt(ctx, { institutionId, terminal })
  }

  @Query(() => PageDesign, { description: 'One page at a place, with its draft.' })
  @Can('page:design', 'page:publish')
  async pageDesign(@Arg('kind', () => PageKindEnum) kind: PageKind, @Arg('institutionId', () => ID, { nullable: true }) institutionId: string | undefined, @Arg('terminal', () => TerminalEnum, { nullable: true }) terminal: Terminal | undefined, @Ctx() ctx: PlatformContext) {
    return (await designsAt(ctx, { institutionId, terminal }, [kind]))[0]
  }

  @Mutation(() => PageDesign, { description: 'Saves the draft of a place; patients see nothing of it. The first saving gives the place a page of its own.' })
  @Can('page:design')
  savePageDraft(@Arg('input', () => SavePageDraftInput) input: SavePageDraftInput, @Ctx() ctx: PlatformContext) {
    return savePageDraft(ctx, input)
  }

  @Mutation(() => PageDesign, { description: 'Puts the draft before patients, at once.' })
  @Can('page:publish')
  publishPage(@Arg('id', () => ID) id: string, @Arg('draftVersion', () => Int) draftVersion: number, @Ctx() ctx: PlatformContext) {
    return publishPage(ctx, id, draftVersion)
  }

  @Mutation(() => PageDesign, { description: 'Puts an earlier version before patients again, as a new version (回滚).' })
  @Can('page:publish')
  rollBackPage(@Arg('id', () => ID) id: string, @Arg('number', () => Int) number: number, @Arg('draftVersion', () => Int) draftVersion: number, @Ctx() ctx: PlatformContext) {
    return rollBackPage(ctx, id, number, draftVersion)
  }

  @Mutation(() => PageDesign, { description: 'Takes the place\'s own page back, so that what is above holds again.' })
  @Can('page:publish')
  withdrawPage(@Arg('id', () => ID) id: string, @Arg('draftVersion', () => Int) draftVersion: number, @Ctx() ctx: PlatformContext) {
    return withdrawPage(ctx, id, draftVersion)
  }

  @FieldResolver(() => ID, { nullable: true, description: 'Null while the place has no page of its own.' })
  id(@Root() { own }: Design) {
    return own?.id ?? null
  }

  @FieldResolver(() => Int, { description: 'To be handed back with a change: a change upon an older one is refused. 0: no own draft yet.' })
  draftVersion(@Root() { own }: Design) {
    return own?.draftVersion ?? 0
  }

  @FieldResolver(() => DateTime, { nullable: true })
  draftChangedAt(@Root() { own }: Design) {
    return own?.draftChangedAt ?? null
  }

  @FieldResolver(() => Boolean, { description: 'There is an own draft that patients do not see.' })
  unpublished(@Root() { own }: Design) {
    return own !== undefined && own.draftPublished !== own.draftVersion
  }

  @FieldResolver(() => String, { nullable: true, description: 'Opens the draft in the patient app (`previewPage`). Made anew at every publication.' })
  previewToken(@Root() { own }: Design) {
    return own?.previewToken ?? null
  }

  @FieldResolver(() => SettingSourceEnum, { description: 'Where what patients see here comes from.' })
  source(@Root() { own, inForce }: Design) {
    return !inForce ? 'DEFAULT' : inForce.page.id === own?.id ? 'OWN' : 'INHERITED'
  }

  @FieldResolver(() => String, { nullable: true, description: 'Institution and terminal that what patients see is inherited from.' })
  async sourceName(@Root() { own, inForce }: Design, @Ctx() ctx: PlatformContext) {
    if (!inForce || inForce.page.id === own?.id) return null
    const { node, terminal } = inForce.page
    const where = node === WHOLE ? '全院' : ((await institutionOf(ctx, node))?.name ?? '')
    return terminal === WHOLE ? where : `${where} ${TERMINALS[terminal as Terminal]}`
  }

  @FieldResolver(() => PageVersion, { nullable: true, description: 'What patients see here; null: the built-in page.' })
  published(@Root() { inForce }: Design) {
    return inForce?.version ?? null
  }

  @FieldResolver(() => PageVersionConnection, { description: 'Of the own page, newest first.' })
  async versions(@Root() { own }: Design, @Args(() => PageArgs) args: PageArgs, @Ctx() ctx: PlatformContext) {
    return new PageVersionConnection(own ? await listVersions(ctx, own.id, args) : { nodes: [], cursors: [], hasNextPage: false, count: async () => 0 })
  }

  @FieldResolver(() => [Picture], { description: 'Those of the draft.' })
  images(@Root() { draft }: Design, @Ctx() ctx: PlatformContext) {
    return findPictures(ctx, imagesOf(draft))
  }
}

@Resolver(() => PageVersion)
export class PageVersionResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Who put it out; null: the house itself.' })
  async publishedByName(@Root() { publishedBy }: PageVersionRow, @Ctx() ctx: PlatformContext) {
    if (!publishedBy) return null
    const names = (ids: readonly string[]) => ctx.db.select({ id: administrator.id, name: administrator.name }).from(administrator).where(inArray(administrator.id, [...ids])).then((rows) => new Map(rows.map(({ id, name }) => [id, name])))
    return (await batch(ctx, 'names of administrators', names).load(publishedBy)) ?? null
  }
}
