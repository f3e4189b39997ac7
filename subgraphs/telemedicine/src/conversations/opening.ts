import { and, eq, isNull, sql } from 'drizzle-orm'
import type { EventPayloads } from '@hospital/events/catalogue'
import { newId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { conversation, earlyNews } from '../tables.ts'
import { fileContent } from './content.ts'
import type { ConversationRow } from './conversation.types.ts'
import { keepEvent, keepMessage, takeSequence } from './recording.ts'

const CONSULTATION = 'Consultation'

/** A consultation was paid for: the room opens with a line of the house and what the patient attached; these do not count as messages sent. */
export async function openForConsultation(tx: Context, data: EventPayloads['consultation.opened']): Promise<void> {
  const id = newId()
  const { consultationId: subjectId, patientId, accountId, practitionerId, messageLimit, attachments, notice } = data
  await lockSubject(tx, subjectId)
  const opened = await tx.db.insert(conversation)
    .values({ id, subjectType: CONSULTATION, subjectId, patientId, accountId, practitionerId, messagesLeft: messageLimit, openedAt: tx.now(), lastMessageAt: tx.now() })
    .onConflictDoNothing().returning()
  if (!opened.length) return
  await keepEvent(tx, (await takeSequence(tx, id, {}))!, { open: true })
  await announce(tx, id, notice)
  for (const file of attachments) await keepMessage(tx, (await takeSequence(tx, id, {}))!, { ...fileContent(file), sender: 'PATIENT', senderId: accountId })
  await applyEarlyNews(tx, opened[0]!)
}

/** The practitioner may write from here on. */
export const acceptForConsultation = (tx: Context, { consultationId, notice }: EventPayloads['consultation.accepted']) => hear(tx, consultationId, 'ACCEPTED', notice)

/** The consultation is over: the last line says why, then the room is shut. */
export const closeForConsultation = (tx: Context, { consultationId, notice }: EventPayloads['consultation.closed']) => hear(tx, consultationId, 'CLOSED', notice)

const APPLY = { ACCEPTED: accept, CLOSED: close }

/** Events come in any order: news of a room that is not open yet is kept for its opening. */
async function hear(tx: Context, subjectId: string, kind: keyof typeof APPLY, notice: string): Promise<void> {
  await lockSubject(tx, subjectId)
  const [room] = await tx.db.select().from(conversation).where(and(eq(conversation.subjectType, CONSULTATION), eq(conversation.subjectId, subjectId)))
  if (room) await APPLY[kind](tx, room, notice)
  else await tx.db.insert(earlyNews).values({ subjectType: CONSULTATION, subjectId, kind, notice }).onConflictDoNothing()
}

async function applyEarlyNews(tx: Context, room: ConversationRow): Promise<void> {
  const kept = await tx.db.delete(earlyNews).where(and(eq(earlyNews.subjectType, room.subjectType), eq(earlyNews.subjectId, room.subjectId))).returning()
  for (const { kind, notice } of kept.sort((a, b) => (a.kind < b.kind ? -1 : 1))) await APPLY[kind](tx, room, notice)
}

/** Opening and news of one subject go one after the other: else each could miss the other's uncommitted row. */
async function lockSubject(tx: Context, subjectId: string): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${subjectId}, 0))`)
}

async function accept(tx: Context, { id }: ConversationRow, notice: string): Promise<void> {
  const accepted = await tx.db.update(conversation).set({ acceptedAt: tx.now() }).where(and(eq(conversation.id, id), isNull(conversation.acceptedAt), isNull(conversation.closedAt))).returning()
  if (accepted.length) await announce(tx, id, notice)
}

async function close(tx: Context, { id, closedAt }: ConversationRow, notice: string): Promise<void> {
  if (closedAt) return
  await announce(tx, id, notice)
  await keepEvent(tx, (await takeSequence(tx, id, { closedAt: tx.now() }))!, { open: false })
}

async function announce(tx: Context, id: string, text: string): Promise<void> {
  await keepMessage(tx, (await takeSequence(tx, id, { lastMessageAt: tx.now() }))!, { sender: 'SYSTEM', kind: 'SYSTEM', text })
}
