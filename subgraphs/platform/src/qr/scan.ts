import { createHash } from 'node:crypto'
import { and, eq, gt, sql } from 'drizzle-orm'
import { hospitalDay } from '@hospital/database/clock'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { qrScan } from '../tables/qr.ts'
import { findByCode, type QrCodeRow } from './qr-code.ts'

/** A visitor who comes again within this time reloads. */
const WINDOW_MS = 30 * 60_000

/** Where a code leads on the patient app. */
export function landingOf({ target, targetId }: Pick<QrCodeRow, 'target' | 'targetId'>): string {
  if (target === 'DOCTOR') return `/doctors/${targetId}`
  return target === 'DEPARTMENT' ? `/booking/${targetId}` : '/'
}

const holds = (ctx: Context, { enabled, expiresAt }: QrCodeRow) => enabled && (!expiresAt || expiresAt > ctx.now())

/** Counts a visitor, if there is one, of an own link once in half an hour, and says where it leads. Refuses NOT_FOUND (unknown, switched off, over), INVALID_INPUT. */
export function visitQrCode(ctx: Context, code: string, visitor: string | null): Promise<string> {
  if (visitor !== null && !/^[\w-]{16,64}$/.test(visitor)) throw new Refusal('INVALID_INPUT')
  return inTransaction(ctx, async (tx) => {
    const row = await findByCode(tx, code)
    if (!row || !holds(tx, row) || row.channel !== 'LINK') throw new Refusal('NOT_FOUND', { message: '二维码已失效，请到医院首页查找医生。' })
    if (visitor === null) return landingOf(row)
    const known = nameOf(row, visitor)
    // One after the other for the same visitor, so that two loads at once are one.
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${row.id} ${known}`}, 0))`)
    const [lately] = await tx.db.select({ id: qrScan.id }).from(qrScan).where(and(eq(qrScan.codeId, row.id), eq(qrScan.visitor, known), gt(qrScan.at, new Date(tx.now().getTime() - WINDOW_MS)))).limit(1)
    if (!lately) await keep(tx, row, known, `${known} ${tx.now().toISOString()}`, false)
    return landingOf(row)
  })
}

/** Counts a scan that WeChat told of; the same push again is the same scan. */
export async function countPush(tx: Context, row: QrCodeRow, openId: string, key: string, newFollower: boolean): Promise<void> {
  if (row.enabled) await keep(tx, row, nameOf(row, openId), key, newFollower)
}

/** Nobody can be named by it, nor followed from one code to another. */
const nameOf = ({ id }: QrCodeRow, visitor: string) => createHash('sha256').update(`${id} ${visitor}`).digest('base64url').slice(0, 22)

async function keep(tx: Context, { id: codeId }: QrCodeRow, visitor: string, once: string, newFollower: boolean): Promise<void> {
  await tx.db.insert(qrScan).values({ codeId, at: tx.now(), day: hospitalDay(tx.now()), visitor, newFollower, once }).onConflictDoNothing()
}
