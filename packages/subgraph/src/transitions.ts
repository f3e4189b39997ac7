import { and, eq, inArray, sql, getTableColumns, type InferSelectModel, type SQL } from 'drizzle-orm'
import type { PgTable, PgColumn } from 'drizzle-orm/pg-core'
import { actorOf, can, type Viewer } from '@hospital/access/viewer'
import type { Permission } from '@hospital/access/permissions'
import { isId } from '@hospital/database/identifier'
import type { Context } from './context.ts'
import { Refusal } from './refusal.ts'

/** `SYSTEM`: done by the house itself (a deadline, an event), by no role. */
export type By = Permission | 'SYSTEM'

export interface Transition<Status extends string> {
  from: readonly Status[]
  to: Status
  by: By
}

/** The whole life of a thing, keyed by action. */
export type Transitions<Status extends string> = Record<string, Transition<Status>>

type StatusTable = PgTable & { id: PgColumn; status: PgColumn }

export interface Entity<T extends StatusTable, Status extends string, Actions extends Transitions<Status>> {
  /** The GraphQL type, as traces name it. */
  name: string
  table: T
  transitions: Actions
  /** The rows that this viewer sees. */
  visible(viewer: Viewer): SQL | undefined
}

export interface TransitionOptions {
  /** A further condition on the row, e.g. its version or deadline. */
  where?: SQL
  /** Facts for the trace, without personal data. */
  detail?: Record<string, unknown>
}

/**
 * The only writer of statuses: one guarded update, and a trace row beside it. Call it inside a transaction.
 * Refuses FORBIDDEN (role), NOT_FOUND (missing or foreign, alike), WRONG_STATE (with the status found), CONFLICT (`where` did not hold).
 */
export async function applyTransition<T extends StatusTable, Status extends string, Actions extends Transitions<Status>>(
  tx: Context, entity: Entity<T, Status, Actions>, id: string, action: keyof Actions & string, patch: Partial<InferSelectModel<T>> = {}, options: TransitionOptions = {},
): Promise<InferSelectModel<T>> {
  const moved = await tryTransition(tx, entity, id, action, patch, options)
  if (moved) return moved
  const transition = entity.transitions[action]!
  const current = await findStatus(tx, entity, id)
  if (current === undefined) throw new Refusal('NOT_FOUND')
  if (!transition.from.includes(current)) throw new Refusal('WRONG_STATE', { details: { status: current, action } })
  throw new Refusal('CONFLICT')
}

/** As `applyTransition`, but answers undefined where the row is not there to be moved: for deadlines and events that may come late. */
export async function tryTransition<T extends StatusTable, Status extends string, Actions extends Transitions<Status>>(
  tx: Context, entity: Entity<T, Status, Actions>, id: string, action: keyof Actions & string, patch: Partial<InferSelectModel<T>> = {}, { where, detail }: TransitionOptions = {},
): Promise<InferSelectModel<T> | undefined> {
  const { table, transitions, visible } = entity
  const { from, to, by } = transitions[action]!
  if (!mayAct(tx.viewer, by)) throw new Refusal(tx.viewer.kind === 'ANONYMOUS' ? 'UNAUTHENTICATED' : 'FORBIDDEN')
  if (!isId(id)) return undefined
  const before = tx.db.$with('before').as(tx.db.select({ id: table.id, status: sql<Status>`${table.status}`.as('from_status') }).from(table as PgTable)
    .where(and(eq(table.id, id), inArray(table.status, [...from]), visible(tx.viewer), where)).for('update'))
  const [row] = await tx.db.with(before).update(table).set({ ...patch, status: to } as never).from(before)
    .where(eq(table.id, before.id)).returning({ ...getTableColumns(table), fromStatus: before.status }) as (InferSelectModel<T> & { fromStatus: Status })[]
  if (!row) return undefined
  const { fromStatus, ...moved } = row
  await tx.db.insert(tx.tables.trace).values({ at: tx.now(), subjectType: entity.name, subjectId: id, action, fromStatus, toStatus: to, ...actorOf(tx.viewer), requestId: tx.requestId, detail: detail ?? null })
  return moved as unknown as InferSelectModel<T>
}

/** What this viewer may do with a thing in this status: the list that apps draw their buttons from. */
export function actionsOf<Status extends string, Actions extends Transitions<Status>>(transitions: Actions, status: Status, viewer: Viewer): (keyof Actions & string)[] {
  return Object.entries(transitions)
    .filter(([, { from, by }]) => by !== 'SYSTEM' && from.includes(status) && can(viewer, by) && viewer.kind !== 'SERVICE')
    .map(([action]) => action)
}

function mayAct(viewer: Viewer, by: By): boolean {
  return by === 'SYSTEM' ? viewer.kind === 'SERVICE' : can(viewer, by)
}

async function findStatus<T extends StatusTable, Status extends string, Actions extends Transitions<Status>>(tx: Context, { table, visible }: Entity<T, Status, Actions>, id: string): Promise<Status | undefined> {
  if (!isId(id)) return undefined
  const [row] = await tx.db.select({ status: table.status }).from(table as PgTable).where(and(eq(table.id, id), visible(tx.viewer)))
  return row?.status as Status | undefined
}
