import type { Context } from '@hospital/subgraph/context'
import { departmentsOfPractitioner, findDepartments } from '../directory/department.ts'
import { findPractitioners } from '../directory/practitioner.ts'
import { institution } from '../tables/directory.ts'
import type { QrCodeRow } from './qr-code.ts'

/** What a code is for, in words. */
export interface QrTitle {
  name: string
  department: string | null
  institution: string | null
}

type Target = Pick<QrCodeRow, 'id' | 'target' | 'targetId'>

/** By the code's id. */
export async function titlesOf(ctx: Context, rows: readonly Target[]): Promise<Map<string, QrTitle>> {
  const idsOf = (target: QrCodeRow['target']) => rows.filter((row) => row.target === target).map(({ targetId }) => targetId!)
  const [doctors, departments] = [await findPractitioners(ctx, idsOf('DOCTOR')), await findDepartments(ctx, idsOf('DEPARTMENT'))]
  const institutions = new Map((await ctx.db.select({ id: institution.id, name: institution.name }).from(institution)).map(({ id, name }) => [id, name]))
  const named = new Map<string, QrTitle>(departments.map(({ id, name, institutionId }) => [id, { name, department: null, institution: institutions.get(institutionId) ?? null }]))
  await Promise.all(doctors.map(async ({ id, name, institutionId }) => {
    const [first] = await departmentsOfPractitioner(ctx, id)
    named.set(id, { name, department: first?.name ?? null, institution: institutions.get(institutionId) ?? null })
  }))
  return new Map(rows.map(({ id, targetId }) => [id, (targetId && named.get(targetId)) || { name: targetId ? '已删除' : '公众号', department: null, institution: null }]))
}
