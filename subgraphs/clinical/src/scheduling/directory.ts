import { sql } from 'drizzle-orm'
import type { EventPayloads } from '@hospital/events/catalogue'
import { enqueue } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import { department, institution, patientRecord, practitioner } from '../tables/directory.ts'

/** Takes over the directory as the platform has it, and goes on with the schedules under the same job. */
export async function receiveDirectory(tx: ClinicalContext, { jobId, institutions, departments, practitioners }: EventPayloads['directory.synchronised']): Promise<void> {
  if (institutions.length) {
    await tx.db.insert(institution).values(institutions).onConflictDoUpdate({ target: institution.id, set: { hisId: excluded('his_id'), latitude: excluded('latitude'), longitude: excluded('longitude'), fenceMeters: excluded('fence_meters') } })
  }
  if (departments.length) {
    await tx.db.insert(department).values(departments).onConflictDoUpdate({ target: department.id, set: { hisId: excluded('his_id'), institutionId: excluded('institution_id') } })
  }
  if (practitioners.length) {
    await tx.db.insert(practitioner).values(practitioners).onConflictDoUpdate({
      target: practitioner.id,
      set: { hisId: excluded('his_id'), institutionId: excluded('institution_id'), departmentIds: excluded('department_ids'), titleRank: excluded('title_rank'), priority: excluded('priority'), name: excluded('name'), pinyin: excluded('pinyin') },
    })
  }
  await enqueue(tx, 'syncSchedules', { jobId })
}

export async function receivePatientRecord(tx: ClinicalContext, { patientId, accountId, hisPatientId }: EventPayloads['patient.recorded']): Promise<void> {
  await tx.db.insert(patientRecord).values({ patientId, accountId, hisPatientId }).onConflictDoUpdate({ target: patientRecord.patientId, set: { accountId, hisPatientId } })
}

const excluded = (column: string) => sql.raw(`excluded.${column}`)
