import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { department, institution } from '../../tables/directory.ts'
import { invalid } from '@hospital/subgraph/fields'

/** Refuses INVALID_INPUT (no such parent) and TREE_LOOP (the parent hangs below the record itself). The directory is locked. */
export async function requireParent(tx: Context, table: typeof institution | typeof department, parentId: string | null | undefined, ownId?: string): Promise<void> {
  if (!parentId) return
  const [parent] = await tx.db.select({ id: table.id }).from(table).where(and(eq(table.id, parentId), isNull(table.removedAt)))
  if (!parent) throw invalid('parentId', '所选的上级不存在或已删除。')
  if (ownId && (await ancestorsOf(tx, table, parentId)).includes(ownId)) throw new Refusal('TREE_LOOP', { details: { field: 'parentId' } })
}

/** From the record itself up to the root. */
async function ancestorsOf(tx: Context, table: typeof institution | typeof department, id: string): Promise<string[]> {
  const rows = await tx.db.execute<{ id: string }>(sql`
    with recursive up as (
      select id, parent_id from ${table} where id = ${id}
      union select t.id, t.parent_id from ${table} t join up on t.id = up.parent_id
    ) select id from up`)
  return [...rows].map((row) => row.id)
}
