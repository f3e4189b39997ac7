import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { batch } from '@hospital/subgraph/schema'
import { institution } from '../tables/directory.ts'
import type { InstitutionFilter } from './institution.types.ts'
import { matching } from './search.ts'
import { enabledFilter } from './visibility.ts'

export type InstitutionRow = typeof institution.$inferSelect

export async function findInstitutions(ctx: Context, ids: readonly string[]): Promise<InstitutionRow[]> {
  return ctx.db.select().from(institution).where(inArray(institution.id, ids.filter(isId)))
}

/** Main hospital first, then the branches in HIS's order. */
export async function listInstitutions(ctx: Context, { search, enabled }: InstitutionFilter = {}): Promise<InstitutionRow[]> {
  const inService = enabledFilter(ctx.viewer, enabled)
  const where = and(isNull(institution.removedAt), inService === undefined ? undefined : eq(institution.enabled, inService), matching(search, [institution.name, institution.address]))
  return ctx.db.select().from(institution).where(where).orderBy(asc(institution.sortOrder), asc(institution.id))
}

/** The institution and those above it, the nearest first; nothing for an unknown one. */
export async function ancestorsOf(ctx: Context, id: string): Promise<string[]> {
  const rows = await ctx.db.select({ id: institution.id, parentId: institution.parentId }).from(institution)
  const parents = new Map(rows.map((row) => [row.id, row.parentId]))
  const path: string[] = []
  for (let at: string | null | undefined = id; at && parents.has(at) && !path.includes(at); at = parents.get(at)) path.push(at)
  return path
}

export const institutionOf = (ctx: Context, id: string) =>
  batch(ctx, 'institution by id', async (ids) => new Map((await findInstitutions(ctx, ids)).map((row) => [row.id, row]))).load(id)
