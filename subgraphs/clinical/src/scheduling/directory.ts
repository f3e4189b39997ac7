import { sql } from 'drizzle-orm'
import type { EventPayloads } from '@hospital/events/catalogue'
import { enqueue } from '@hospital/subgraph/transaction'
import type { ClinicalContext } from '../context.ts'
import { department, institution, patientRecord, practitioner } from '../tables/directory.ts'

/** Takes over the directory as the platform has it, and goes on with the schedules under the same job. */
export async function receiveDirectory(tx: ClinicalContext, { jobId, ...directory }: EventPayloads['directory.synchronised']): Promise<void> {
  await keepDirectory(tx, directory)
  await enqueue(tx, 'syncSchedules', { jobId })
}

/** What the hospital changed by hand acts here at once: who is disabled is neither booked nor asked any more. */
export function receiveDirectoryChange(tx: ClinicalContext, directory: EventPayloads['directory.changed']): Promise<void> {
  return keepDirectory(tx, directory)
}

interface Directory {
  institutions: (typeof institution.$inferInsert)[]
  departments: (typeof department.$inferInsert)[]
  practitioners: (typeof practitioner.$inferInsert)[]
}

async function keepDirectory(tx: ClinicalContext, { institutions, departments, practitioners }: Directory): Promise<void> {
  if (institutions.length) {
    // An event of an older version does not say where an institution belongs: that stays as it was told last.
    const placed = institutions.every(({ parentId }) => parentId !== undefined)
    const set = { hisId: excluded('his_id'), enabled: excluded('enabled'), latitude: excluded('latitude'), longitude: excluded('longitude'), fenceMeters: excluded('fence_meters'), ...(placed && { parentId: excluded('parent_id') }) }
    await tx.db.insert(institution).values(institutions).onConflictDoUpdate({ target: institution.id, set })
  }
  if (departments.length) {
    const set = { hisId: excluded('his_id'), enabled: excluded('enabled'), institutionId: excluded('institution_id') }
    await tx.db.insert(department).values(departments).onConflictDoUpdate({ target: department.id, set })
  }
  if (practitioners.length) {
    await tx.db.insert(practitioner).values(practitioners).onConflictDoUpdate({
      target: practitioner.id,
      set: {
        hisId: excluded('his_id'), enabled: excluded('enabled'), institutionId: excluded('institution_id'), departmentIds: excluded('department_ids'), titleRank: excluded('title_rank'),
        priority: excluded('priority'), name: excluded('name'), pinyin: excluded('pinyin'),
      },
    })
  }
}

export async function receivePatientRecord(tx: ClinicalContext, { patientId, accountId, hisPatientId }: EventPayloads['patient.recorded']): Promise<void> {
  await tx.db.insert(patientRecord).values({ patientId, accountId, hisPatientId }).onConflictDoUpdate({ target: patientRecord.patientId, set: { accountId, hisPatientId } })
}

const excluded = (column: string) => sql.raw(`excluded.${column}`)
