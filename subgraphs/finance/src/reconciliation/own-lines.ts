import { sql, type SQL } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'
import type { OwnLine } from './compare.ts'
import type { ReconciledChannel, Span } from './reconciled-channel.ts'

interface Row extends Record<string, unknown> {
  id: string
  number: string
  amount_fen: string
  status: string
  ledger_fen: string
  on_day: boolean
  certain: boolean
}

type MoneyChannel = Exclude<ReconciledChannel, 'HIS'>

/** Payments `p` that a channel's bill names. */
const PAID_BY: { [C in MoneyChannel]: SQL } = {
  WECHATPAY: sql`left(p.method::text, 7) = 'WECHAT_'`, ALIPAY: sql`p.method = 'ALIPAY_WAP'`, UNIONPAY: sql`p.method = 'UNIONPAY_FRONT'`,
  INSURANCE: sql`p.method = 'INSURANCE'`, HOSPITAL_CARD: sql`p.method = 'HOSPITAL_CARD'`,
}

/** Payments that had their effect within the day, and whatever else the bill names; test charges stand on bills too. */
export function findPaymentLines(ctx: Context, channel: MoneyChannel, span: Span, numbers: readonly string[]): Promise<OwnLine[]> {
  return lines(ctx, sql`
    select p.id, p.number, p.amount_fen, p.status::text, ${bookedFen(RECEIVED, sql`p.id`, sql`debit_fen - credit_fen`)} as ledger_fen, ${within(sql`p.succeeded_at`, span)} as on_day, true as certain
    from finance.payment p
    where ${PAID_BY[channel]} and ((p.status = 'SUCCEEDED' and ${within(sql`p.succeeded_at`, span)}) or p.number in ${listOf(numbers)})
    union all
    select t.id, t.number, t.amount_fen, ${DONE(sql`t.paid_at`)}, ${bookedFen(['TEST_CHARGE_RECEIVED'], sql`t.id`, sql`debit_fen - credit_fen`)}, ${within(sql`t.paid_at`, span)}, true
    from finance.test_charge t join finance.channel_account c on c.id = t.channel_account_id
    where c.channel::text = ${channel} and (${within(sql`t.paid_at`, span)} or t.number in ${listOf(numbers)})`)
}

/** The number of refund `r` as the channel was given it. */
export const OUT_NUMBER = sql`r.number || case when r.edition = 0 then '' else '-' || r.edition end`

/** Refunds likewise, under the numbers that the channel was given. */
export function findRefundLines(ctx: Context, channel: MoneyChannel, span: Span, numbers: readonly string[]): Promise<OwnLine[]> {
  return lines(ctx, sql`
    with own as (
      select r.*, ${OUT_NUMBER} as out_number
      from finance.refund r join finance.payment p on p.id = r.payment_id where ${PAID_BY[channel]})
    select r.id, r.out_number as number, r.amount_fen, r.status::text, ${bookedFen(GIVEN_BACK, sql`r.id`, sql`credit_fen - debit_fen`)} as ledger_fen, ${within(sql`r.succeeded_at`, span)} as on_day, true as certain
    from own r
    where (r.status = 'SUCCEEDED' and ${within(sql`r.succeeded_at`, span)}) or r.out_number in ${listOf(numbers)}
    union all
    select t.id, t.refund_number, t.amount_fen, ${DONE(sql`t.returned_at`)}, ${bookedFen(['TEST_CHARGE_RETURNED'], sql`t.id`, sql`credit_fen - debit_fen`)}, ${within(sql`t.returned_at`, span)}, true
    from finance.test_charge t join finance.channel_account c on c.id = t.channel_account_id
    where c.channel::text = ${channel} and (${within(sql`t.returned_at`, span)} or t.refund_number in ${listOf(numbers)})`)
}

/** A test charge in the words of payments. */
const DONE = (at: SQL) => sql`case when ${at} is null then 'PENDING' else 'SUCCEEDED' end`

const RECEIVED = ['PAYMENT_RECEIVED', 'INSURANCE_FUND_SETTLED', 'INSURANCE_ACCOUNT_SETTLED']
const GIVEN_BACK = ['REFUND_PAID', 'INSURANCE_FUND_REVERSED', 'INSURANCE_ACCOUNT_REVERSED']

const bookedFen = (facts: readonly string[], factId: SQL, side: SQL) => sql`coalesce((
  select sum(${side}) from finance.ledger_transaction t join finance.ledger_entry e on e.transaction_id = t.id
  where t.fact::text in ${listOf(facts)} and t.fact_id = ${factId} and (left(e.account::text, 8) = 'CHANNEL_' or e.account in ('INSURANCE_FUND', 'INSURANCE_ACCOUNT', 'HOSPITAL_CARD_DEPOSITS'))), 0)`

export const within = (at: SQL, { from, to }: Span): SQL => sql`coalesce(${at} >= ${from.toISOString()}::timestamptz and ${at} < ${to.toISOString()}::timestamptz, false)`

/** One parameter, however long the bill is. */
export const listOf = (numbers: readonly string[]) => sql`(select jsonb_array_elements_text(${JSON.stringify(numbers)}::jsonb))`

export async function lines(ctx: Context, query: SQL): Promise<OwnLine[]> {
  const rows = await ctx.db.execute<Row>(query)
  return rows.map(({ id, number, amount_fen, status, ledger_fen, on_day, certain }) => ({ id, number, amountFen: Number(amount_fen), status, ledgerFen: Number(ledger_fen), onDay: on_day, certain }))
}
