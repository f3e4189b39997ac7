import { createHash } from 'node:crypto'
import { and, asc, desc, eq, gt, gte, inArray, like, lt, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import type { EventPayloads } from '@hospital/events/catalogue'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { auditEntry } from '../tables/audit.ts'
import type { AuditFilter } from './audit-entry.types.ts'
import { actorNameOf, subjectLabelOf } from './names.ts'

export type AuditEntryRow = typeof auditEntry.$inferSelect

function visibleAuditEntries(viewer: Viewer): SQL | undefined {
  return viewer.kind === 'SERVICE' || (viewer.kind === 'ADMINISTRATOR' && can(viewer, 'audit:read')) ? undefined : sql`false`
}

export async function findAuditEntries(ctx: Context, ids: readonly string[]): Promise<AuditEntryRow[]> {
  return ctx.db.select().from(auditEntry).where(and(inArray(auditEntry.id, ids.filter(isId)), visibleAuditEntries(ctx.viewer)))
}

/** The log, the newest first. Names and acts are found by how they begin: an index can do that over millions. */
export function listAuditEntries(ctx: Context, page: PageArgs, { actor, action, subjectType, subjectId, from, to }: AuditFilter = {}): Promise<Page<AuditEntryRow>> {
  const where = and(
    visibleAuditEntries(ctx.viewer),
    actor ? (isId(actor) ? eq(auditEntry.actorId, actor) : like(auditEntry.actorName, `${escapeLike(actor)}%`)) : undefined,
    action ? like(auditEntry.action, `${escapeLike(action).toLowerCase()}%`) : undefined,
    subjectType ? eq(auditEntry.subjectType, subjectType) : undefined,
    subjectId ? (isId(subjectId) ? eq(auditEntry.subjectId, subjectId) : sql`false`) : undefined,
    from ? gte(auditEntry.at, from) : undefined,
    to ? lt(auditEntry.at, to) : undefined,
  )
  return paginate(page, {
    sort: [{ column: auditEntry.at, descending: true }, { column: auditEntry.id, descending: true }],
    where,
    rows: (condition, order, limit) => ctx.db.select().from(auditEntry).where(condition).orderBy(...order).limit(limit),
    keyOf: (row) => [row.at, row.id],
    count: (condition) => (condition ? ctx.db.$count(auditEntry, condition) : lastSequence(ctx)),
  })
}

/** How many there are in all: they are numbered without a gap, and counting a million takes a while. */
async function lastSequence(ctx: Context): Promise<number> {
  const [last] = await ctx.db.select({ sequence: auditEntry.sequence }).from(auditEntry).where(visibleAuditEntries(ctx.viewer)).orderBy(desc(auditEntry.sequence)).limit(1)
  return last?.sequence ?? 0
}

const escapeLike = (words: string) => words.trim().slice(0, 100).replace(/[\\%_]/g, '\\$&')

/** Puts an act into the log (A1-15). One at a time, so that each row's hash can cover the one before. */
export async function recordAudit(tx: Context, { at, actorKind, actorId, action, subjectType, subjectId, before, after, ip, userAgent, requestId }: EventPayloads['audit.recorded']): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('platform audit'))`)
  const [last] = await tx.db.select({ sequence: auditEntry.sequence, hash: auditEntry.hash }).from(auditEntry).orderBy(desc(auditEntry.sequence)).limit(1)
  const entry = {
    sequence: (last?.sequence ?? 0) + 1, at: new Date(at), actorKind, actorId: actorId && isId(actorId) ? actorId : null, actorName: await actorNameOf(tx, actorKind, actorId), action,
    subjectType, subjectId: subjectId && isId(subjectId) ? subjectId : null, subjectLabel: await subjectLabelOf(tx, subjectType, subjectId), before, after, ip, userAgent, requestId,
  }
  await tx.db.insert(auditEntry).values({ ...entry, hash: hashOf(entry, last?.hash) })
}

type HashedEntry = Omit<AuditEntryRow, 'id' | 'hash'>

function hashOf({ sequence, at, actorKind, actorId, actorName, action, subjectType, subjectId, subjectLabel, before, after, ip, userAgent, requestId }: HashedEntry, previous = ''): string {
  const content = [previous, sequence, at.toISOString(), actorKind, actorId, actorName, action, subjectType, subjectId, subjectLabel, sorted(before), sorted(after), ip, userAgent, requestId]
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url')
}

/** jsonb does not keep the order of keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value ?? null
  return Object.entries(value).filter(([, part]) => part !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, sorted(part)])
}

const CHECKED_AT_ONCE = 1_000

/** Whether the log is as it was written, looked at now. */
export async function verifyAuditLog(ctx: Context): Promise<{ intact: boolean; brokenAt: number | null; entries: number; checkedAt: Date }> {
  const entries = await lastSequence(ctx)
  const brokenAt = await findBrokenLink(ctx)
  return { intact: brokenAt === undefined, brokenAt: brokenAt ?? null, entries, checkedAt: ctx.now() }
}

/** The sequence of the first row that was changed or is missing; undefined when the log is as it was written. */
export async function findBrokenLink(ctx: Context): Promise<number | undefined> {
  let [sequence, previous] = [0, undefined as string | undefined]
  for (;;) {
    const rows = await ctx.db.select().from(auditEntry).where(and(visibleAuditEntries(ctx.viewer), gt(auditEntry.sequence, sequence))).orderBy(asc(auditEntry.sequence)).limit(CHECKED_AT_ONCE)
    for (const row of rows) {
      if (row.sequence !== sequence + 1 || row.hash !== hashOf(row, previous)) return sequence + 1
      ;[sequence, previous] = [row.sequence, row.hash]
    }
    if (rows.length < CHECKED_AT_ONCE) return undefined
  }
}

/** Whoever watches the logs is told; the log itself cannot be trusted to say so. */
export async function checkAuditLog(ctx: Context): Promise<void> {
  const sequence = await findBrokenLink(ctx)
  if (sequence !== undefined) ctx.log.error({ sequence }, 'the audit log was tampered with')
}
