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

/** WeChat Pay's bills are what money is compared with. */
const BILLED = sql`left(p.method::text, 7) = 'WECHAT_'`
const BILLED_ACCOUNT = sql`c.channel = 'WECHATPAY'`

/** Payments that had their effect within the day, and whatever else the bill names; test charges stand on bills too. */
export function findPaymentLines(ctx: Context, day: string, numbers: readonly string[]): Promise<OwnLine[]> {
  return lines(ctx, sql`
    select p.id, p.number, p.amount_fen, p.status::text, ${bookedFen('PAYMENT_RECEIVED', sql`p.id`, sql`debit_fen - credit_fen`)} as ledger_fen, ${onDay(sql`p.succeeded_at`, day)} as on_day
    from finance.payment p
    where ${BILLED} and ((p.status = 'SUCCEEDED' and ${onDay(sql`p.succeeded_at`, day)}) or p.number in ${listOf(numbers)})
    union all
    select t.id, t.number, t.amount_fen, ${DONE(sql`t.paid_at`)}, ${bookedFen('TEST_CHARGE_RECEIVED', sql`t.id`, sql`debit_fen - credit_fen`)}, ${onDay(sql`t.paid_at`, day)}
    from finance.test_charge t join finance.channel_account c on c.id = t.channel_account_id
    where ${BILLED_ACCOUNT} and (${onDay(sql`t.paid_at`, day)} or t.number in ${listOf(numbers)})`)
}

/** Refunds likewise, under the numbers that the channel was given. */
export function findRefundLines(ctx: Context, day: string, numbers: readonly string[]): Promise<OwnLine[]> {
  return lines(ctx, sql`
    with own as (
      select r.*, r.number || case when r.edition = 0 then '' else '-' || r.edition end as out_number
      from finance.refund r join finance.payment p on p.id = r.payment_id where ${BILLED})
    select r.id, r.out_number as number, r.amount_fen, r.status::text, ${bookedFen('REFUND_PAID', sql`r.id`, sql`credit_fen - debit_fen`)} as ledger_fen, ${onDay(sql`r.succeeded_at`, day)} as on_day
    from own r
    where (r.status = 'SUCCEEDED' and ${onDay(sql`r.succeeded_at`, day)}) or r.out_number in ${listOf(numbers)}
    union all
    select t.id, t.refund_number, t.amount_fen, ${DONE(sql`t.returned_at`)}, ${bookedFen('TEST_CHARGE_RETURNED', sql`t.id`, sql`credit_fen - debit_fen`)}, ${onDay(sql`t.returned_at`, day)}
    from finance.test_charge t join finance.channel_account c on c.id = t.channel_account_id
    where ${BILLED_ACCOUNT} and (${onDay(sql`t.returned_at`, day)} or t.refund_number in ${listOf(numbers)})`)
}

/** A test charge in the words of payments. */
const DONE = (at: SQL) => sql`case when ${at} is null then 'PENDING' else 'SUCCEEDED' end`

const bookedFen = (fact: string, factId: SQL, side: SQL) => sql`coalesce((
  select sum(${side}) from finance.ledger_transaction t join finance.ledger_entry e on e.transaction_id = t.id
  where t.fact = ${fact} and t.fact_id = ${factId} and left(e.account::text, 8) = 'CHANNEL_'), 0)`

function onDay(at: SQL, day: string): SQL {
  const from = hospitalInstant(day).toISOString()
  const to = hospitalInstant(addDays(day, 1)).toISOString()
  return sql`coalesce(${at} >= ${from}::timestamptz and ${at} < ${to}::timestamptz, false)`
}

/** One parameter, however long the bill is. */
export const listOf = (numbers: readonly string[]) => sql`(select jsonb_array_elements_text(${JSON.stringify(numbers)}::jsonb))`

async function lines(ctx: Context, query: SQL): Promise<OwnLine[]> {
  const rows = await ctx.db.execute<Row>(query)
  return rows.map(({ id, number, amount_fen, status, ledger_fen, on_day }) => ({ id, number, amountFen: Number(amount_fen), status, ledgerFen: Number(ledger_fen), onDay: on_day }))
}
