import { eq } from 'drizzle-orm'
import { isConnectorFailure } from '@hospital/connectors/failure'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import { practitioner } from '../tables/directory.ts'
import { ticket } from '../tables/queue.ts'
import { appointment } from '../tables/registration.ts'

const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 10 * 60_000
const ATTEMPTS = 40

/** Brings the HIS up to where the visit is: arrived, begun, over. Looks at the state of things, so it may run late, twice or once for all. */
export async function reportVisit(ctx: ClinicalContext, { appointmentId, attempt = 1 }: { appointmentId: string; attempt?: number }): Promise<void> {
  const [visit] = await ctx.db.select({ appointment, ticket, hisPractitionerId: practitioner.hisId }).from(appointment)
    .innerJoin(ticket, eq(ticket.appointmentId, appointment.id)).leftJoin(practitioner, eq(practitioner.id, ticket.calledBy))
    .where(eq(appointment.id, appointmentId))
  const hisAppointmentId = visit?.appointment.hisAppointmentId
  if (!hisAppointmentId) return
  try {
    await ctx.his.checkIn({ hisAppointmentId })
    const { startedAt, finishedAt } = visit.ticket
    if (!startedAt || !visit.hisPractitionerId) return
    const hisEncounterId = visit.appointment.hisEncounterId ?? await startEncounter(ctx, appointmentId, { hisAppointmentId, hisPractitionerId: visit.hisPractitionerId, at: startedAt })
    if (finishedAt) await ctx.his.finishEncounter({ hisEncounterId, at: finishedAt })
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    const log = ctx.log.child({ err: error, appointmentId, attempt })
    if (attempt >= ATTEMPTS || error.kind === 'REFUSED') return log.error('visit not reported to the HIS')
    log.warn('visit not yet reported to the HIS')
    const runAt = new Date(ctx.now().getTime() + Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS))
    await inTransaction(ctx, (tx) => enqueue(tx, 'reportVisit', { appointmentId, attempt: attempt + 1 }, { key: appointmentId, runAt }))
  }
}

async function startEncounter(ctx: ClinicalContext, appointmentId: string, input: { hisAppointmentId: string; hisPractitionerId: string; at: Date }): Promise<string> {
  const { hisEncounterId } = await ctx.his.startEncounter(input)
  await ctx.db.update(appointment).set({ hisEncounterId }).where(eq(appointment.id, appointmentId))
  return hisEncounterId
}
