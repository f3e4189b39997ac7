import { and, eq, exists, inArray, isNull, sql } from 'drizzle-orm'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { batch } from '@hospital/subgraph/schema'
import { practitioner, practitionerDepartment } from '../tables/directory.ts'
import { matching } from './search.ts'
import type { PractitionerFilter } from './practitioner.types.ts'
import type { Standing } from './standing.ts'
import { enabledFilter } from './visibility.ts'

export type PractitionerRow = typeof practitioner.$inferSelect

export async function findPractitioners(ctx: Context, ids: readonly string[]): Promise<PractitionerRow[]> {
  return ctx.db.select().from(practitioner).where(inArray(practitioner.id, ids.filter(isId)))
}

/** Staff by the hospital's own order, then by title. */
export async function listPractitioners(ctx: Context, page: PageArgs, { institutionId, departmentId, role, search, enabled, standing }: PractitionerFilter = {}): Promise<Page<PractitionerRow>> {
  const inService = enabledFilter(ctx.viewer, enabled)
  const malformed = [institutionId, departmentId].some((id) => id && !isId(id))
  const where = malformed ? sql`false` : and(
    isNull(practitioner.removedAt),
    standingFilter(ctx, standing),
    institutionId ? eq(practitioner.institutionId, institutionId) : undefined,
    departmentId ? worksIn(ctx, departmentId) : undefined,
    role ? eq(practitioner.role, role) : undefined,
    inService === undefined ? undefined : eq(practitioner.enabled, inService),
    matching(search, [practitioner.name, practitioner.specialties], practitioner.pinyin),
  )
  return paginate(page, {
    sort: [{ column: practitioner.priority }, { column: practitioner.titleRank }, { column: practitioner.id }],
    where,
    rows: (condition, order, limit) => ctx.db.select().from(practitioner).where(condition).orderBy(...order).limit(limit),
    keyOf: (row) => [row.priority, row.titleRank, row.id],
    count: (condition) => ctx.db.$count(practitioner, condition),
  })
}

/** Patients find whom the hospital has approved. */
function standingFilter({ viewer }: Context, asked: Standing | null | undefined) {
  const wanted = viewer.kind === 'ADMINISTRATOR' || viewer.kind === 'SERVICE' ? asked : 'APPROVED'
  return wanted ? eq(practitioner.standing, wanted) : undefined
}

const worksIn = (ctx: Context, departmentId: string) => exists(ctx.db.select({ one: sql`1` }).from(practitionerDepartment)
  .where(and(eq(practitionerDepartment.practitionerId, practitioner.id), eq(practitionerDepartment.departmentId, departmentId))))

export const practitionerOf = (ctx: Context, id: string) =>
  batch(ctx, 'practitioner by id', async (ids) => new Map((await findPractitioners(ctx, ids)).map((row) => [row.id, row]))).load(id)
