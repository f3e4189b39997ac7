import { eq } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { emit, enqueue } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import type { OrderReactions } from '../order-reactions.ts'
import { minutesAfter, readSettings } from '../settings.ts'
import { consultation } from '../tables/consultation.ts'
import { endCare, startCare } from './care.ts'
import { consultationEntity } from './consultation.ts'
import type { ConsultationRow } from './consultation.types.ts'
import { returnDailyPlace } from './daily-places.ts'
import { endRefunded, withdrawOrder } from './ending.ts'
import { tellDoctor, tellPatient } from './notice.ts'

/** What a consultation does when its order moves. */
export const consultationOrders: OrderReactions = {
  async 'order.paid'(tx, { subjectId, paidAt }) {
    const { consultationAnswerHours } = await readSettings(tx)
    // The doctor's time begins when he can know of it, also where the news of the payment came late.
    const respondUntil = minutesAfter(tx.now(), consultationAnswerHours * 60)
    const opened = await tryTransition(tx, consultationEntity, subjectId, 'open', { paidAt: new Date(paidAt), respondUntil })
    if (opened) return openRoom(tx, opened, consultationAnswerHours)
    const row = await findRow(tx, subjectId)
    // Paid for what is over: the money goes back.
    if (row && !row.paidAt) await withdrawOrder(tx, row, '咨询已取消或已超时')
  },

  async 'order.closed'(tx, { subjectId, reason }) {
    const closed = await tryTransition(tx, consultationEntity, subjectId, reason === 'EXPIRED' ? 'expire' : 'giveUp')
    if (!closed) return
    await returnDailyPlace(tx, closed)
    await endCare(tx, closed)
  },

  async 'order.refunded'(tx, { subjectId, full }) {
    const row = full ? await tryTransition(tx, consultationEntity, subjectId, 'withdraw') : undefined
    if (!row) return
    await endRefunded(tx, row, '医院已退款')
    await tellPatient(tx, row, 'consultation.withdrawn')
    await tellDoctor(tx, row, 'consultation.withdrawn', {})
  },
}

async function openRoom(tx: Context, row: ConsultationRow, hours: number): Promise<void> {
  const { id, patientId, accountId, practitionerId, attachments, reportId, messageLimit, respondUntil } = row
  const besides = [reportId && '1 份报告', attachments.length > 0 && `${attachments.length} 份资料`].filter(Boolean).join('、')
  await enqueue(tx, 'lapseConsultation', { id }, { runAt: respondUntil!, key: id })
  await emit(tx, 'consultation.opened', {
    consultationId: id, patientId, accountId, practitionerId, attachments, messageLimit,
    notice: `病情描述${besides && `和 ${besides}`}已提交。医生会在 ${hours} 小时内接诊，未接诊将自动全额退款。`,
  })
  await startCare(tx, row)
  await tellDoctor(tx, row, 'consultation.waiting', { hours: String(hours) })
}

async function findRow(tx: Context, id: string): Promise<ConsultationRow | undefined> {
  return (await tx.db.select().from(consultation).where(eq(consultation.id, id)))[0]
}
