import { eq } from 'drizzle-orm'
import { isConnectorFailure, type ConnectorFailure } from '@hospital/connectors/failure'
import type { HisAppointment } from '@hospital/connectors/his/port'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import type { ClinicalContext } from '../context.ts'
import { minutesAfter, readSettings } from '../settings.ts'
import { appointment } from '../tables/registration.ts'
import { appointmentEntity, type AppointmentRow } from './appointment.ts'
import { tellAccount } from './notice.ts'
import { book } from './payment.ts'
import { giveUp } from './place.ts'

const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 2 * 60_000

interface Confirmation {
  appointmentId: string
  attempt?: number
}

/**
 * Turns the paid lock into a booking of the HIS. An unknown result is looked up, never guessed; an HIS that is down is asked again for a
 * while; after a "no", or too long a silence, the registration ends and the fee goes back by itself.
 */
export async function confirmInHis(ctx: ClinicalContext, { appointmentId, attempt = 1 }: Confirmation): Promise<void> {
  const [row] = await ctx.db.select().from(appointment).where(eq(appointment.id, appointmentId))
  if (row?.status !== 'CONFIRMING') return
  const outcome = await askHis(ctx, row)
  await inTransaction(ctx, async (tx) => {
    if (outcome.answer === 'BOOKED') return book(tx, row.id, { hisVersion: outcome.booking.version })
    if (outcome.answer === 'NO') return refuse(tx, row, outcome.reason)
    const { confirmMinutes } = await readSettings(tx)
    if (tx.now() >= minutesAfter(row.paidAt!, confirmMinutes)) return refuse(tx, row, '医院系统长时间未确认')
    const runAt = new Date(tx.now().getTime() + Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS))
    await enqueue(tx, 'confirmInHis', { appointmentId, attempt: attempt + 1 }, { key: appointmentId, runAt })
  })
}

type Outcome = { answer: 'BOOKED'; booking: HisAppointment } | { answer: 'NO'; reason: string } | { answer: 'UNKNOWN' }

const UNKNOWN: Outcome = { answer: 'UNKNOWN' }

async function askHis(ctx: ClinicalContext, row: AppointmentRow): Promise<Outcome> {
  try {
    return { answer: 'BOOKED', booking: await confirm(ctx, row, row.hisVersion!) }
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error, appointmentId: row.id }, 'confirm')
    if (error.kind === 'UNAVAILABLE') return UNKNOWN
    if (error.resultUnknown || error.code === 'VERSION_STALE' || error.code === 'STATUS_MOVED') return lookUp(ctx, row, error)
    return { answer: 'NO', reason: reasonOf(error) }
  }
}

const confirm = (ctx: ClinicalContext, row: AppointmentRow, version: string) =>
  ctx.his.confirmAppointment({ hisAppointmentId: row.hisAppointmentId!, version, paidFen: row.paidFen!, paymentReference: row.paymentNumber! })

/** What the HIS has under our reference decides. */
async function lookUp(ctx: ClinicalContext, row: AppointmentRow, cause: ConnectorFailure): Promise<Outcome> {
  try {
    const found = await ctx.his.findAppointment(row.id)
    if (!found || found.status === 'CANCELLED') return { answer: 'NO', reason: '号源锁定已失效' }
    if (found.status !== 'LOCKED') return found.paymentReference === row.paymentNumber ? { answer: 'BOOKED', booking: found } : { answer: 'NO', reason: '该号源已在医院另行办理' }
    return cause.code === 'VERSION_STALE' ? { answer: 'BOOKED', booking: await confirm(ctx, row, found.version) } : UNKNOWN
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    return UNKNOWN
  }
}

const REASONS: Record<string, string> = { LOCK_EXPIRED: '号源锁定已失效', SLOT_STOPPED: '该时段已停诊', AMOUNT_MISMATCH: '支付金额与医院不符' }

const reasonOf = ({ code = '' }: ConnectorFailure) => REASONS[code] ?? '医院系统没有受理'

async function refuse(tx: ClinicalContext, row: AppointmentRow, reason: string): Promise<void> {
  const refused = await tryTransition(tx, appointmentEntity, row.id, 'refuse', { cancelReason: reason })
  if (!refused) return
  await giveUp(tx, refused, reason)
  await tellAccount(tx, refused, 'appointment.refused', { reason })
}
