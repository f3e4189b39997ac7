import { and, eq, gte } from 'drizzle-orm'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { HisAppointment } from '@hospital/connectors/his/port'
import { addDays, hospitalDay } from '@hospital/database/clock'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import { appointment } from '../tables/registration.ts'
import type { AppointmentRow } from './appointment.ts'
import { LIVE_STATUSES } from './appointment.status.ts'
import { settleLater } from './cancellation.ts'

/** Clinics are published no further ahead. */
const DAYS_AHEAD = 31
/** What is younger may be on its way just now. */
const SETTLED_MS = 2 * 60_000

/**
 * Compares the registrations of the days ahead with what the HIS keeps under our references, in both directions, and repairs by the same
 * jobs that follow a lost answer: what the hospital cancelled ends here and is refunded, what ended here is given back there. What only one
 * side knows of is never guessed: it is told to a person.
 */
export async function reconcileWithHis(ctx: ClinicalContext): Promise<void> {
  const from = hospitalDay(ctx.now())
  const found = await listInHis(ctx, from)
  if (!found) return
  const there = new Map(found.map((one) => [one.clientReference, one]))
  const settled = new Date(ctx.now().getTime() - SETTLED_MS)
  const rows = await ctx.db.select().from(appointment).where(and(gte(appointment.day, from), eq(appointment.inHis, true)))
  for (const row of rows.filter(({ createdAt }) => createdAt < settled)) await compare(ctx, row, there.get(row.id))
  const known = new Set(rows.map(({ id }) => id))
  for (const { clientReference, hisAppointmentId, status } of found) {
    if (!known.has(clientReference) && status !== 'CANCELLED') ctx.log.error({ clientReference, hisAppointmentId, status }, 'the HIS keeps a registration that is not known here')
  }
}

async function listInHis(ctx: ClinicalContext, from: string): Promise<HisAppointment[] | undefined> {
  try {
    return await ctx.his.listAppointments({ from, to: addDays(from, DAYS_AHEAD) })
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error }, 'not compared with the HIS this time')
  }
}

async function compare(ctx: ClinicalContext, row: AppointmentRow, there: HisAppointment | undefined): Promise<void> {
  const over = !LIVE_STATUSES.some((live) => live === row.status) && row.status !== 'FULFILLED' && row.status !== 'NOSHOW'
  if (over && (row.holdsPlace || there?.status === 'LOCKED' || there?.status === 'BOOKED')) {
    return inTransaction(ctx, (tx) => enqueue(tx, 'returnToHis', { appointmentId: row.id, found: true }, { key: row.id }))
  }
  if (row.status !== 'BOOKED') return
  // Stopped clinics are told and refunded as such, with their schedule.
  if (there?.status === 'CANCELLED' && there.cancelReason !== 'STOPPED') return inTransaction(ctx, (tx) => settleLater(tx, row.id, 1, '医院已取消该预约'))
  if (!there || there.status === 'LOCKED') ctx.log.error({ appointmentId: row.id, inHis: there?.status ?? null }, 'a booking that the HIS does not have')
}
