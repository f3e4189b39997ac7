import { and, eq, isNull } from 'drizzle-orm'
import type { EventPayloads } from '@hospital/events/catalogue'
import { newId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { conversation } from '../tables.ts'
import { fileContent } from './content.ts'
import type { ConversationRow } from './conversation.types.ts'
import { keepEvent, keepMessage, takeSequence } from './recording.ts'

const CONSULTATION = 'Consultation'

/** A consultation was paid for: the room opens with a line of the house and what the patient attached; these do not count as messages sent. */
export async function openForConsultation(tx: Context, data: EventPayloads['consultation.opened']): Promise<void> {
  const id = newId()
  const { consultationId: subjectId, patientId, accountId, practitionerId, messageLimit, attachments, notice } = data
  const opened = await tx.db.insert(conversation)
    .values({ id, subjectType: CONSULTATION, subjectId, patientId, accountId, practitionerId, messagesLeft: messageLimit, openedAt: tx.now(), lastMessageAt: tx.now() })
    .onConflictDoNothing().returning()
  if (!opened.length) return
  await keepEvent(tx, (await takeSequence(tx, id, {}))!, { open: true })
  await announce(tx, id, notice)
  for (const file of attachments) await keepMessage(tx, (await takeSequence(tx, id, {}))!, { ...fileContent(file), sender: 'PATIENT', senderId: accountId })
}

export async function acceptForConsultation(tx: Context, { consultationId, notice }: EventPayloads['consultation.accepted']): Promise<void> {
  const room = await getRoom(tx, consultationId)
  const accepted = await tx.db.update(conversation).set({ acceptedAt: tx.now() }).where(and(eq(conversation.id, room.id), isNull(conversation.acceptedAt), isNull(conversation.closedAt))).returning()
  if (accepted.length) await announce(tx, room.id, notice)
}

/** The consultation is over: the last line says why, then the room is shut. */
export async function closeForConsultation(tx: Context, { consultationId, notice }: EventPayloads['consultation.closed']): Promise<void> {
  const room = await getRoom(tx, consultationId)
  if (room.closedAt) return
  await announce(tx, room.id, notice)
  const closed = await takeSequence(tx, room.id, { closedAt: tx.now() }, isNull(conversation.closedAt))
  if (closed) await keepEvent(tx, closed, { open: false })
}

async function announce(tx: Context, id: string, text: string): Promise<void> {
  await keepMessage(tx, (await takeSequence(tx, id, { lastMessageAt: tx.now() }))!, { sender: 'SYSTEM', kind: 'SYSTEM', text })
}

/** Events come in any order: where the opening is still on its way, this one is delivered again a little later. */
async function getRoom(tx: Context, consultationId: string): Promise<ConversationRow> {
  const [room] = await tx.db.select().from(conversation).where(and(eq(conversation.subjectType, CONSULTATION), eq(conversation.subjectId, consultationId)))
  if (!room) throw new Error('The conversation has not been opened yet')
  return room
}
