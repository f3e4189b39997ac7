import { and, eq, gte, inArray, like, lt, sql, type SQL } from 'drizzle-orm'
import { addDays, hospitalInstant } from '@hospital/database/clock'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { beginning, idIs, requireSpan } from '../orders/filter.ts'
import { allocation, ledgerEntry, order, payment } from '../tables.ts'
import type { PaymentFilter } from './payment.types.ts'

/** Entries that say what came from payers or went back to them (see `money_moved`); their index is named by just these words. */
export const MOVED = sql`${ledgerEntry.account} in ('PATIENT_PREPAID', 'REFUND_PAYABLE') and ${ledgerEntry.debitFen} > 0`

/** What a list of payments is narrowed by. Refuses INVALID_INPUT for a span that ends before it begins. */
export function paymentConditions(ctx: Context, filter: PaymentFilter): (SQL | undefined)[] {
  const { method, status, number, from, to, bookedFrom, bookedTo } = filter
  requireSpan(from, to)
  if (bookedFrom && bookedTo && bookedTo < bookedFrom) throw new Refusal('INVALID_INPUT', { message: '结束日期不能早于开始日期。', details: { field: 'bookedTo' } })
  return [
    method ? eq(payment.method, method) : undefined,
    status ? inArray(payment.status, status) : undefined,
    number?.trim() ? numbered(number.trim()) : undefined,
    from ? gte(payment.createdAt, from) : undefined,
    to ? lt(payment.createdAt, to) : undefined,
    bookedFrom || bookedTo ? movedWithin(ctx, filter) : forOrders(ctx, filter),
  ]
}

/** By the payment's own number, the channel's, or that of an order in it: each by its index. */
function numbered(number: string): SQL {
  return sql`${payment.id} in (
    select p.id from ${payment} p where p.number like ${beginning(number)}
    union select p.id from ${payment} p where p.channel_transaction_id = ${number}
    union select a.payment_id from ${allocation} a join ${order} o on o.id = a.order_id where o.number like ${beginning(number)})`
}

/** Money of it came or went back on these days, for orders of this kind. */
function movedWithin(ctx: Context, { bookedFrom, bookedTo, ...facts }: PaymentFilter): SQL | undefined {
  const orders = ordersOf(facts)
  // It began before its money moved: the list, newest first, need not look at later ones.
  const before = bookedTo ? lt(payment.createdAt, hospitalInstant(addDays(bookedTo, 1))) : undefined
  const moved = ctx.db.select({ id: ledgerEntry.paymentId }).from(ledgerEntry).where(and(
    MOVED, bookedFrom ? gte(ledgerEntry.at, hospitalInstant(bookedFrom)) : undefined, bookedTo ? lt(ledgerEntry.at, hospitalInstant(addDays(bookedTo, 1))) : undefined,
    orders && inArray(ledgerEntry.orderId, ctx.db.select({ id: order.id }).from(order).where(orders)),
  ))
  return and(before, inArray(payment.id, moved))
}

function forOrders(ctx: Context, facts: PaymentFilter): SQL | undefined {
  const orders = ordersOf(facts)
  return orders && inArray(payment.id, ctx.db.select({ id: allocation.paymentId }).from(allocation).innerJoin(order, eq(order.id, allocation.orderId)).where(orders))
}

/** Undefined: nothing is asked of the orders. */
export const ordersOf = ({ kind, institutionId, departmentId, practitionerId }: PaymentFilter): SQL | undefined => and(
  kind ? eq(order.kind, kind) : undefined, idIs(order.institutionId, institutionId), idIs(order.departmentId, departmentId), idIs(order.practitionerId, practitionerId),
)
