import { and, eq, gt, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import { isId } from '@hospital/database/identifier'
import { awaited } from '@hospital/subgraph/awaited'
import type { Context } from '@hospital/subgraph/context'
import { notify } from '@hospital/subgraph/notice'
import { Refusal } from '@hospital/subgraph/refusal'
import { emit, inTransaction, violatedConstraint } from '@hospital/subgraph/transaction'
import type { TelemedicineContext } from '../context.ts'
import { conversation, message } from '../tables.ts'
import { contentOf } from './content.ts'
import { getConversation, otherSide, sideOf, visibleConversations } from './conversation.ts'
import type { ConversationRow, MessageRow, SendMessageInput } from './conversation.types.ts'
import { keepMessage, takeSequence, type MessageContent } from './recording.ts'

type Side = ReturnType<typeof sideOf>

/**
 * Says something in a conversation. The same `clientId` again gives the first message, whatever happened since.
 * Refuses NOT_FOUND, MESSAGE_INVALID, UPLOAD_INVALID, CONVERSATION_CLOSED, MESSAGE_LIMIT (the patient's are counted), WRONG_STATE (the practitioner has not accepted).
 */
export async function sendMessage(ctx: TelemedicineContext, input: SendMessageInput): Promise<MessageRow> {
  const side = sideOf(ctx.viewer)
  if (!isId(input.clientId)) throw new Refusal('INVALID_INPUT', { details: { field: 'clientId' } })
  await getConversation(ctx, input.conversationId)
  const sent = await findSent(ctx, side, input)
  if (sent) return sent
  const content = { ...await contentOf(ctx, input), sender: side, senderId: actorId(ctx), clientId: input.clientId }
  if (side === 'PRACTITIONER') await awaitAcceptance(ctx, input.conversationId)
  try {
    return await inTransaction(ctx, (tx) => say(tx, side, input.conversationId, content))
  } catch (error) {
    // The same message was sent twice at once: this one lost, and took nothing from the patient's count.
    if (violatedConstraint(error) !== 'message_once') throw error
    return (await findSent(ctx, side, input))!
  }
}

async function say(tx: Context, side: Side, id: string, content: MessageContent): Promise<MessageRow> {
  const patient = side === 'PATIENT'
  const room = await takeSequence(tx, id,
    { lastMessageAt: tx.now(), ...(patient && { messagesLeft: sql`${conversation.messagesLeft} - 1` }) },
    and(visibleConversations(tx.viewer), isNull(conversation.closedAt), patient ? gt(conversation.messagesLeft, 0) : isNotNull(conversation.acceptedAt)))
  if (!room) throw await whyNot(tx, id)
  const said = await keepMessage(tx, room, content)
  await emit(tx, 'conversation.message', { conversationId: id, subjectType: room.subjectType, subjectId: room.subjectId, sender: side, sequence: said.sequence, at: said.sentAt.toISOString() })
  await tellOtherSide(tx, side, room, said.sequence)
  return said
}

async function whyNot(tx: Context, id: string): Promise<Refusal> {
  const room = await getConversation(tx, id)
  if (room.closedAt) return new Refusal('CONVERSATION_CLOSED')
  return sideOf(tx.viewer) === 'PATIENT' ? new Refusal('MESSAGE_LIMIT') : new Refusal('WRONG_STATE', { message: '请先接诊，再回复患者。' })
}

async function findSent(ctx: Context, side: Side, { conversationId, clientId }: SendMessageInput): Promise<MessageRow | undefined> {
  const [row] = await ctx.db.select().from(message).where(and(eq(message.conversationId, conversationId), eq(message.sender, side), eq(message.clientId, clientId)))
  return row
}

/** Who has just accepted may write at once, though the news of it is still on its way here. */
async function awaitAcceptance(ctx: Context, id: string): Promise<void> {
  await awaited(async () => {
    const { acceptedAt, closedAt } = await getConversation(ctx, id)
    return acceptedAt ?? closedAt ?? undefined
  })
}

/** One notice for the first unread message, not one for each. */
async function tellOtherSide(tx: Context, side: Side, room: ConversationRow, sequence: number): Promise<void> {
  const read = side === 'PATIENT' ? room.readByPractitioner : room.readByPatient
  const waiting = await tx.db.select({ id: message.id }).from(message)
    .where(and(eq(message.conversationId, room.id), eq(message.sender, side), gt(message.sequence, read), lt(message.sequence, room.lastSequence))).limit(1)
  if (waiting.length) return
  const to = otherSide(side) === 'PATIENT'
  await notify(tx, 'conversation.message', {
    ...(to ? { accountId: room.accountId } : { practitionerId: room.practitionerId }), variables: {},
    link: `/consultations/${room.subjectId}`, subjectType: room.subjectType, subjectId: room.subjectId, occurrence: `message ${sequence}`,
  })
}

const actorId = ({ viewer }: Context) => (viewer.kind === 'PATIENT' ? viewer.accountId : viewer.kind === 'PRACTITIONER' ? viewer.practitionerId : null)
