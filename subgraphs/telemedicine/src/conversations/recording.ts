import { and, eq, sql, type SQL } from 'drizzle-orm'
import { newId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { wake } from '@hospital/subgraph/transaction'
import { conversation, conversationEvent, message } from '../tables.ts'
import type { ConversationRow, EventRow, MessageRow } from './conversation.types.ts'

export const conversationTopic = (id: string) => `conversation:${id}`

type Patch = Partial<{ [K in keyof ConversationRow]: ConversationRow[K] | SQL }>

/**
 * Changes a conversation and takes its next sequence in one statement. The row stays locked until commit, so sequences become visible
 * in their order and a follower who has seen n has seen all before it. Undefined where `where` does not hold.
 */
export async function takeSequence(tx: Context, id: string, patch: Patch, where?: SQL): Promise<ConversationRow | undefined> {
  const [row] = await tx.db.update(conversation).set({ ...patch, lastSequence: sql`${conversation.lastSequence} + 1` } as never).where(and(eq(conversation.id, id), where)).returning()
  return row
}

type EventContent = Partial<Omit<EventRow, 'conversationId' | 'sequence' | 'at'>>

/** Keeps what happened under the sequence just taken, and wakes those who follow. */
export async function keepEvent(tx: Context, { id, lastSequence }: ConversationRow, event: EventContent): Promise<void> {
  await tx.db.insert(conversationEvent).values({ conversationId: id, sequence: lastSequence, at: tx.now(), ...event })
  wake(tx, conversationTopic(id))
}

export type MessageContent = Partial<Omit<MessageRow, 'id' | 'conversationId' | 'sequence' | 'sentAt'>> & Pick<MessageRow, 'sender' | 'kind'>

export async function keepMessage(tx: Context, room: ConversationRow, content: MessageContent): Promise<MessageRow> {
  const [kept] = await tx.db.insert(message).values({ clientId: newId(), ...content, conversationId: room.id, sequence: room.lastSequence, sentAt: tx.now() }).returning()
  await keepEvent(tx, room, { messageId: kept!.id })
  return kept!
}
