import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { pathOf, WHOLE } from '@hospital/configuration/effective'
import type { PaymentChannel } from '@hospital/configuration/payment-channels'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { channelAccount, institutionPlace } from '../tables.ts'

export type ChannelAccountRow = typeof channelAccount.$inferSelect

/** For whoever runs the cashier; nobody else learns which accounts there are. */
function visibleAccounts(viewer: Viewer): SQL | undefined {
  return viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'channel:read')) ? undefined : sql`false`
}

export async function findAccounts(ctx: Context, ids: readonly string[]): Promise<ChannelAccountRow[]> {
  return ctx.db.select().from(channelAccount).where(and(inArray(channelAccount.id, ids.filter(isId)), visibleAccounts(ctx.viewer)))
}

/** One account. Refuses NOT_FOUND. */
export async function getAccount(ctx: Context, id: string): Promise<ChannelAccountRow> {
  const [row] = await findAccounts(ctx, [id])
  if (!row) throw new Refusal('NOT_FOUND')
  return row
}

export function listAccounts(ctx: Context, page: PageArgs): Promise<Page<ChannelAccountRow>> {
  return paginate(page, {
    sort: [{ column: channelAccount.createdAt, descending: true }, { column: channelAccount.id, descending: true }],
    where: visibleAccounts(ctx.viewer),
    rows: (where, sort, limit) => ctx.db.select().from(channelAccount).where(where).orderBy(...sort).limit(limit),
    keyOf: (row) => [row.createdAt, row.id],
    count: (where) => ctx.db.$count(channelAccount, where),
  })
}

/** From an institution up to the whole hospital (`*`). */
export async function institutionPath(ctx: Context, institutionId: string | null): Promise<string[]> {
  if (!institutionId) return [WHOLE]
  const places = await ctx.db.select().from(institutionPlace)
  return pathOf(new Map(places.map(({ id, parentId }) => [id, parentId])), institutionId)
}

/** By which account an institution is paid at each channel: the nearest enabled one on the way up. */
export async function accountsInForce(ctx: Context, institutionId: string | null): Promise<Map<PaymentChannel, string>> {
  const path = await institutionPath(ctx, institutionId)
  const enabled = await ctx.db.select({ id: channelAccount.id, channel: channelAccount.channel, institutionId: channelAccount.institutionId }).from(channelAccount).where(eq(channelAccount.enabled, true))
  const found = new Map<PaymentChannel, string>()
  for (const node of path) for (const row of enabled) if ((row.institutionId ?? WHOLE) === node && !found.has(row.channel)) found.set(row.channel, row.id)
  return found
}
