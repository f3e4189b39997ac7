import { eq } from 'drizzle-orm'
import { awaited } from '@hospital/subgraph/awaited'
import { Refusal } from '@hospital/subgraph/refusal'
import type { ClinicalContext } from '../context.ts'
import { patientRecord } from '../tables/directory.ts'

/** The person's id in the HIS; someone added a moment ago books at once. Refuses HIS_RECORD_REQUIRED where there is no record. */
export async function getHisPatientId(ctx: ClinicalContext, patientId: string): Promise<string> {
  const record = await awaited(async () => (await ctx.db.select().from(patientRecord).where(eq(patientRecord.patientId, patientId)))[0])
  if (!record) throw new Refusal('HIS_RECORD_REQUIRED')
  return record.hisPatientId
}
