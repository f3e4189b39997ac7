import { gt } from 'drizzle-orm'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { emit, inTransaction } from '@hospital/subgraph/transaction'
import { applyTransition } from '@hospital/subgraph/transitions'
import { minutesAfter, readSettings } from '../settings.ts'
import { consultation } from '../tables/consultation.ts'
import { consultationEntity } from './consultation.ts'
import type { ConsultationRow } from './consultation.types.ts'
import { endAt } from './deadlines.ts'
import { endDelivered, endRefunded, endUnpaid } from './ending.ts'
import { tellDoctor, tellPatient } from './notice.ts'

/** The doctor takes it on. Refuses NOT_FOUND, WRONG_STATE, and CONFLICT where the time to accept is over though nobody has closed it yet. */
export function acceptConsultation(ctx: Context, id: string): Promise<ConsultationRow> {
  return inTransaction(ctx, async (tx) => {
    const { consultationOpenHours, consultationLastAnswerHours } = await readSettings(tx)
    const accepted = await applyTransition(tx, consultationEntity, id, 'acceptConsultation', { acceptedAt: tx.now() }, { where: gt(consultation.respondUntil, tx.now()) })
    // The patient may have used up all messages while waiting: then only the doctor's answer is left.
    const hours = accepted.messagesUsed >= accepted.messageLimit ? consultationLastAnswerHours : consultationOpenHours
    const row = await endAt(tx, accepted, minutesAfter(tx.now(), hours * 60))
    await emit(tx, 'consultation.accepted', { consultationId: id, notice: `医生已接诊，咨询在 ${hours} 小时内有效。` })
    await tellPatient(tx, row, 'consultation.accepted')
    await audit(tx, 'consultation.accept', { subjectType: 'Consultation', subjectId: id })
    return row
  })
}

const LONGEST_REASON = 200

/** The doctor does not take it on; the patient gets the money back. Refuses INVALID_INPUT (no reason), NOT_FOUND, WRONG_STATE. */
export function refuseConsultation(ctx: Context, id: string, reason: string): Promise<ConsultationRow> {
  const refusalReason = reason.trim()
  if (!refusalReason || [...refusalReason].length > LONGEST_REASON) throw new Refusal('INVALID_INPUT', { message: `请填写拒诊原因，不超过 ${LONGEST_REASON} 字。`, details: { field: 'reason' } })
  return inTransaction(ctx, async (tx) => {
    const row = await applyTransition(tx, consultationEntity, id, 'refuseConsultation', { refusalReason })
    await endRefunded(tx, row, '医生未能接诊')
    await tellPatient(tx, row, 'consultation.refused')
    await audit(tx, 'consultation.refuse', { subjectType: 'Consultation', subjectId: id })
    return row
  })
}

/** The doctor ends it. Refuses NOT_FOUND, WRONG_STATE. */
export function completeConsultation(ctx: Context, id: string): Promise<ConsultationRow> {
  return inTransaction(ctx, async (tx) => {
    const row = await applyTransition(tx, consultationEntity, id, 'completeConsultation', { completedAt: tx.now() })
    await endDelivered(tx, row, '医生已结束本次咨询。')
    await tellPatient(tx, row, 'consultation.completed')
    await audit(tx, 'consultation.complete', { subjectType: 'Consultation', subjectId: id })
    return row
  })
}

/** The patient takes it back, before the doctor has accepted. Refuses NOT_FOUND, WRONG_STATE. */
export function cancelConsultation(ctx: Context, id: string): Promise<ConsultationRow> {
  return inTransaction(ctx, async (tx) => {
    const row = await applyTransition(tx, consultationEntity, id, 'cancelConsultation')
    if (!row.paidAt) {
      await endUnpaid(tx, row, '患者取消咨询')
      return row
    }
    await endRefunded(tx, row, '患者已取消')
    await tellDoctor(tx, row, 'consultation.cancelled', {})
    return row
  })
}
