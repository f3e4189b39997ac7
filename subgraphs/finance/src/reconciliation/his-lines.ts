import { sql } from 'drizzle-orm'
import type { HisStatementLine } from '@hospital/connectors/his/statement.port'
import type { BillLine } from '@hospital/connectors/payments/bill'
import type { Context } from '@hospital/subgraph/context'
import type { OwnLine } from './compare.ts'
import { lines, listOf, within } from './own-lines.ts'
import type { Span } from './reconciled-channel.ts'

/** What the HIS is told of when it is paid. */
const TOLD_KINDS = sql`o.kind in ('REGISTRATION', 'OUTPATIENT_BILL', 'INPATIENT_DEPOSIT', 'CARD_TOP_UP')`

/**
 * Orders that were paid within the day, and whatever else the statement names. What the HIS has taken, it must have; of a registration that
 * is asked back it may never have heard.
 */
export function findOrderLines(ctx: Context, span: Span, numbers: readonly string[]): Promise<OwnLine[]> {
  return lines(ctx, sql`
    select o.id, o.number, o.amount_fen, case when o.paid_at is null then o.status::text else 'SUCCEEDED' end as status, case when o.paid_at is null then 0 else o.amount_fen end as ledger_fen,
      ${within(sql`o.paid_at`, span)} as on_day, case when o.kind = 'REGISTRATION' then o.refund_requested_fen = 0 else o.delivered_at is not null end as certain
    from finance."order" o where ${TOLD_KINDS} and ((o.paid_at is not null and ${within(sql`o.paid_at`, span)}) or o.number in ${listOf(numbers)})`)
}

/** What the HIS has agreed to take back, under the number that it was told; and registrations, which it gives up itself before they are asked back here. */
export function findOrderRefundLines(ctx: Context, span: Span, numbers: readonly string[]): Promise<OwnLine[]> {
  return lines(ctx, sql`
    select min(r.id::text)::uuid as id, r.told_as as number, sum(r.amount_fen) as amount_fen, case when min(r.told_at) is null then min(r.status::text) else 'SUCCEEDED' end as status,
      case when min(r.told_at) is null then 0 else sum(r.amount_fen) end as ledger_fen, ${within(sql`min(r.told_at)`, span)} as on_day, min(r.told_at) is not null as certain
    from finance.refund r where r.told_as is not null and (${within(sql`r.told_at`, span)} or r.told_as in ${listOf(numbers)}) group by r.told_as
    union all
    select o.id, o.number, sum(r.amount_fen), 'SUCCEEDED', sum(r.amount_fen), ${within(sql`max(r.requested_at)`, span)}, false
    from finance.refund r join finance."order" o on o.id = r.order_id
    where o.kind = 'REGISTRATION' and r.cause <> 'SURPLUS' and (${within(sql`r.requested_at`, span)} or o.number in ${listOf(numbers)}) group by o.id, o.number`)
}

/** The statement in the numbers of orders: of registrations the HIS knows the appointment. */
export async function inOrderNumbers(ctx: Context, statement: readonly HisStatementLine[]): Promise<BillLine[]> {
  const appointments = statement.filter(({ kind }) => kind === 'REGISTRATION').map(({ reference }) => reference)
  const rows = await ctx.db.execute<{ subject: string; number: string }>(sql`
    select o.subject_id::text as subject, o.number from finance."order" o where o.kind = 'REGISTRATION' and o.paid_at is not null and o.subject_id::text in ${listOf(appointments)}`)
  const numbers = new Map(rows.map(({ subject, number }) => [subject, number]))
  return statement.map(({ kind, direction, reference, amountFen, serial }) => ({
    kind: direction === 'PAID' ? 'PAYMENT' : 'REFUND', number: (kind === 'REGISTRATION' && numbers.get(reference)) || reference, channelNo: serial, fen: amountFen,
  }))
}
