import { eq } from 'drizzle-orm'
import type { EventPayloads } from '@hospital/events/catalogue'
import { awaited } from '@hospital/subgraph/awaited'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { patientRecord } from './bills/tables.ts'

export async function keepPatientRecord(tx: Context, { patientId, hisPatientId }: EventPayloads['patient.recorded']): Promise<void> {
  await tx.db.insert(patientRecord).values({ patientId, hisPatientId }).onConflictDoUpdate({ target: patientRecord.patientId, set: { hisPatientId } })
}

/** The person's id in the HIS, for those who act for the person; someone added a moment ago looks at once. Refuses NOT_FOUND (foreign or missing), HIS_RECORD_REQUIRED. */
export async function getHisPatientId(ctx: Context, patientId: string): Promise<string> {
  if (ctx.viewer.kind !== 'SERVICE' && !(ctx.viewer.kind === 'PATIENT' && ctx.viewer.patientIds.includes(patientId))) throw new Refusal('NOT_FOUND')
  const record = await awaited(async () => (await ctx.db.select().from(patientRecord).where(eq(patientRecord.patientId, patientId)))[0])
  if (!record) throw new Refusal('HIS_RECORD_REQUIRED')
  return record.hisPatientId
}
