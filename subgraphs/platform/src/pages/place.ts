import { and, asc, eq, isNull } from 'drizzle-orm'
import { BUSINESSES, type Business } from '@hospital/configuration/business'
import { pathOf, WHOLE } from '@hospital/configuration/effective'
import type { Terminal } from '@hospital/configuration/terminal'
import type { PageKind } from '@hospital/pages/kinds'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { parentsOf, settingsInForce } from '../configuration/setting.ts'
import { institution } from '../tables/directory.ts'

/** Where a page is designed: the whole hospital and all terminals where nothing is said. */
export interface PagePlace {
  institutionId?: string | null
  terminal?: Terminal | null
}

/** A place as rows name it. */
export interface Place {
  node: string
  terminal: string
  /** From the node up to the whole hospital. */
  path: string[]
}

/** Refuses NOT_FOUND (no such institution). */
export async function placeOf(ctx: Context, { institutionId, terminal }: PagePlace): Promise<Place> {
  const parents = await parentsOf(ctx)
  if (institutionId && !parents.has(institutionId)) throw new Refusal('NOT_FOUND')
  const node = institutionId ?? WHOLE
  return { node, terminal: terminal ?? WHOLE, path: pathOf(parents, node) }
}

/** The hospital that people see who have chosen none: the main one. */
export async function mainInstitution(ctx: Context): Promise<string | null> {
  const [main] = await ctx.db.select({ id: institution.id }).from(institution).where(and(eq(institution.kind, 'MAIN'), eq(institution.enabled, true), isNull(institution.removedAt)))
    .orderBy(asc(institution.sortOrder), asc(institution.id)).limit(1)
  return main?.id ?? null
}

/** The businesses that a node has switched off. */
export async function closedAt(ctx: Context, node: string): Promise<ReadonlySet<string>> {
  const holds = (await settingsInForce(ctx, 'INSTITUTION', [node])).get(node)!
  return new Set((Object.keys(BUSINESSES) as Business[]).filter((business) => !holds[BUSINESSES[business].open].value))
}

/** Nearest first: a node before what is above it; at one node, a terminal's own before that of all. */
export const distance = ({ path }: Place, row: { node: string; terminal: string }): number => path.indexOf(row.node) * 2 + (row.terminal === WHOLE ? 1 : 0)

export interface PlacedKind extends PagePlace {
  kind: PageKind
}
