import { and, asc, eq, gt } from 'drizzle-orm'
import { followStream } from '@hospital/events/stream'
import type { Context } from '@hospital/subgraph/context'
import { conversationEvent } from '../tables.ts'
import { getConversation } from './conversation.ts'
import type { EventRow } from './conversation.types.ts'
import { conversationTopic } from './recording.ts'

const PAGE = 100

/** Every event after `after` (from now on where it is absent), each once and in order. Refuses NOT_FOUND, at the start and once access is lost. */
export async function followConversation(ctx: Context, id: string, after: number | undefined): Promise<AsyncIterableIterator<EventRow>> {
  const { lastSequence } = await getConversation(ctx, id)
  return followStream({
    wakes: ctx.wakes,
    topic: conversationTopic(id),
    after: after ?? lastSequence,
    read: (from) => listEvents(ctx, id, from),
    sequenceOf: ({ sequence }) => sequence,
  })
}

async function listEvents(ctx: Context, id: string, after: number): Promise<EventRow[]> {
  await getConversation(ctx, id)
  return ctx.db.select().from(conversationEvent).where(and(eq(conversationEvent.conversationId, id), gt(conversationEvent.sequence, after)))
    .orderBy(asc(conversationEvent.sequence)).limit(PAGE)
}
