import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { administrator } from '../tables/staff.ts'

/** Oneself; others only where the log may be read, which names them. */
function visibleAdministrators(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'SERVICE') return undefined
  if (viewer.kind !== 'ADMINISTRATOR') return sql`false`
  return can(viewer, 'audit:read') ? undefined : eq(administrator.id, viewer.administratorId)
}

export async function findAdministrators(ctx: Context, ids: readonly string[]) {
  return ctx.db.select().from(administrator).where(and(inArray(administrator.id, ids.filter(isId)), visibleAdministrators(ctx.viewer)))
}
