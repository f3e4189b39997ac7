import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import type { EventPayloads } from '@hospital/events/catalogue'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { patientRecord } from './bills/tables.ts'

export async function keepPatientRecord(tx: Context, { patientId, hisPatientId }: EventPayloads['patient.recorded']): Promise<void> {
  await tx.db.insert(patientRecord).values({ patientId, hisPatientId }).onConflictDoUpdate({ target: patientRecord.patientId, set: { hisPatientId } })
}

/** A person added a moment ago looks at once: the event that brings the record takes this long at most. */
const PATIENCE_MS = 2_000
const STEP_MS = 100

/** The person's id in the HIS, for those who act for the person. Refuses NOT_FOUND (foreign or missing), HIS_RECORD_REQUIRED. */
export async function getHisPatientId(ctx: Context, patientId: string): Promise<string> {
  if (ctx.viewer.kind !== 'SERVICE' && !(ctx.viewer.kind === 'PATIENT' && ctx.viewer.patientIds.includes(patientId))) throw new Refusal('NOT_FOUND')
  for (let waited = 0; ; waited += STEP_MS) {
    const [record] = await ctx.db.select().from(patientRecord).where(eq(patientRecord.patientId, patientId))
    if (record) return record.hisPatientId
    if (waited >= PATIENCE_MS) throw new Refusal('HIS_RECORD_REQUIRED')
    await sleep(STEP_MS)
  }
}
