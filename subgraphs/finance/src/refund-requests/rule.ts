import type { SettingKey } from '@hospital/configuration/settings'
import type { Context } from '@hospital/subgraph/context'
import { REFUSALS, Refusal } from '@hospital/subgraph/refusal'
import { configuration } from '../configuration.ts'
import { refundableFen, type OrderRow } from '../orders/order.ts'
import type { OrderKind } from '../orders/order.status.ts'

/** Who decides; prepayments are settled at the counter at the end of the stay. */
const SETTINGS = { REGISTRATION: 'refund.registration', CONSULTATION: 'refund.consultation', OUTPATIENT_BILL: 'refund.outpatientBill' } as const satisfies Partial<Record<OrderKind, SettingKey>>

const DAY_MS = 86_400_000

export type RefundWay = 'AUTOMATIC' | 'BY_PERSON'

/**
 * How a paid order is given back online. Automatic only while nothing was delivered: whatever the setting, a person looks at the rest.
 * Refuses NOT_REFUNDABLE (nothing left, or not paid), REFUND_OFFLINE (not of this kind, and never of the same day), REFUND_TOO_LATE.
 */
export async function refundWay(ctx: Context, row: OrderRow): Promise<RefundWay> {
  if (refundableFen(row) <= 0 || row.status === 'REFUNDING') throw new Refusal('NOT_REFUNDABLE', { details: { status: row.status } })
  const key = row.kind in SETTINGS ? SETTINGS[row.kind as keyof typeof SETTINGS] : undefined
  const way: string = key ? await configuration.settingOf(ctx, key, row.institutionId) : 'OFFLINE'
  if (way === 'OFFLINE' || (row.refundUntil && row.refundUntil <= row.createdAt)) throw new Refusal('REFUND_OFFLINE')
  const days = await configuration.settingOf(ctx, 'refund.withinDays', row.institutionId)
  const until = Math.min(row.paidAt!.getTime() + days * DAY_MS, row.refundUntil?.getTime() ?? Infinity)
  if (ctx.now().getTime() >= until) throw new Refusal('REFUND_TOO_LATE')
  return way === 'AUTOMATIC' && !row.deliveredAt ? 'AUTOMATIC' : 'BY_PERSON'
}

/** Why the viewer cannot ask the order back online, in words; null where it can. */
export async function refundObstacle(ctx: Context, row: OrderRow): Promise<string | null> {
  if (ctx.viewer.kind !== 'PATIENT' || ctx.viewer.accountId !== row.accountId) return REFUSALS.FORBIDDEN
  try {
    await refundWay(ctx, row)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}
