import { and, asc, eq, inArray, type SQL } from 'drizzle-orm'
import { isId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { appointment } from '../tables/registration.ts'
import { traceEntry } from '../tables/trace.ts'

export type TraceRow = typeof traceEntry.$inferSelect
export type NewEntry = Omit<typeof traceEntry.$inferInsert, 'id' | 'sequence'>

/** Channels tell whole seconds: what they tell of came up to a second later, but before it was heard of. */
export const withinSecond = (at: string, heard: Date): Date => new Date(Math.min(heard.getTime(), new Date(at).getTime() + 999))

/** Puts points on the axis; what stands there already stays as it is. */
export async function keepEntries(tx: Context, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length) await tx.db.insert(traceEntry).values([...entries]).onConflictDoNothing({ target: traceEntry.key })
}

/** The axes of several registrations, by registration, each in true order. Whoever asks has seen to it that the viewer sees these. */
export async function entriesByAppointment(ctx: Context, ids: readonly string[]): Promise<Map<string, TraceRow[]>> {
  const rows = await ctx.db.select().from(traceEntry).where(inArray(traceEntry.appointmentId, [...ids])).orderBy(asc(traceEntry.at), asc(traceEntry.sequence))
  return Map.groupBy(rows, (row) => row.appointmentId!)
}

export interface TraceCriteria {
  patientId?: string | null
  /** A registration by its number (挂号单号). */
  appointmentNumber?: string | null
}

/** One person's way through the hospital, or one registration's, oldest first; that it was read stands in the log. Refuses INVALID_INPUT without either. */
export async function readTrace(ctx: Context, page: PageArgs, criteria: TraceCriteria): Promise<Page<TraceRow>> {
  const where = await placeOf(ctx, criteria)
  const found = await paginate(page, {
    sort: [{ column: traceEntry.at }, { column: traceEntry.sequence }],
    where,
    rows: (narrowed, order, limit) => ctx.db.select().from(traceEntry).where(narrowed).orderBy(...order).limit(limit),
    keyOf: (row) => [row.at, row.sequence],
    count: (narrowed) => ctx.db.$count(traceEntry, narrowed),
  })
  const [first] = found.nodes
  if (first) await inTransaction(ctx, (tx) => audit(tx, 'trace.read', { subjectType: 'Patient', subjectId: first.patientId, after: { ...(criteria.appointmentNumber && { appointmentNumber: criteria.appointmentNumber.trim() }) } }))
  return found
}

async function placeOf(ctx: Context, { patientId, appointmentNumber }: TraceCriteria): Promise<SQL> {
  const number = appointmentNumber?.trim()
  if (number) {
    const [row] = await ctx.db.select({ id: appointment.id }).from(appointment).where(eq(appointment.number, number))
    if (!row) throw new Refusal('NOT_FOUND', { message: '没有这个挂号单号。' })
    return and(eq(traceEntry.appointmentId, row.id), patientId && isId(patientId) ? eq(traceEntry.patientId, patientId) : undefined)!
  }
  if (!patientId || !isId(patientId)) throw new Refusal('INVALID_INPUT', { message: '请选择患者或填写挂号单号。', details: { field: 'patientId' } })
  return eq(traceEntry.patientId, patientId)
}
