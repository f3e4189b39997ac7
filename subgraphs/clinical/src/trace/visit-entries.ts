import { and, asc, eq, gt, notExists, sql } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { gathering } from '@hospital/subgraph/gathering'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import { appointment } from '../tables/registration.ts'
import { traceEntry } from '../tables/trace.ts'
import type { TraceKind } from './trace.kinds.ts'

/** What a registration's or a ticket's own steps are called on the axis; the others are the house's matter alone. */
const OF_APPOINTMENT: Record<string, TraceKind> = {
  holdAppointment: 'HELD', startConfirming: 'PAID', confirm: 'BOOKED', releaseAppointment: 'CANCELLED', close: 'CANCELLED', cancelAppointment: 'CANCELLED', withdraw: 'CANCELLED',
  expire: 'EXPIRED', refuse: 'REFUSED', stop: 'STOPPED', checkIn: 'CHECKED_IN', fulfil: 'FINISHED', missDay: 'NOSHOW',
}
const OF_TICKET: Record<string, TraceKind> = { callNext: 'CALLED', recallTicket: 'CALLED', startServing: 'SERVING', skipTicket: 'MISSED', boardCall: 'CALLED', boardServe: 'SERVING', boardMiss: 'MISSED' }

const AT_ONCE = 500

/** The registration went on: its steps come onto the axis after commit. */
export const traceLater = (tx: Context, appointmentId: string): Promise<void> => enqueue(tx, 'traceVisits', { appointmentIds: [appointmentId] }, { key: appointmentId })

const traceTogether = gathering(async (ctx: ClinicalContext, appointmentIds: readonly string[]) => {
  await traceAll(ctx, appointmentIds)
  return appointmentIds.map(() => undefined)
}, { most: AT_ONCE })

/** What has gone on at the same moment is looked at together. */
export async function traceVisits(ctx: ClinicalContext, { appointmentIds }: { appointmentIds: readonly string[] }): Promise<void> {
  await Promise.all(appointmentIds.map((id) => traceTogether(ctx, id)))
}

/** Brings the steps that these registrations and their tickets have taken onto the axis. Looks at what was recorded when they were taken, so it may run late, twice or for rows of long ago. (Of a payment: see `withinSecond`.) */
async function traceAll(ctx: ClinicalContext, appointmentIds: readonly string[]): Promise<void> {
  if (!appointmentIds.length) return
  const ids = sql.join(appointmentIds.map((id) => sql`${id}::uuid`), sql`, `)
  await inTransaction(ctx, (tx) => tx.db.execute(sql`
    insert into clinical.trace_entry (id, key, patient_id, appointment_id, kind, at, subject_type, subject_id, order_id, amount_fen)
    select gen_random_uuid(), 'trace ' || step.id, a.patient_id, a.id, step.kind::clinical.trace_kind, case when step.kind = 'PAID' then least(step.at, a.paid_at + interval '999 milliseconds') else step.at end,
      step.subject_type, step.subject_id, case when step.kind = 'PAID' then a.order_id end, case when step.kind = 'PAID' then a.paid_fen end
    from clinical.appointment a
    join lateral (
      select t.id, t.at, t.subject_type, t.subject_id, named.value as kind
      from clinical.trace t join jsonb_each_text(${JSON.stringify(OF_APPOINTMENT)}::jsonb) named on named.key = t.action
      where t.subject_id = a.id and t.subject_type = 'Appointment'
      union all
      select t.id, t.at, t.subject_type, t.subject_id, named.value
      from clinical.ticket k join clinical.trace t on t.subject_id = k.id join jsonb_each_text(${JSON.stringify(OF_TICKET)}::jsonb) named on named.key = t.action
      where k.appointment_id = a.id and t.subject_type = 'QueueTicket'
    ) step on true
    where a.id in (${ids})
    order by step.at, step.id
    on conflict (key) do nothing`))
}

/** Registrations from before there was an axis, or whose news was lost, some at a time; each is looked at once. */
export async function fillTraces(ctx: ClinicalContext): Promise<void> {
  for (let after: string | undefined; ;) {
    const missing = await ctx.db.select({ id: appointment.id }).from(appointment)
      .where(and(after ? gt(appointment.id, after) : undefined, notExists(ctx.db.select({ one: sql`1` }).from(traceEntry).where(eq(traceEntry.appointmentId, appointment.id)))))
      .orderBy(asc(appointment.id)).limit(AT_ONCE)
    await traceAll(ctx, missing.map(({ id }) => id))
    if (missing.length < AT_ONCE) return
    after = missing.at(-1)!.id
  }
}
