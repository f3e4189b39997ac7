import { and, eq, inArray, sql } from 'drizzle-orm'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { HisDispense } from '@hospital/connectors/his/dispensing'
import { inTransaction } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import { keepWatermark, newestOf, watermarkOf } from '../his-watermark.ts'
import { visitOf } from '../registration/visit-of.ts'
import { patientRecord } from '../tables/directory.ts'
import { pickup } from '../tables/pickups.ts'
import { traceEntry } from '../tables/trace.ts'
import { keepEntries } from './trace.ts'

const SOURCE = 'dispenses'
/** Before it was ever asked: what was handed out a day ago may still belong to a visit that is looked at. */
const FIRST_LOOK_MS = 86_400_000

/** Every minute: medicines that the hospital's pharmacy has handed out, or taken back, since it was last asked. Nothing while the HIS is down. */
export async function refreshPickups(ctx: ClinicalContext): Promise<void> {
  const since = (await watermarkOf(ctx, SOURCE))?.updatedAt ?? new Date(ctx.now().getTime() - FIRST_LOOK_MS)
  try {
    const { dispenses } = await ctx.his.listDispenses({ since })
    await inTransaction(ctx, async (tx) => {
      await mergeDispenses(tx, dispenses)
      await keepWatermark(tx, SOURCE, newestOf(dispenses))
    })
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error }, 'dispenses')
  }
}

/** The same answer twice changes nothing. */
async function mergeDispenses(tx: ClinicalContext, dispenses: readonly HisDispense[]): Promise<void> {
  if (!dispenses.length) return
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('clinical.pickups'))`)
  const records = await tx.db.select().from(patientRecord).where(inArray(patientRecord.hisPatientId, [...new Set(dispenses.map((one) => one.hisPatientId))]))
  const people = Map.groupBy(records, (record) => record.hisPatientId)
  for (const one of dispenses) for (const { patientId } of people.get(one.hisPatientId) ?? []) await (one.status === 'VOID' ? takeBack(tx, one, patientId) : keep(tx, one, patientId))
}

/** What one takes along at one go is one point on the axis, however many medicines it is. */
const keyOf = ({ hisEncounterId, handedOutAt }: HisDispense): string => `${hisEncounterId ?? ''} ${handedOutAt.toISOString().slice(0, 16)}`

async function keep(tx: ClinicalContext, one: HisDispense, patientId: string): Promise<void> {
  const appointmentId = await visitOf(tx, patientId, one.hisEncounterId, one.handedOutAt)
  const [row] = await tx.db.insert(pickup).values({ patientId, appointmentId, key: keyOf(one), handedOutAt: one.handedOutAt, hisIds: [one.id] })
    .onConflictDoUpdate({ target: [pickup.patientId, pickup.key], set: { hisIds: sql`case when ${one.id} = any(${pickup.hisIds}) then ${pickup.hisIds} else ${pickup.hisIds} || ${one.id}::text end` } }).returning()
  await keepEntries(tx, [{ key: `pickup ${row!.id}`, patientId, appointmentId: row!.appointmentId, kind: 'PICKED_UP', at: row!.handedOutAt, subjectType: 'Pickup', subjectId: row!.id }])
}

/** It was written down in error: once nothing of it remains, nothing was picked up. */
async function takeBack(tx: ClinicalContext, one: HisDispense, patientId: string): Promise<void> {
  const [row] = await tx.db.update(pickup).set({ hisIds: sql`array_remove(${pickup.hisIds}, ${one.id}::text)` }).where(and(eq(pickup.patientId, patientId), eq(pickup.key, keyOf(one)))).returning()
  if (!row || row.hisIds.length) return
  await tx.db.delete(traceEntry).where(eq(traceEntry.key, `pickup ${row.id}`))
  await tx.db.delete(pickup).where(eq(pickup.id, row.id))
}
