import { inArray } from 'drizzle-orm'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { administrator } from '../tables/staff.ts'

/** Colleagues at the console, by name; to nobody else. */
export async function findStaffNames(ctx: Context, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (ctx.viewer.kind !== 'ADMINISTRATOR' && ctx.viewer.kind !== 'SERVICE') return []
  return ctx.db.select({ id: administrator.id, name: administrator.name }).from(administrator).where(inArray(administrator.id, ids.filter(isId)))
}
