import { sql, type SQL } from 'drizzle-orm'
import { addDays, hospitalInstant } from '@hospital/database/clock'
import type { Context } from '@hospital/subgraph/context'
import type { OwnLine } from './compare.ts'

interface Row extends Record<string, unknown> {
  id: string
  number: string
  amount_fen: string
  status: string
  ledger_fen: string
  on_day: boolean
}

/** Payments that had their effect within the day, and whatever else the bill names. */
export function findPaymentLines(ctx: Context, day: string, numbers: readonly string[]): Promise<OwnLine[]> {
  return lines(ctx, sql`
    select p.id, p.number, p.amount_fen, p.status, ${bookedFen('PAYMENT_RECEIVED', sql`p.id`, sql`debit_fen - credit_fen`)} as ledger_fen, ${onDay('p', day)} as on_day
    from finance.payment p
    where p.method in ('WECHAT_JSAPI', 'WECHAT_H5', 'WECHAT_NATIVE') and ((p.status = 'SUCCEEDED' and ${onDay('p', day)}) or p.number in ${listOf(numbers)})`)
}

/** Refunds likewise, under the numbers that the channel was given. */
export function findRefundLines(ctx: Context, day: string, numbers: readonly string[]): Promise<OwnLine[]> {
  return lines(ctx, sql`
    with own as (select r.*, r.number || case when r.edition = 0 then '' else '-' || r.edition end as out_number from finance.refund r join finance.payment p on p.id = r.payment_id where p.method in ('WECHAT_JSAPI', 'WECHAT_H5', 'WECHAT_NATIVE'))
    select r.id, r.out_number as number, r.amount_fen, r.status, ${bookedFen('REFUND_PAID', sql`r.id`, sql`credit_fen - debit_fen`)} as ledger_fen, ${onDay('r', day)} as on_day
    from own r
    where (r.status = 'SUCCEEDED' and ${onDay('r', day)}) or r.out_number in ${listOf(numbers)}`)
}

const bookedFen = (fact: string, factId: SQL, side: SQL) => sql`coalesce((
  select sum(${side}) from finance.ledger_transaction t join finance.ledger_entry e on e.transaction_id = t.id
  where t.fact = ${fact} and t.fact_id = ${factId} and e.account = 'CHANNEL_WECHAT'), 0)`

function onDay(table: 'p' | 'r', day: string): SQL {
  const from = hospitalInstant(day).toISOString()
  const to = hospitalInstant(addDays(day, 1)).toISOString()
  return sql`coalesce(${sql.raw(table)}.succeeded_at >= ${from}::timestamptz and ${sql.raw(table)}.succeeded_at < ${to}::timestamptz, false)`
}

/** One parameter, however long the bill is. */
export const listOf = (numbers: readonly string[]) => sql`(select jsonb_array_elements_text(${JSON.stringify(numbers)}::jsonb))`

async function lines(ctx: Context, query: SQL): Promise<OwnLine[]> {
  const rows = await ctx.db.execute<Row>(query)
  return rows.map(({ id, number, amount_fen, status, ledger_fen, on_day }) => ({ id, number, amountFen: Number(amount_fen), status, ledgerFen: Number(ledger_fen), onDay: on_day }))
}
