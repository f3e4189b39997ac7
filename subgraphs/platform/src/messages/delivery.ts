import { and, asc, eq, gte, inArray, lt, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import type { Entity } from '@hospital/subgraph/transitions'
import { messageAttempt, messageDelivery } from '../tables/delivery.ts'
import { deliveryTransitions, type DeliveryState } from './delivery.status.ts'
import type { SentMessageFilter } from './delivery.types.ts'

export type DeliveryRow = typeof messageDelivery.$inferSelect
export type AttemptRow = typeof messageAttempt.$inferSelect

/** What a message is before it has a channel. */
export type Told = Omit<DeliveryRow, 'id' | 'channel' | 'status' | 'title' | 'body' | 'otherChannels' | 'insteadOf' | 'attempts' | 'tries' | 'dueAt' | 'sentAt' | 'endedAt' | 'provider' | 'code'>

/** What was sent to whom is for administrators who may look at it; a recipient has his inbox. */
const visibleDeliveries = (viewer: Viewer): SQL | undefined => (viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'message:list')) ? undefined : sql`false`)

export const deliveryEntity: Entity<typeof messageDelivery, DeliveryState, typeof deliveryTransitions> = { name: 'SentMessage', table: messageDelivery, transitions: deliveryTransitions, visible: visibleDeliveries }

export async function findDeliveries(ctx: Context, ids: readonly string[]): Promise<DeliveryRow[]> {
  return ctx.db.select().from(messageDelivery).where(and(inArray(messageDelivery.id, ids.filter(isId)), visibleDeliveries(ctx.viewer)))
}

/** The newest first. */
export function listDeliveries(ctx: Context, page: PageArgs, { event, channel, status, terminal, day, from, to, recipientIds }: SentMessageFilter = {}): Promise<Page<DeliveryRow>> {
  const where = and(
    visibleDeliveries(ctx.viewer), event ? eq(messageDelivery.event, event) : undefined, channel ? eq(messageDelivery.channel, channel) : undefined, status ? eq(messageDelivery.status, status) : undefined,
    terminal ? eq(messageDelivery.terminal, terminal) : undefined, day ? eq(messageDelivery.day, day) : undefined,
    from ? gte(messageDelivery.at, from) : undefined, to ? lt(messageDelivery.at, to) : undefined, recipientIds ? inArray(messageDelivery.recipientId, recipientIds.filter(isId)) : undefined,
  )
  return paginate(page, {
    sort: [{ column: messageDelivery.at, descending: true }, { column: messageDelivery.id, descending: true }],
    where,
    rows: (condition, order, limit) => ctx.db.select().from(messageDelivery).where(condition).orderBy(...order).limit(limit),
    keyOf: ({ at, id }) => [at, id],
    count: (condition) => ctx.db.$count(messageDelivery, condition),
  })
}

/** The tries of messages, in their order. */
export async function attemptsOf(ctx: Context, deliveryIds: readonly string[]): Promise<Map<string, AttemptRow[]>> {
  const rows = await ctx.db.select().from(messageAttempt).where(inArray(messageAttempt.deliveryId, [...deliveryIds])).orderBy(asc(messageAttempt.number))
  const grouped = Map.groupBy(rows, ({ deliveryId }) => deliveryId)
  return new Map(deliveryIds.map((id) => [id, grouped.get(id) ?? []]))
}
