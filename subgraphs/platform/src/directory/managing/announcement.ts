import { asc, inArray } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { emit } from '@hospital/subgraph/transaction'
import { announceInheritance } from '../../configuration/setting.ts'
import { department, institution, practitioner, practitionerDepartment } from '../../tables/directory.ts'
import type { RecordKind } from './record.ts'

/** Tells the other subgraphs how these rows are now. */
export async function announceChange(tx: Context, kind: RecordKind, ids: string[]): Promise<void> {
  await emit(tx, 'directory.changed', {
    institutions: kind === 'Institution' ? await institutionsOf(tx, ids) : [],
    departments: kind === 'Department' ? await departmentsOf(tx, ids) : [],
    practitioners: kind === 'Practitioner' ? await practitionersOf(tx, ids) : [],
  })
  if (kind === 'Institution') await announceInheritance(tx)
}

/** All of them unless told which. */
export async function institutionsOf(tx: Context, ids?: string[]) {
  const rows = await tx.db.select().from(institution).where(ids && inArray(institution.id, ids))
  return rows.map(({ id, name, hisId, enabled, latitude, longitude, fenceMeters, parentId }) => ({ id, name, hisId, enabled, latitude, longitude, fenceMeters, parentId }))
}

/** All of them unless told which. */
export async function departmentsOf(tx: Context, ids?: string[]) {
  const rows = await tx.db.select().from(department).where(ids && inArray(department.id, ids))
  return rows.map(({ id, name, hisId, enabled, institutionId }) => ({ id, name, hisId, enabled, institutionId }))
}

export async function practitionersOf(tx: Context, ids: string[]) {
  const rows = await tx.db.select().from(practitioner).where(inArray(practitioner.id, ids))
  const links = await tx.db.select().from(practitionerDepartment).where(inArray(practitionerDepartment.practitionerId, ids)).orderBy(asc(practitionerDepartment.place))
  const places = Map.groupBy(links, ({ practitionerId }) => practitionerId)
  return rows.map(({ id, hisId, enabled, standing, institutionId, titleRank, priority, name, pinyin }) => ({
    id, hisId, enabled: enabled && standing === 'APPROVED', institutionId, titleRank, priority, name, pinyin, departmentIds: (places.get(id) ?? []).map(({ departmentId }) => departmentId),
  }))
}
