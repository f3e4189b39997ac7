import { and, eq, gt, ilike, inArray, isNull, lte, or, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import type { Terminal } from '@hospital/configuration/terminal'
import { isId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import { eachRow, type BulkResult } from '@hospital/subgraph/bulk'
import type { Context } from '@hospital/subgraph/context'
import { invalid, requiredText, wholeNumber } from '@hospital/subgraph/fields'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { heldAt, keptBy, placeFor } from '../directory/belonging.ts'
import { banner } from '../tables/content.ts'
import type { BannerFilter, SaveBannerInput } from './banner.types.ts'
import { countHits } from './hits.ts'
import { linkFrom } from './link.ts'
import { requirePictures } from './picture.ts'
import { atTerminal } from './terminal.ts'
import type { BannerPosition } from './words.ts'

export type BannerRow = typeof banner.$inferSelect

/** At one place of a page: more are not looked at. */
const MOST_AT_A_PLACE = 10

const inForce = (now: Date) => and(eq(banner.enabled, true), or(isNull(banner.fromAt), lte(banner.fromAt, now)), or(isNull(banner.untilAt), gt(banner.untilAt, now)))

/** Everybody sees what is in force now; who keeps the banners sees those of the hospital, or of his branch. */
function visibleBanners(viewer: Viewer, now: Date): SQL | undefined {
  return and(isNull(banner.removedAt), can(viewer, 'content:manage') ? keptBy(viewer, banner.institutionId) : inForce(now))
}

export async function findBanners(ctx: Context, ids: readonly string[]): Promise<BannerRow[]> {
  return ctx.db.select().from(banner).where(and(inArray(banner.id, ids.filter(isId)), visibleBanners(ctx.viewer, ctx.now())))
}

/** What is to be shown now at a place: the whole hospital's and, where an institution is named, its own and those of institutions above it. */
export async function listShownBanners(ctx: Context, position: BannerPosition, terminal?: Terminal | null, institutionId?: string | null): Promise<BannerRow[]> {
  const where = and(isNull(banner.removedAt), inForce(ctx.now()), eq(banner.position, position), heldAt(banner.institutionId, institutionId), atTerminal(banner.terminals, terminal))
  return ctx.db.select().from(banner).where(where).orderBy(banner.sortOrder, banner.id).limit(MOST_AT_A_PLACE)
}

export function listBanners(ctx: Context, page: PageArgs, { position, terminal, enabled, search }: BannerFilter = {}): Promise<Page<BannerRow>> {
  const typed = search?.normalize('NFKC').trim().slice(0, 50).replace(/[\\%_]/g, '\\$&')
  return paginate(page, {
    sort: [{ column: banner.position }, { column: banner.sortOrder }, { column: banner.id }],
    where: and(
      visibleBanners(ctx.viewer, ctx.now()), position ? eq(banner.position, position) : undefined, atTerminal(banner.terminals, terminal),
      typeof enabled === 'boolean' ? eq(banner.enabled, enabled) : undefined, typed ? ilike(banner.title, `%${typed}%`) : undefined,
    ),
    rows: (where, order, limit) => ctx.db.select().from(banner).where(where).orderBy(...order).limit(limit),
    keyOf: (row) => [row.position, row.sortOrder, row.id],
    count: (where) => ctx.db.$count(banner, where),
  })
}

/** Adds a banner, or changes one. Refuses INVALID_INPUT (link, times, picture), NOT_FOUND, CONFLICT, FORBIDDEN (shown without the right to publish). */
export function saveBanner(ctx: Context, input: SaveBannerInput): Promise<BannerRow> {
  return inTransaction(ctx, async (tx) => {
    const values = await valuesOf(tx, input)
    if (!input.id) {
      requireMayShow(tx, values.enabled)
      const [row] = await tx.db.insert(banner).values(values).returning()
      await audit(tx, 'banner.create', { subjectType: 'Banner', subjectId: row!.id, after: values })
      return row!
    }
    const before = await lockBanner(tx, input.id)
    requireMayShow(tx, before.enabled || values.enabled)
    if (before.version !== input.version) throw new Refusal('CONFLICT', { details: { version: before.version } })
    return changeBanner(tx, before, values)
  })
}

async function changeBanner(tx: Context, before: BannerRow, values: Partial<BannerRow>): Promise<BannerRow> {
  const [row] = await tx.db.update(banner).set({ ...values, version: before.version + 1 }).where(eq(banner.id, before.id)).returning()
  const changed = Object.entries(values).filter(([field, value]) => JSON.stringify(before[field as keyof BannerRow]) !== JSON.stringify(value)).map(([field]) => field as keyof BannerRow)
  const told = (from: BannerRow) => Object.fromEntries(changed.map((field) => [field, from[field]]))
  if (changed.length) await audit(tx, 'banner.update', { subjectType: 'Banner', subjectId: before.id, before: told(before), after: told(row!) })
  return row!
}

export function setBannersEnabled(ctx: Context, ids: readonly string[], enabled: boolean): Promise<BulkResult> {
  return eachRow(ctx, ids, (known) => namesOf(ctx, known), async (tx, id) => {
    const before = await lockBanner(tx, id)
    if (before.enabled !== enabled) await changeBanner(tx, before, { enabled })
  })
}

/** Out of every list for good; what was counted stays. */
export function removeBanners(ctx: Context, ids: readonly string[]): Promise<BulkResult> {
  return eachRow(ctx, ids, (known) => namesOf(ctx, known), async (tx, id) => {
    const before = await lockBanner(tx, id)
    requireMayShow(tx, before.enabled)
    await tx.db.update(banner).set({ removedAt: tx.now(), enabled: false, version: before.version + 1 }).where(eq(banner.id, id))
    await audit(tx, 'banner.remove', { subjectType: 'Banner', subjectId: id, before: { title: before.title } })
  })
}

/** Counts those of them that are in force as seen; what is not is left out. */
export async function noteBannersSeen(ctx: Context, ids: readonly string[]): Promise<boolean> {
  if (ids.length > MOST_AT_A_PLACE) throw new Refusal('INVALID_INPUT', { details: { field: 'ids' } })
  await countHits(ctx, 'VIEW', await shownAmong(ctx, ids))
  return true
}

/** Counts that a banner was followed, and says where it leads. Refuses NOT_FOUND where it is not in force. */
export async function followBanner(ctx: Context, id: string): Promise<string | null> {
  const [row] = isId(id) ? await ctx.db.select({ link: banner.link }).from(banner).where(and(eq(banner.id, id), isNull(banner.removedAt), inForce(ctx.now()))) : []
  if (!row) throw new Refusal('NOT_FOUND')
  await countHits(ctx, 'CLICK', [id])
  return row.link
}

async function shownAmong(ctx: Context, ids: readonly string[]): Promise<string[]> {
  const rows = await ctx.db.select({ id: banner.id }).from(banner).where(and(inArray(banner.id, ids.filter(isId)), isNull(banner.removedAt), inForce(ctx.now())))
  return rows.map(({ id }) => id)
}

async function lockBanner(tx: Context, id: string): Promise<BannerRow> {
  const [row] = isId(id) ? await tx.db.select().from(banner).where(and(eq(banner.id, id), visibleBanners(tx.viewer, tx.now()))).for('update') : []
  if (!row) throw new Refusal('NOT_FOUND')
  return row
}

function requireMayShow({ viewer }: Context, shown: boolean): void {
  if (shown && !can(viewer, 'content:publish')) throw new Refusal('FORBIDDEN', { message: '您可以编辑轮播图，启用与修改已启用的轮播图须由有发布权限的管理员进行。' })
}

const namesOf = (ctx: Context, ids: string[]) => ctx.db.select({ id: banner.id, name: banner.title }).from(banner).where(inArray(banner.id, ids))

async function valuesOf(tx: Context, input: SaveBannerInput) {
  const { pictureId, position, terminals, enabled } = input
  const institutionId = await placeFor(tx, input.institutionId)
  await requirePictures(tx, 'pictureId', [pictureId])
  const [fromAt, untilAt] = [input.fromAt ?? null, input.untilAt ?? null]
  if (fromAt && untilAt && fromAt >= untilAt) throw invalid('untilAt', '结束时间须晚于开始时间。')
  return {
    title: requiredText('title', '标题', input.title, 40)!, pictureId, link: linkFrom('link', input.link), institutionId, terminals: [...new Set(terminals)], position, fromAt, untilAt,
    sortOrder: wholeNumber('sortOrder', '排序', input.sortOrder, 0, 10_000)!, enabled,
  }
}
