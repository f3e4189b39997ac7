import { eq, sql } from 'drizzle-orm'
import type { EventPayloads } from '@hospital/events/catalogue'
import type { Context } from '@hospital/subgraph/context'
import { minutesAfter, readSettings } from '../settings.ts'
import { consultation } from '../tables/consultation.ts'
import type { ConsultationRow } from './consultation.types.ts'
import { endAt } from './deadlines.ts'

/**
 * Counts the patient's messages. Once they are used up the doctor has a last answer: a day for it, and some minutes after it to add to it.
 * Events come in any order, so the last sequence of each side is kept rather than who came last here.
 */
export async function countMessage(tx: Context, { subjectType, subjectId, sender, sequence }: EventPayloads['conversation.message']): Promise<void> {
  if (subjectType !== 'Consultation' || sender === 'SYSTEM') return
  const side = sender === 'PATIENT'
    ? { messagesUsed: sql`least(${consultation.messagesUsed} + 1, ${consultation.messageLimit})`, lastPatientSequence: sql`greatest(${consultation.lastPatientSequence}, ${sequence}::int)` }
    : { lastPractitionerSequence: sql`greatest(${consultation.lastPractitionerSequence}, ${sequence}::int)` }
  const [row] = await tx.db.update(consultation).set(side as never).where(eq(consultation.id, subjectId)).returning()
  if (row?.status === 'ACTIVE' && row.messagesUsed >= row.messageLimit) await endSoon(tx, row)
}

async function endSoon(tx: Context, row: ConsultationRow): Promise<void> {
  const { consultationLastAnswerHours, consultationClosingMinutes } = await readSettings(tx)
  const answered = row.lastPractitionerSequence > row.lastPatientSequence
  const end = minutesAfter(tx.now(), answered ? consultationClosingMinutes : consultationLastAnswerHours * 60)
  if (answered || end < row.endsAt!) await endAt(tx, row, end)
}
