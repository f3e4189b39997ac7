import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { batch } from '@hospital/subgraph/schema'
import { department, practitionerDepartment } from '../tables/directory.ts'
import type { DepartmentFilter } from './department.types.ts'
import { matching } from './search.ts'
import { enabledFilter } from './visibility.ts'

export type DepartmentRow = typeof department.$inferSelect

export async function findDepartments(ctx: Context, ids: readonly string[]): Promise<DepartmentRow[]> {
  return ctx.db.select().from(department).where(inArray(department.id, ids.filter(isId)))
}

/** Departments in the hospital's order. */
export async function listDepartments(ctx: Context, page: PageArgs, { institutionId, search, enabled }: DepartmentFilter = {}): Promise<Page<DepartmentRow>> {
  const inService = enabledFilter(ctx.viewer, enabled)
  const where = and(
    isNull(department.removedAt),
    institutionId ? (isId(institutionId) ? eq(department.institutionId, institutionId) : inArray(department.id, [])) : undefined,
    inService === undefined ? undefined : eq(department.enabled, inService),
    matching(search, [department.name, department.code], department.pinyin),
  )
  return paginate(page, {
    sort: [{ column: department.sortOrder }, { column: department.id }],
    where,
    rows: (condition, order, limit) => ctx.db.select().from(department).where(condition).orderBy(...order).limit(limit),
    keyOf: (row) => [row.sortOrder, row.id],
    count: (condition) => ctx.db.$count(department, condition),
  })
}

export const departmentOf = (ctx: Context, id: string) =>
  batch(ctx, 'department by id', async (ids) => new Map((await findDepartments(ctx, ids)).map((row) => [row.id, row]))).load(id)

/** Departments grouped by what they belong to, in their order. */
function listBy(ctx: Context, name: string, column: typeof department.institutionId | typeof department.parentId) {
  return batch(ctx, name, async (ids) => {
    const enabled = enabledFilter(ctx.viewer, undefined)
    const rows = await ctx.db.select().from(department)
      .where(and(inArray(column, [...ids]), isNull(department.removedAt), enabled === undefined ? undefined : eq(department.enabled, enabled))).orderBy(asc(department.sortOrder), asc(department.id))
    return Map.groupBy(rows, (row) => (column === department.institutionId ? row.institutionId : row.parentId!))
  })
}

export const departmentsOfInstitution = async (ctx: Context, id: string) => (await listBy(ctx, 'departments by institution', department.institutionId).load(id)) ?? []
export const childrenOf = async (ctx: Context, id: string) => (await listBy(ctx, 'departments by parent', department.parentId).load(id)) ?? []

/** A practitioner's departments, the primary one first. */
export async function departmentsOfPractitioner(ctx: Context, id: string): Promise<DepartmentRow[]> {
  const found = await batch(ctx, 'departments by practitioner', async (ids) => {
    const rows = await ctx.db.select({ practitionerId: practitionerDepartment.practitionerId, department }).from(practitionerDepartment)
      .innerJoin(department, eq(department.id, practitionerDepartment.departmentId)).where(inArray(practitionerDepartment.practitionerId, [...ids])).orderBy(asc(practitionerDepartment.place))
    return Map.groupBy(rows, (row) => row.practitionerId)
  }).load(id)
  return (found ?? []).map((row) => row.department)
}
