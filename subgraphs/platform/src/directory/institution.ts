import { and, asc, eq, inArray, type SQL } from 'drizzle-orm'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { batch } from '@hospital/subgraph/schema'
import { institution } from '../tables/directory.ts'
import { enabledFilter } from './visibility.ts'

export type InstitutionRow = typeof institution.$inferSelect

export async function findInstitutions(ctx: Context, ids: readonly string[]): Promise<InstitutionRow[]> {
  return ctx.db.select().from(institution).where(inArray(institution.id, ids.filter(isId)))
}

/** Main hospital first, then the branches in HIS's order. */
export async function listInstitutions(ctx: Context): Promise<InstitutionRow[]> {
  const enabled = enabledFilter(ctx.viewer, undefined)
  const where: SQL | undefined = enabled === undefined ? undefined : eq(institution.enabled, enabled)
  return ctx.db.select().from(institution).where(and(where)).orderBy(asc(institution.sortOrder), asc(institution.id))
}

export const institutionOf = (ctx: Context, id: string) =>
  batch(ctx, 'institution by id', async (ids) => new Map((await findInstitutions(ctx, ids)).map((row) => [row.id, row]))).load(id)
