import { eq } from 'drizzle-orm'
import { addDays, hospitalInstant } from '@hospital/database/clock'
import type { EventPayloads } from '@hospital/events/catalogue'
import { emit, enqueue } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import type { ClinicalContext } from '../context.ts'
import type { OrderReactions } from '../order-reactions.ts'
import { schedule } from '../tables/scheduling.ts'
import { appointmentEntity, findAppointments, type AppointmentRow } from './appointment.ts'
import { planDepartmentCare, startCare } from './care.ts'
import { tellAccount } from './notice.ts'
import { traceLater } from '../trace/visit-entries.ts'
import { giveUp } from './place.ts'

/** What a registration does when its order moves. */
export const appointmentOrderReactions: OrderReactions = { 'order.paid': receivePayment, 'order.closed': receiveClosing, 'order.refunded': receiveRefund }

/** The fee has arrived: on to the HIS. Money for a registration that has ended meanwhile goes back. */
async function receivePayment(tx: ClinicalContext, { orderId, subjectId, amountFen, paymentNumber, paidAt }: EventPayloads['order.paid']): Promise<void> {
  const patch = { paidAt: new Date(paidAt), paidFen: amountFen, paymentNumber }
  const paid = await tryTransition(tx, appointmentEntity, subjectId, 'startConfirming', patch)
  if (!paid) return emit(tx, 'subject.withdrawn', { orderId, subjectType: 'Appointment', subjectId, reason: '付款时挂号已失效，费用原路退回' })
  await traceLater(tx, paid.id)
  // Before it shows as booked, so that the doctor who sees it sees the name too.
  await (paid.practitionerId ? startCare(tx, paid, paid.practitionerId) : planDepartmentCare(tx, paid))
  if (paid.inHis) return enqueue(tx, 'confirmInHis', { appointmentId: paid.id }, { key: paid.id })
  await book(tx, paid.id, {})
}

/** Whatever follows from a registration being certain. */
export async function book(tx: ClinicalContext, id: string, patch: Partial<AppointmentRow>): Promise<void> {
  const booked = await tryTransition(tx, appointmentEntity, id, 'confirm', patch)
  if (!booked) return
  await traceLater(tx, id)
  const dayAfter = addDays(booked.day, 1)
  await enqueue(tx, 'closeDay', { appointmentId: id }, { runAt: hospitalInstant(dayAfter), key: id })
  await emit(tx, 'appointment.advanced', { appointmentId: id, patientId: booked.patientId, step: 'BOOKED', at: tx.now().toISOString() })
  await tellAccount(tx, booked, 'appointment.booked', {})
  const [clinic] = await tx.db.select({ stopped: schedule.stopped }).from(schedule).where(eq(schedule.id, booked.scheduleId))
  if (clinic!.stopped) await enqueue(tx, 'stopAppointments', { scheduleId: booked.scheduleId }, { key: booked.scheduleId })
}

/** Given up at the cashier, or the cashier's time ran out: the order is closed already, so only the place goes back. */
async function receiveClosing(tx: ClinicalContext, { subjectId, reason }: EventPayloads['order.closed']): Promise<void> {
  const cancelReason = reason === 'CANCELLED' ? '已放弃支付' : '超时未支付'
  const ended = await tryTransition(tx, appointmentEntity, subjectId, reason === 'CANCELLED' ? 'close' : 'expire', { cancelReason })
  if (ended) await giveUp(tx, ended, cancelReason)
}

/** The hospital refunded the whole fee of a registration that still stood: it stands no longer. */
async function receiveRefund(tx: ClinicalContext, { subjectId, full }: EventPayloads['order.refunded']): Promise<void> {
  if (!full) return
  const [row] = await findAppointments(tx, [subjectId])
  if (!row) return
  const ended = await tryTransition(tx, appointmentEntity, subjectId, 'withdraw', { cancelReason: '医院已退费' })
  if (!ended) return
  await giveUp(tx, ended, '医院已退费')
  await tellAccount(tx, ended, 'appointment.cancelled', { by: '由医院', refund: '费用已退回' })
}
