import { and, eq, getTableColumns, inArray, sql, type SQL } from 'drizzle-orm'
import type { Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import { matchText } from '@hospital/search/match'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { diagnosis } from '../tables/diagnoses.ts'

export type DiagnosisRow = typeof diagnosis.$inferSelect

/** Doctors choose from what is in use; the console and the house see retired codes too. */
function visibleDiagnoses(viewer: Viewer): SQL | undefined {
  return viewer.kind === 'SERVICE' || viewer.kind === 'ADMINISTRATOR' ? undefined : eq(diagnosis.enabled, true)
}

export async function findDiagnoses(ctx: Context, ids: readonly string[]): Promise<DiagnosisRow[]> {
  return ctx.db.select().from(diagnosis).where(and(inArray(diagnosis.id, ids.filter(isId)), visibleDiagnoses(ctx.viewer)))
}

export interface DiagnosisSearch {
  search?: string
  system?: string
  enabled?: boolean | null
}

/** The library by code; what was typed may be part of a name, a code's beginning or pinyin initials, best matches first. */
export function listDiagnoses(ctx: Context, page: PageArgs, { search, system, enabled }: DiagnosisSearch): Promise<Page<DiagnosisRow & { rank: number }>> {
  const match = matchText(search, diagnosis)
  const rank = match?.rank ?? sql<number>`0::integer`
  return paginate(page, {
    sort: [{ column: rank, type: 'integer' }, { column: diagnosis.code }, { column: diagnosis.id }],
    where: and(visibleDiagnoses(ctx.viewer), system ? eq(diagnosis.system, system) : undefined, typeof enabled === 'boolean' ? eq(diagnosis.enabled, enabled) : undefined, match?.where),
    rows: (where, order, limit) => ctx.db.select({ ...getTableColumns(diagnosis), rank: rank.mapWith(Number) }).from(diagnosis).where(where).orderBy(...order).limit(limit),
    keyOf: (row) => [row.rank, row.code, row.id],
    count: (where) => ctx.db.$count(diagnosis, where),
  })
}
