import { and, eq, ilike, inArray, or, sql, type SQL } from 'drizzle-orm'
import { can, type Viewer } from '@hospital/access/viewer'
import { isId } from '@hospital/database/identifier'
import { audit } from '@hospital/subgraph/audit'
import type { Context } from '@hospital/subgraph/context'
import { paginate, type Page, type PageArgs } from '@hospital/subgraph/paging'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { matching } from '../directory/search.ts'
import { department, practitioner } from '../tables/directory.ts'
import { qrCode } from '../tables/qr.ts'
import type { QrCodeFilter } from './qr-code.types.ts'

export type QrCodeRow = typeof qrCode.$inferSelect

/** Whoever may look at the statistics sees every code; a visitor sees where his leads, and no more. */
export function visibleQrCodes(viewer: Viewer): SQL | undefined {
  return viewer.kind === 'SERVICE' || can(viewer, 'qr:read') ? undefined : sql`false`
}

export async function findQrCodes(ctx: Context, ids: readonly string[]): Promise<QrCodeRow[]> {
  return ctx.db.select().from(qrCode).where(and(inArray(qrCode.id, ids.filter(isId)), visibleQrCodes(ctx.viewer)))
}

export function listQrCodes(ctx: Context, page: PageArgs & { largest?: number }, { target, channel, search, practitionerId, jobId }: QrCodeFilter = {}): Promise<Page<QrCodeRow>> {
  const malformed = [practitionerId, jobId].some((id) => id && !isId(id))
  const where = malformed ? sql`false` : and(
    visibleQrCodes(ctx.viewer),
    target ? eq(qrCode.target, target) : undefined,
    channel ? eq(qrCode.channel, channel) : undefined,
    practitionerId ? eq(qrCode.targetId, practitionerId) : undefined,
    jobId ? eq(qrCode.jobId, jobId) : undefined,
    named(ctx, search),
  )
  return paginate(page, {
    sort: [{ column: qrCode.createdAt, descending: true }, { column: qrCode.id, descending: true }],
    where,
    rows: (condition, order, limit) => ctx.db.select().from(qrCode).where(condition).orderBy(...order).limit(limit),
    keyOf: (row) => [row.createdAt, row.id],
    count: (condition) => ctx.db.$count(qrCode, condition),
  })
}

function named(ctx: Context, search: string | null | undefined): SQL | undefined {
  const typed = search?.trim().slice(0, 50)
  if (!typed) return undefined
  const like = `%${typed.replace(/[\\%_]/g, '\\$&')}%`
  const doctors = ctx.db.select({ id: practitioner.id }).from(practitioner).where(matching(typed, [practitioner.name], practitioner.pinyin))
  const departments = ctx.db.select({ id: department.id }).from(department).where(matching(typed, [department.name], department.pinyin))
  return or(ilike(qrCode.campaign, like), eq(qrCode.code, typed), inArray(qrCode.targetId, doctors), inArray(qrCode.targetId, departments))
}

/** A code that is switched off leads nowhere and counts nothing. Refuses NOT_FOUND. */
export function setQrCodeEnabled(ctx: Context, id: string, enabled: boolean): Promise<QrCodeRow> {
  return inTransaction(ctx, async (tx) => {
    const [before] = await findQrCodes(tx, [id])
    if (!before) throw new Refusal('NOT_FOUND')
    const [row] = await tx.db.update(qrCode).set({ enabled }).where(eq(qrCode.id, id)).returning()
    await audit(tx, enabled ? 'qr-code.enable' : 'qr-code.disable', { subjectType: 'QrCode', subjectId: id, before: { enabled: before.enabled }, after: { enabled } })
    return row!
  })
}

/** A code by what stands in its address: for whoever scans it, so without regard to who may look at the statistics. */
export async function findByCode(ctx: Context, code: string): Promise<QrCodeRow | undefined> {
  const [row] = await ctx.db.select().from(qrCode).where(eq(qrCode.code, code))
  return row
}
