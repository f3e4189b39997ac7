import { and, gte, inArray, lt, sql, type SQL } from 'drizzle-orm'
import { addDays, hospitalInstant } from '@hospital/database/clock'
import type { Context } from '@hospital/subgraph/context'
import { figuresBy, movedOf, type Moved } from '../income/figures.ts'
import { ledgerEntry, order, payment } from '../tables.ts'
import { MOVED, ordersOf, paymentConditions } from './payment-filter.ts'
import { visiblePayments } from './payment.ts'
import type { PaymentFilter } from './payment.types.ts'

/**
 * What the ledger has of the payments that a filter lists: what came and what went back. With days of booking it is what was booked on them,
 * with facts of orders what was booked for those. Refuses INVALID_INPUT as the list does.
 */
export async function totalsOfPayments(ctx: Context, filter: PaymentFilter): Promise<Moved> {
  const conditions = and(visiblePayments(ctx.viewer), ...paymentConditions(ctx, filter))
  const { number, from, to, status, bookedFrom, bookedTo, ...facts } = filter
  // Only what has succeeded is in the ledger at all.
  const bookable = !status || status.includes('SUCCEEDED')
  if (bookable && !number?.trim() && !from && !to) return (await figuresBy(ctx, [], { ...facts, from: bookedFrom, to: bookedTo }))[0]!
  const [row] = await ctx.db.execute<Record<string, string>>(sql`select ${SUMS} ${entriesOf(filter, inArray(ledgerEntry.paymentId, ctx.db.select({ id: payment.id }).from(payment).where(conditions)))}`)
  return movedOf(row!)
}

/** The same for each of these payments by itself. */
export async function totalsByPayment(ctx: Context, ids: readonly string[], filter: PaymentFilter): Promise<Map<string, Moved>> {
  if (!ids.length) return new Map()
  const rows = await ctx.db.execute<Record<string, string>>(sql`select ${ledgerEntry.paymentId} as id, ${SUMS} ${entriesOf(filter, inArray(ledgerEntry.paymentId, [...ids]))} group by 1`)
  return new Map(rows.map((row) => [row.id!, movedOf(row)]))
}

const SUMS = sql`
  coalesce(sum(${ledgerEntry.debitFen}) filter (where ${ledgerEntry.account} = 'PATIENT_PREPAID'), 0) as paid, count(*) filter (where ${ledgerEntry.account} = 'PATIENT_PREPAID') as payments,
  coalesce(sum(${ledgerEntry.debitFen}) filter (where ${ledgerEntry.account} = 'REFUND_PAYABLE'), 0) as refunded, count(*) filter (where ${ledgerEntry.account} = 'REFUND_PAYABLE') as refunds`

function entriesOf(filter: PaymentFilter, ofPayments: SQL): SQL {
  const { bookedFrom, bookedTo } = filter
  return sql`from ${ledgerEntry} join ${order} on ${order.id} = ${ledgerEntry.orderId} where ${and(
    MOVED, ofPayments, ordersOf(filter),
    bookedFrom ? gte(ledgerEntry.at, hospitalInstant(bookedFrom)) : undefined, bookedTo ? lt(ledgerEntry.at, hospitalInstant(addDays(bookedTo, 1))) : undefined,
  )}`
}
