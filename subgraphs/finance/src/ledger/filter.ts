import { and, eq, gte, inArray, lt, sql, type SQL } from 'drizzle-orm'
import { addDays, hospitalInstant } from '@hospital/database/clock'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { beginning } from '../orders/filter.ts'
import { allocation, ledgerEntry, ledgerTransaction, order, payment, reconciliationDifference, refund } from '../tables.ts'
import type { LedgerFilter } from './ledger.types.ts'

/** What the ledger is narrowed by. Refuses INVALID_INPUT for a span that ends before it begins. */
export function ledgerConditions(ctx: Context, { account, fact, from, to, number }: LedgerFilter): (SQL | undefined)[] {
  if (from && to && to < from) throw new Refusal('INVALID_INPUT', { message: '结束日期不能早于开始日期。', details: { field: 'to' } })
  // An entry is dated as its transaction is: asked of both, each of them is found by its own index.
  const within = (column: typeof ledgerEntry.at | typeof ledgerTransaction.at) => [from ? gte(column, hospitalInstant(from)) : undefined, to ? lt(column, hospitalInstant(addDays(to, 1))) : undefined]
  const stating = ctx.db.select({ id: ledgerTransaction.id }).from(ledgerTransaction)
  return [
    ...within(ledgerEntry.at),
    account ? eq(ledgerEntry.account, account) : undefined,
    fact ? inArray(ledgerEntry.transactionId, stating.where(and(eq(ledgerTransaction.fact, fact), ...within(ledgerTransaction.at)))) : undefined,
    number?.trim() ? numbered(number.trim()) : undefined,
  ]
}

/** By the number of an order or of what was paid for it, of a payment, here or at its channel, of a refund, or of a line that was adjusted: each by its index. */
function numbered(number: string): SQL {
  const typed = beginning(number)
  return sql`${ledgerEntry.id} in (
    select e.id from ${ledgerEntry} e join ${order} o on o.id = e.order_id where o.number like ${typed}
    union select e.id from ${ledgerEntry} e join ${allocation} a on a.payment_id = e.payment_id join ${order} o on o.id = a.order_id where e.order_id is null and o.number like ${typed}
    union select e.id from ${ledgerEntry} e join ${payment} p on p.id = e.payment_id where p.number like ${typed}
    union select e.id from ${ledgerEntry} e join ${payment} p on p.id = e.payment_id where p.channel_transaction_id = ${number}
    union select e.id from ${ledgerEntry} e join ${refund} r on r.payment_id = e.payment_id and r.id = e.refund_id where r.number = ${number.toUpperCase()}
    union select e.id from ${ledgerEntry} e join ${ledgerTransaction} t on t.id = e.transaction_id join ${reconciliationDifference} d on d.id = t.fact_id
      where t.fact = 'RECONCILIATION_ADJUSTED' and d.number = ${number})`
}
