import { addDays, hospitalInstant } from '@hospital/database/clock'
import { isConnectorFailure, type ConnectorFailure } from '@hospital/connectors/failure'
import { can } from '@hospital/access/viewer'
import { Refusal } from '@hospital/subgraph/refusal'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { applyTransition, tryTransition } from '@hospital/subgraph/transitions'
import type { ClinicalContext } from '../context.ts'
import { readSettings, type Settings } from '../settings.ts'
import { traceLater } from '../trace/visit-entries.ts'
import { appointmentEntity, findAppointments, getAppointment, type AppointmentRow } from './appointment.ts'
import { endCare } from './care.ts'
import { tellAccount } from './notice.ts'
import { giveUp, returnPlace, withdrawOrder } from './place.ts'

/** Long enough for the HIS to have done, or not done, what it was asked. */
const SETTLE_MS = 30_000
const SETTLE_ATTEMPTS = 20
const LONGEST_REASON = 200

/** Gives back a hold that has not been paid for. Refuses NOT_FOUND, WRONG_STATE. */
export async function releaseAppointment(tx: ClinicalContext, id: string): Promise<AppointmentRow> {
  const released = await applyTransition(tx, appointmentEntity, id, 'releaseAppointment', { cancelReason: '已放弃支付' })
  await giveUp(tx, released, '已放弃支付')
  return released
}

/** Until when the patient cancels online; null where that is not done at all. */
export function cancellableUntil({ sameDay, day }: Pick<AppointmentRow, 'sameDay' | 'day'>, { cancelUntilHour }: Settings): Date | null {
  return sameDay ? null : hospitalInstant(addDays(day, -1), `${String(cancelUntilHour).padStart(2, '0')}:00`)
}

/**
 * Cancels a booking: in the HIS first, then here; the fee goes back. Refuses SAME_DAY_NOT_CANCELLABLE, CANCEL_TOO_LATE, WRONG_STATE,
 * NOT_FOUND, and HIS_UNAVAILABLE with the booking still standing.
 */
export async function cancelAppointment(ctx: ClinicalContext, id: string, reason?: string): Promise<AppointmentRow> {
  const cancelReason = reason?.trim().slice(0, LONGEST_REASON) || '患者取消'
  const row = await getAppointment(ctx, id)
  if (!can(ctx.viewer, 'appointment:cancel')) throw new Refusal('FORBIDDEN')
  if (row.status !== 'BOOKED') throw new Refusal('WRONG_STATE', { details: { status: row.status, action: 'cancelAppointment' } })
  requireCancellable(row, ctx.now(), await readSettings(ctx))
  if (row.inHis) await cancelInHis(ctx, row, cancelReason)
  return inTransaction(ctx, async (tx) => keepCancellation(tx, await applyTransition(tx, appointmentEntity, id, 'cancelAppointment', { cancelReason }), cancelReason))
}

function requireCancellable(row: AppointmentRow, now: Date, settings: Settings): void {
  const until = cancellableUntil(row, settings)
  if (until === null) throw new Refusal('SAME_DAY_NOT_CANCELLABLE')
  if (now >= until) throw new Refusal('CANCEL_TOO_LATE', { details: { until: until.toISOString() } })
}

/** Asks the HIS; whatever becomes of the answer, or of this process, a job compares both sides a little later. */
async function cancelInHis(ctx: ClinicalContext, row: AppointmentRow, reason: string): Promise<void> {
  await inTransaction(ctx, (tx) => settleLater(tx, row.id, 1))
  try {
    await ctx.his.cancelAppointment({ hisAppointmentId: row.hisAppointmentId!, reason })
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error, appointmentId: row.id }, 'cancel')
    if (await wasCancelled(ctx, row, error)) return
    if (error.kind === 'CONFLICT') throw new Refusal('WRONG_STATE', { message: '医院显示您已到院就诊，不能在线取消。', details: { status: row.status, action: 'cancelAppointment' } })
    if (error.kind === 'REFUSED') throw new Refusal('HIS_REFUSED')
    throw new Refusal('HIS_UNAVAILABLE', { message: '医院系统暂时无法连接，挂号仍然有效，请稍后再取消。' })
  }
}

async function wasCancelled(ctx: ClinicalContext, row: AppointmentRow, { resultUnknown }: ConnectorFailure): Promise<boolean> {
  if (!resultUnknown) return false
  try {
    return (await ctx.his.findAppointment(row.id))?.status === 'CANCELLED'
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    return false
  }
}

async function keepCancellation(tx: ClinicalContext, row: AppointmentRow, reason: string): Promise<AppointmentRow> {
  // The HIS has given its place back already.
  await returnPlace(tx, row.id)
  await traceLater(tx, row.id)
  await withdrawOrder(tx, row, reason)
  await endCare(tx, row)
  await tellAccount(tx, row, 'appointment.cancelled', { by: '', refund: '费用将原路退回' })
  return row
}

export const settleLater = (tx: ClinicalContext, appointmentId: string, attempt: number, reason?: string) =>
  enqueue(tx, 'settleCancellation', { appointmentId, attempt, ...(reason && { reason }) }, { key: appointmentId, runAt: new Date(tx.now().getTime() + SETTLE_MS * attempt) })

/** A booking that the HIS has cancelled while ours still stands, because an answer or a process was lost: follows the HIS. */
export async function settleCancellation(ctx: ClinicalContext, { appointmentId, attempt, reason = '患者取消' }: { appointmentId: string; attempt: number; reason?: string }): Promise<void> {
  const [row] = await findAppointments(ctx, [appointmentId])
  if (row?.status !== 'BOOKED') return
  try {
    const found = await ctx.his.findAppointment(appointmentId)
    if (found?.status !== 'CANCELLED') return
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    if (attempt < SETTLE_ATTEMPTS) await inTransaction(ctx, (tx) => settleLater(tx, appointmentId, attempt + 1, reason))
    return
  }
  await inTransaction(ctx, async (tx) => {
    const ended = await tryTransition(tx, appointmentEntity, appointmentId, 'withdraw', { cancelReason: reason })
    if (ended) await keepCancellation(tx, ended, reason)
  })
}
