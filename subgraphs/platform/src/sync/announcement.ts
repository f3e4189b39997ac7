import { asc, isNotNull } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { emit } from '@hospital/subgraph/transaction'
import { announceInheritance } from '../configuration/setting.ts'
import { department, institution, practitioner, practitionerDepartment } from '../tables/directory.ts'

/** Hands the directory to clinical, which goes on with the schedules under the same job and ends it. */
export async function announceDirectory(tx: Context, jobId: string): Promise<void> {
  const institutions = await tx.db.select().from(institution).where(isNotNull(institution.hisId))
  const departments = await tx.db.select().from(department).where(isNotNull(department.hisId))
  const people = await tx.db.select().from(practitioner).where(isNotNull(practitioner.hisId))
  const places = Map.groupBy(await tx.db.select().from(practitionerDepartment).orderBy(asc(practitionerDepartment.place)), ({ practitionerId }) => practitionerId)
  await emit(tx, 'directory.synchronised', {
    jobId,
    institutions: institutions.map(({ id, name, hisId, enabled, latitude, longitude, fenceMeters, parentId }) => ({ id, name, hisId: hisId!, enabled, latitude, longitude, fenceMeters, parentId })),
    departments: departments.map(({ id, name, hisId, enabled, institutionId }) => ({ id, name, hisId: hisId!, enabled, institutionId })),
    practitioners: people.map(({ id, hisId, enabled, standing, institutionId, titleRank, priority, name, pinyin }) => ({
      id, hisId: hisId!, enabled: enabled && standing === 'APPROVED', institutionId, titleRank, priority, name, pinyin, departmentIds: (places.get(id) ?? []).map(({ departmentId }) => departmentId),
    })),
  })
  await announceInheritance(tx)
}
