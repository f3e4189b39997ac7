import { inArray, sql } from 'drizzle-orm'
import type { EventPayloads } from '@hospital/events/catalogue'
import type { Context } from '@hospital/subgraph/context'
import { directoryName, institutionPlace } from '../tables.ts'

type Named = { id: string; name?: string; hisId?: string | null; institutionId?: string }
type Placed = { id: string; parentId?: string | null }
type Directory = Pick<EventPayloads['directory.changed'], 'institutions' | 'departments' | 'practitioners'> | Pick<EventPayloads['directory.synchronised'], 'institutions' | 'departments' | 'practitioners'>

/** Keeps what institutions, departments and staff are called, here and in the HIS. An event written before it carried names has none to keep. */
export async function keepNames(tx: Context, { institutions, departments, practitioners }: Directory): Promise<void> {
  const all: Named[] = [...institutions, ...departments, ...practitioners]
  await keepPlaces(tx, institutions)
  const named = all.flatMap(({ id, name, hisId, institutionId }) => (name ? [{ id, name, hisId: hisId ?? null, institutionId: institutionId ?? null }] : []))
  if (!named.length) return
  await tx.db.insert(directoryName).values(named).onConflictDoUpdate({ target: directoryName.id, set: { name: sql`excluded.name`, hisId: sql`excluded.his_id`, institutionId: sql`excluded.institution_id` } })
}

/** Keeps which institution is a branch of which. */
async function keepPlaces(tx: Context, institutions: readonly Placed[]): Promise<void> {
  const placed = institutions.flatMap(({ id, parentId }) => (parentId === undefined ? [] : [{ id, parentId }]))
  if (placed.length) await tx.db.insert(institutionPlace).values(placed).onConflictDoUpdate({ target: institutionPlace.id, set: { parentId: sql`excluded.parent_id` } })
}

/** Names by id, for sheets; what is not known yet is not among them. */
export async function namesOf(ctx: Context, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (!wanted.length) return new Map()
  return new Map((await ctx.db.select().from(directoryName).where(inArray(directoryName.id, wanted))).map(({ id, name }) => [id, name]))
}

/** Departments by what the HIS calls them. */
export async function departmentsByHisId(ctx: Context, hisIds: readonly string[]): Promise<Map<string, { id: string; institutionId: string | null }>> {
  if (!hisIds.length) return new Map()
  const rows = await ctx.db.select().from(directoryName).where(inArray(directoryName.hisId, [...new Set(hisIds)]))
  return new Map(rows.map(({ id, hisId, institutionId }) => [hisId!, { id, institutionId }]))
}
