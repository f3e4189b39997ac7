import { sql, type SQL } from 'drizzle-orm'
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
 * is asked back as a whole it may never have heard.
 */
export function findOrderLines(ctx: Context, span: Span, numbers: readonly string[]): Promise<OwnLine[]> {
  return lines(ctx, sql`
    select o.id, o.number, o.amount_fen, case when o.paid_at is null then o.status::text else 'SUCCEEDED' end as status, case when o.paid_at is null then 0 else o.amount_fen end as ledger_fen,
      ${within(sql`o.paid_at`, span)} as on_day, case when o.kind = 'REGISTRATION' then o.refund_requested_fen < o.amount_fen else o.delivered_at is not null end as certain
    from finance."order" o where ${TOLD_KINDS} and ((o.paid_at is not null and ${within(sql`o.paid_at`, span)}) or o.number in ${listOf(numbers)})`)
}

/** What the HIS has agreed to take back, under the number that it was told; and registrations, which it gives up itself before they are asked back here. */
export function findOrderRefundLines(ctx: Context, span: Span, returned: readonly BillLine[]): Promise<OwnLine[]> {
  const numbers = returned.map(({ number }) => number)
  return lines(ctx, sql`
    select min(r.id::text)::uuid as id, r.told_as as number, sum(r.amount_fen) as amount_fen, case when min(r.told_at) is null then min(r.status::text) else 'SUCCEEDED' end as status,
      case when min(r.told_at) is null then 0 else sum(r.amount_fen) end as ledger_fen, ${within(sql`min(r.told_at)`, span)} as on_day, min(r.told_at) is not null as certain
    from finance.refund r where r.told_as is not null and (${within(sql`r.told_at`, span)} or r.told_as in ${listOf(numbers)}) group by r.told_as
    union all ${registrationsGivenBack(span, returned)}`)
}

/**
 * Of a registration a part may be given back here that the HIS never hears of, another that its own window gives back too, and in the end the rest or,
 * to the HIS, the whole. So its sum of the day is ours where it is what was given back last, be that one part or all of them.
 */
function registrationsGivenBack(span: Span, returned: readonly BillLine[]): SQL {
  const there = JSON.stringify(Object.fromEntries(returned.map(({ number, fen }) => [number, fen])))
  return sql`(
    with there as (select key as number, value::bigint as fen from jsonb_each_text(${there}::jsonb)),
    parts as (
      select o.id, o.number, r.amount_fen, ${within(sql`r.requested_at`, span)} as on_day, sum(r.amount_fen) over (partition by o.id order by r.requested_at desc, r.id desc) as since
      from finance.refund r join finance."order" o on o.id = r.order_id
      where o.kind = 'REGISTRATION' and r.cause <> 'SURPLUS' and r.requested_at < ${new Date(span.to.getTime() + MIDNIGHT_MS).toISOString()}::timestamptz
    ),
    given as (
      select p.id, p.number, bool_or(p.on_day) as on_day, bool_or(t.number is not null) as named,
        case when bool_or(p.since = t.fen) then min(t.fen) else coalesce(sum(p.amount_fen) filter (where p.on_day), sum(p.amount_fen)) end as fen
      from parts p left join there t on t.number = p.number group by p.id, p.number
    )
    select id, number, fen, 'SUCCEEDED', fen, on_day, false from given where on_day or named)`
}

/** Its clock and the channels' differ at midnight. */
export const MIDNIGHT_MS = 6 * 3_600_000

/** The statement in the numbers of orders: of registrations the HIS knows the appointment. */
export async function inOrderNumbers(ctx: Context, statement: readonly HisStatementLine[]): Promise<BillLine[]> {
  const appointments = statement.filter(({ kind }) => kind === 'REGISTRATION').map(({ reference }) => reference)
  const rows = await ctx.db.execute<{ subject: string; number: string }>(sql`
    select o.subject_id::text as subject, o.number from finance."order" o where o.kind = 'REGISTRATION' and o.paid_at is not null and o.subject_id::text in ${listOf(appointments)}`)
  const numbers = new Map(rows.map(({ subject, number }) => [subject, number]))
  return added(statement.map(({ kind, direction, reference, amountFen, serial }) => ({
    kind: direction === 'PAID' ? 'PAYMENT' : 'REFUND', number: (kind === 'REGISTRATION' && numbers.get(reference)) || reference, channelNo: serial, fen: amountFen,
  })))
}

/** What the HIS has taken or given back under one number in several lines is one sum: twice the same is twice as much. */
function added(lines: BillLine[]): BillLine[] {
  const sums = new Map<string, BillLine>()
  for (const line of lines) {
    const key = `${line.kind} ${line.number}`
    sums.set(key, { ...line, fen: (sums.get(key)?.fen ?? 0) + line.fen })
  }
  return [...sums.values()]
}
