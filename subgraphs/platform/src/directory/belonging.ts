import { eq, isNull, or, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { institution } from '../tables/directory.ts'

/** An institution and all above it. */
const above = (id: string) => sql`(with recursive above as (
  select id, parent_id from ${institution} where id = ${id} union select one.id, one.parent_id from ${institution} one join above on one.id = above.parent_id) select id from above)`

/** An institution and all below it. */
const below = (id: string) => sql`(with recursive below as (
  select id from ${institution} where id = ${id} union select one.id from ${institution} one join below on one.parent_id = below.id) select id from below)`

/** What readers find at an institution: its own and what it inherits from above, the whole hospital's (null) last of all. Without one, the whole hospital's alone. */
export function heldAt(column: PgColumn, institutionId: string | null | undefined): SQL {
  if (!institutionId) return isNull(column)
  return isId(institutionId) ? or(isNull(column), sql`${column} in ${above(institutionId)}`)! : sql`false`
}

/** What right here was set, by an institution or (null) the whole hospital. */
export const ownOf = (column: PgColumn, institutionId: string | null | undefined): SQL => (institutionId ? (isId(institutionId) ? eq(column, institutionId) : sql`false`) : isNull(column))

/** The branch that an operator keeps; nothing for whoever keeps the whole hospital. */
export const branchOf = (viewer: Viewer): string | undefined => (viewer.kind === 'ADMINISTRATOR' ? viewer.institutionId : undefined)

/** What an operator keeps: all of it, or what belongs to his branch and those below. */
export function keptBy(viewer: Viewer, column: PgColumn): SQL | undefined {
  const branch = branchOf(viewer)
  return branch ? sql`${column} in ${below(branch)}` : undefined
}

/** Where something new or changed is to belong: an operator of a branch puts it there unless he says where below. Refuses INVALID_INPUT (no such institution, or not his). */
export async function placeFor(tx: Context, institutionId: string | null | undefined): Promise<string | null> {
  const branch = branchOf(tx.viewer)
  const place = institutionId ?? branch ?? null
  if (!place) return null
  const kept = isId(place) && (await tx.db.$count(institution, sql`${institution.id} = ${place} and ${institution.removedAt} is null ${branch ? sql`and ${institution.id} in ${below(branch)}` : sql``}`))
  if (!kept) throw new Refusal('INVALID_INPUT', { message: branch ? '您只能维护本院区及其下级机构的内容。' : '没有这个机构。', details: { field: 'institutionId' } })
  return place
}
