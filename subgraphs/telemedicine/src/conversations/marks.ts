import { and, lt, sql, type SQL } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { conversation } from '../tables.ts'
import { getConversation, sideOf, visibleConversations } from './conversation.ts'
import type { ConversationRow } from './conversation.types.ts'
import { keepEvent, takeSequence } from './recording.ts'

const MARKS = {
  PATIENT: { read: 'readByPatient', delivered: 'deliveredToPatient' },
  PRACTITIONER: { read: 'readByPractitioner', delivered: 'deliveredToPractitioner' },
} as const

/** The viewer has seen everything up to a sequence; what is read was also delivered. Marks only move forward. */
export const markRead = (ctx: Context, id: string, sequence: number) => moveMarks(ctx, id, sequence, ['read', 'delivered'])

/** A device of the viewer has received everything up to a sequence. */
export const markDelivered = (ctx: Context, id: string, sequence: number) => moveMarks(ctx, id, sequence, ['delivered'])

/** Refuses NOT_FOUND and INVALID_INPUT. A mark that is already there changes nothing and is no event. */
async function moveMarks(ctx: Context, id: string, sequence: number, marks: ('read' | 'delivered')[]): Promise<ConversationRow> {
  if (sequence < 0) throw new Refusal('INVALID_INPUT', { details: { field: 'sequence' } })
  const names = marks.map((mark) => MARKS[sideOf(ctx.viewer)][mark])
  const leading = names[0]!
  await getConversation(ctx, id)
  const moved = await inTransaction(ctx, async (tx) => {
    // Nobody has seen what is not there yet: a mark ends at the newest event.
    const reached = sql`least(${sequence}::int, ${conversation.lastSequence})`
    const patch = Object.fromEntries(names.map((name): [string, SQL] => [name, sql`greatest(${conversation[name]}, ${reached})`]))
    const room = await takeSequence(tx, id, patch, and(visibleConversations(tx.viewer), lt(conversation[leading], reached)))
    if (room) await keepEvent(tx, room, Object.fromEntries(names.map((name) => [name, room[name]])))
    return room
  })
  return moved ?? getConversation(ctx, id)
}
