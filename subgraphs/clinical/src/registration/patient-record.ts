import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { Refusal } from '@hospital/subgraph/refusal'
import type { ClinicalContext } from '../context.ts'
import { patientRecord } from '../tables/directory.ts'

/** A person added a moment ago books at once: the event that brings the record takes this long at most. */
const PATIENCE_MS = 2_000
const STEP_MS = 100

/** The person's id in the HIS. Refuses HIS_RECORD_REQUIRED where there is no record. */
export async function getHisPatientId(ctx: ClinicalContext, patientId: string): Promise<string> {
  for (let waited = 0; ; waited += STEP_MS) {
    const [record] = await ctx.db.select().from(patientRecord).where(eq(patientRecord.patientId, patientId))
    if (record) return record.hisPatientId
    if (waited >= PATIENCE_MS) throw new Refusal('HIS_RECORD_REQUIRED')
    await sleep(STEP_MS)
  }
}
