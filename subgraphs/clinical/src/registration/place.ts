import { and, eq, sql } from 'drizzle-orm'
import { isConnectorFailure } from '@hospital/connectors/failure'
import { emit, enqueue, inTransaction } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import { appointment } from '../tables/registration.ts'
import { slot } from '../tables/scheduling.ts'
import { traceLater } from '../trace/visit-entries.ts'
import type { AppointmentRow } from './appointment.ts'
import { LIVE_STATUSES } from './appointment.status.ts'
import { endCare } from './care.ts'

const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 5 * 60_000
/** About two hours of trying; by then every lock has run out in the HIS too. */
const ATTEMPTS = 40
/** A command whose answer was lost may still be on its way. */
const UNKNOWN_RESULT_MS = 10_000

/**
 * Takes a place of a segment for each that is asked for, first come first served: a single guarded statement, so the last place has one winner.
 * False: none was left. Segments are locked in one order everywhere, so that no two transactions wait for each other.
 */
export async function takePlaces(tx: ClinicalContext, slotIds: readonly string[]): Promise<boolean[]> {
  if (!slotIds.length) return []
  const asked = new Map<string, number>()
  for (const id of slotIds) asked.set(id, (asked.get(id) ?? 0) + 1)
  const wanted = sql.join([...asked].map(([id, places]) => sql`(${id}::uuid, ${places}::integer)`), sql`, `)
  const rows = await tx.db.execute<{ id: string; places: number }>(sql`
    with found as (
      select ${slot.id}, least(wanted.places, ${slot.remaining}) as places from ${slot} join (values ${wanted}) as wanted (id, places) on wanted.id = ${slot.id}
      where not ${slot.stopped} and ${slot.remaining} > 0 order by ${slot.id} for update of slot
    )
    update ${slot} set remaining = ${slot.remaining} - found.places, touches = ${slot.touches} + found.places from found where ${slot.id} = found.id returning ${slot.id}, found.places`)
  const taken = new Map(rows.map(({ id, places }) => [id, places]))
  return slotIds.map((id) => {
    const left = taken.get(id) ?? 0
    taken.set(id, left - 1)
    return left > 0
  })
}

/** Gives a registration's place back to its segment, once. */
export async function returnPlace(tx: ClinicalContext, appointmentId: string): Promise<void> {
  const [freed] = await tx.db.update(appointment).set({ holdsPlace: false }).where(and(eq(appointment.id, appointmentId), eq(appointment.holdsPlace, true))).returning({ slotId: appointment.slotId })
  if (!freed) return
  await tx.db.update(slot).set({ remaining: sql`least(${slot.remaining} + 1, ${slot.capacity})`, touches: sql`${slot.touches} + 1` }).where(eq(slot.id, freed.slotId))
}

/** What every end without a visit shares: the order is told, and the place goes back as soon as the HIS has given up its own. */
export async function giveUp(tx: ClinicalContext, row: AppointmentRow, reason: string, resultUnknown = false): Promise<void> {
  await traceLater(tx, row.id)
  await withdrawOrder(tx, row, reason)
  await endCare(tx, row)
  if (!row.inHis) return returnPlace(tx, row.id)
  const runAt = resultUnknown ? new Date(tx.now().getTime() + UNKNOWN_RESULT_MS) : undefined
  await enqueue(tx, 'returnToHis', { appointmentId: row.id }, { key: row.id, runAt })
}

/** A hold that the HIS never locked has no order. */
export async function withdrawOrder(tx: ClinicalContext, row: AppointmentRow, reason: string): Promise<void> {
  if (row.inHis && row.hisAppointmentId === null) return
  await emit(tx, 'subject.withdrawn', { orderId: row.orderId, subjectType: 'Appointment', subjectId: row.id, reason })
}

/**
 * Looks up what the HIS has of a registration that ended here, undoes it there, then returns the place here: in this order, so that
 * nobody is offered a place that the HIS still counts as taken. Safe to repeat. `found`: the HIS was seen to keep it although we gave it back.
 */
export async function returnToHis(ctx: ClinicalContext, { appointmentId, attempt = 1, found: seen = false }: { appointmentId: string; attempt?: number; found?: boolean }): Promise<void> {
  const [row] = await ctx.db.select().from(appointment).where(eq(appointment.id, appointmentId))
  if (!row || LIVE_STATUSES.some((live) => live === row.status) || (!row.holdsPlace && !seen)) return
  try {
    const found = await ctx.his.findAppointment(appointmentId)
    if (found?.status === 'LOCKED') await ctx.his.releaseLock({ hisAppointmentId: found.hisAppointmentId })
    if (found?.status === 'BOOKED') await ctx.his.cancelAppointment({ hisAppointmentId: found.hisAppointmentId, reason: row.cancelReason ?? '平台退号' })
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    return returnLater(ctx, appointmentId, attempt, error)
  }
  await inTransaction(ctx, (tx) => returnPlace(tx, appointmentId))
}

async function returnLater(ctx: ClinicalContext, appointmentId: string, attempt: number, error: Error): Promise<void> {
  const log = ctx.log.child({ err: error, appointmentId, attempt })
  if (attempt >= ATTEMPTS) return log.error('place not returned to the HIS')
  log.warn('place not yet returned to the HIS')
  const runAt = new Date(ctx.now().getTime() + Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS))
  await inTransaction(ctx, (tx) => enqueue(tx, 'returnToHis', { appointmentId, attempt: attempt + 1, found: true }, { key: appointmentId, runAt }))
}
