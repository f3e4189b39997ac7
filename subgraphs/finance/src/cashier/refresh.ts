import { and, eq, isNull, lt, or } from 'drizzle-orm'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { FinanceContext } from '../context.ts'
import { payment } from '../tables.ts'
import { askChannel } from './channel.ts'
import { getPayment, type PaymentRow } from './payment.ts'

/** Pages ask again and again; the channel is asked at most once in this time for one payment. */
const QUIET_MS = 1_000

/**
 * Asks the channel how the payment stands, for a page that has come back from it. A channel that cannot be reached changes nothing.
 * Refuses NOT_FOUND.
 */
export async function refreshPayment(ctx: FinanceContext, id: string): Promise<PaymentRow> {
  const row = await getPayment(ctx, id)
  if (row.status === 'SUCCEEDED' || row.method === 'FREE' || !(await takeTurn(ctx, id))) return row
  try {
    await askChannel(ctx, row)
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error, paymentId: id }, 'payment not known yet')
  }
  return getPayment(ctx, id)
}

async function takeTurn(ctx: FinanceContext, id: string): Promise<boolean> {
  const now = ctx.now()
  const quiet = or(isNull(payment.checkedAt), lt(payment.checkedAt, new Date(now.getTime() - QUIET_MS)))
  const turn = await ctx.db.update(payment).set({ checkedAt: now }).where(and(eq(payment.id, id), quiet)).returning({ id: payment.id })
  return turn.length > 0
}
