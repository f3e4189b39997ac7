import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { isId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { eachRow, type BulkResult } from '@hospital/subgraph/bulk'
import { Refusal } from '@hospital/subgraph/refusal'
import { department, institution, practitioner } from '../../tables/directory.ts'
import { announceChange } from './announcement.ts'
import { requireUnused } from './uses.ts'

/** The kinds of records that an operator keeps by hand; they share version, pins and removal. */
export const RECORDS = { Institution: institution, Department: department, Practitioner: practitioner }
export type RecordKind = keyof typeof RECORDS
export type RecordRow<K extends RecordKind> = (typeof RECORDS)[K]['$inferSelect']

/** Whoever changes the shape of the directory waits for who does: no loop and no orphan comes of two at once. */
export const lockDirectory = (tx: Context) => tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('platform directory'))`)

/** The record, for the length of the transaction. Refuses NOT_FOUND. */
export async function lockRecord<K extends RecordKind>(tx: Context, kind: K, id: string): Promise<RecordRow<K>> {
  const table = RECORDS[kind] as typeof practitioner
  const [row] = isId(id) ? await tx.db.select().from(table).where(and(eq(table.id, id), isNull(table.removedAt))).for('update') : []
  if (!row) throw new Refusal('NOT_FOUND')
  return row as never
}

export interface Edit {
  id: string
  /** Of the record as the editor saw it. */
  version: number
  /** Lets the next sync set every column again. */
  followHis?: boolean | null
}

/** Keeps a change by hand and logs what was and what is. Refuses NOT_FOUND, CONFLICT (somebody else changed it meanwhile). */
export async function changeRecord<K extends RecordKind>(tx: Context, kind: K, { id, version, followHis }: Edit, patch: Partial<RecordRow<K>>): Promise<RecordRow<K>> {
  const before = await lockRecord(tx, kind, id)
  if (before.version !== version) throw new Refusal('CONFLICT', { message: '这条记录刚刚被他人修改，请刷新后再改。', details: { version: before.version } })
  return writeChange(tx, kind, before, patch, followHis ?? false)
}

async function writeChange<K extends RecordKind>(tx: Context, kind: K, before: RecordRow<K>, patch: Partial<RecordRow<K>>, followHis = false): Promise<RecordRow<K>> {
  const was = before as Record<string, unknown>
  const changed = Object.entries(patch).filter(([field, value]) => (was[field] ?? null) !== (value ?? null)) as [string, unknown][]
  if (!changed.length && !followHis) return before
  const table = RECORDS[kind] as typeof practitioner
  const pinned = before.hisId === null || followHis ? [] : [...new Set([...before.pinned, ...changed.map(([field]) => field)])]
  const [after] = await tx.db.update(table).set({ ...Object.fromEntries(changed), pinned, version: before.version + 1 } as never).where(eq(table.id, before.id)).returning()
  await audit(tx, `${noun(kind)}.update`, { subjectType: kind, subjectId: before.id, before: Object.fromEntries(changed.map(([field]) => [field, was[field]])), after: { ...Object.fromEntries(changed), ...(followHis && { followHis }) } })
  return after as never
}

/** Takes records into or out of service; those that are so already stay untouched. */
export function setEnabled(ctx: Context, kind: RecordKind, ids: readonly string[], enabled: boolean, after?: (tx: Context, id: string) => Promise<void>): Promise<BulkResult> {
  return eachRecord(ctx, kind, ids, async (tx, row) => {
    await writeChange(tx, kind, row as never, { enabled } as never)
    if (row.enabled !== enabled) await after?.(tx, row.id)
    await announceChange(tx, kind, [row.id])
  })
}

/** Removes records that nothing refers to. What was removed is in no list any more and keeps its name for the log. */
export function removeRecords(ctx: Context, kind: RecordKind, ids: readonly string[]): Promise<BulkResult> {
  return eachRecord(ctx, kind, ids, async (tx, row) => {
    await requireUnused(tx, kind, row)
    const table = RECORDS[kind] as typeof practitioner
    await tx.db.update(table).set({ removedAt: tx.now(), enabled: false, version: row.version + 1 }).where(eq(table.id, row.id))
    await audit(tx, `${noun(kind)}.remove`, { subjectType: kind, subjectId: row.id, before: { name: row.name } })
    await announceChange(tx, kind, [row.id])
  })
}

function eachRecord(ctx: Context, kind: RecordKind, ids: readonly string[], work: (tx: Context, row: typeof practitioner.$inferSelect) => Promise<void>): Promise<BulkResult> {
  const table = RECORDS[kind] as typeof practitioner
  const namesOf = (known: string[]) => ctx.db.select({ id: table.id, name: table.name }).from(table).where(inArray(table.id, known))
  return eachRow(ctx, ids, namesOf, async (tx, id) => {
    await lockDirectory(tx)
    await work(tx, await lockRecord(tx, kind, id) as never)
  })
}

export const noun = (kind: RecordKind) => kind.toLowerCase()
