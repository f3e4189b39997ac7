import { sql, type SQL } from 'drizzle-orm'
import type { Context } from '@hospital/subgraph/context'

/** Each query answers the rows that break its rule; none in a sound house. Reads the whole ledger: for tests and for the nightly hand. */
const RULES: Record<string, SQL> = {
  'every fact balances': sql`
    select transaction_id as id from finance.ledger_entry group by transaction_id having sum(debit_fen) <> sum(credit_fen)`,
  'the channel holds what was paid and not given back': sql`
    with moved as (
      select case method when 'INSURANCE' then 'insurance' when 'HOSPITAL_CARD' then 'card' else 'channel' end as place, amount_fen as fen from finance.payment where status = 'SUCCEEDED'
      union all select case p.method when 'INSURANCE' then 'insurance' when 'HOSPITAL_CARD' then 'card' else 'channel' end, -r.amount_fen from finance.refund r join finance.payment p on p.id = r.payment_id where r.status = 'SUCCEEDED'
      union all select 'channel', amount_fen from finance.test_charge where status = 'PAID'
      union all select case r.channel when 'INSURANCE' then 'insurance' else 'channel' end, d.adjusted_fen
        from finance.reconciliation_difference d join finance.reconciliation r on r.id = d.reconciliation_id where d.handling = 'ADJUSTED' and r.channel not in ('HOSPITAL_CARD', 'HIS')
    ), booked as (
      select case when e.account in ('INSURANCE_FUND', 'INSURANCE_ACCOUNT') then 'insurance' when e.account = 'HOSPITAL_CARD_DEPOSITS' then 'card' else 'channel' end as place, e.debit_fen - e.credit_fen as fen
      from finance.ledger_entry e join finance.ledger_transaction t on t.id = e.transaction_id
      where left(e.account::text, 8) = 'CHANNEL_' or e.account in ('INSURANCE_FUND', 'INSURANCE_ACCOUNT') or (e.account = 'HOSPITAL_CARD_DEPOSITS' and t.fact in ('PAYMENT_RECEIVED', 'REFUND_PAID'))
    ) select place as id from (select place, fen from moved union all select place, -fen from booked) both_sides group by place having sum(fen) <> 0`,
  'what is owed or earned for an order is what was paid less what was asked back, once the HIS has agreed where it must': sql`
    select o.id from finance."order" o
    left join (
      select order_id,
        coalesce(sum(credit_fen - debit_fen) filter (where account = 'ORDER_LIABILITY'), 0) as owed,
        coalesce(sum(credit_fen - debit_fen) filter (where left(account::text, 8) = 'REVENUE_' or account = 'INPATIENT_DEPOSITS' or (account = 'HOSPITAL_CARD_DEPOSITS' and kind = 'CARD_TOP_UP')), 0) as earned
      from finance.ledger_entry join finance."order" on "order".id = order_id group by order_id
    ) l on l.order_id = o.id
    left join (
      select order_id, sum(amount_fen) as fen from finance.refund where status = 'REQUESTED' and told_as is not null and told_at is null group by order_id
    ) u on u.order_id = o.id
    where coalesce(l.owed, 0) <> case when o.paid_at is not null and o.delivered_at is null then o.amount_fen - o.refund_requested_fen + coalesce(u.fen, 0) else 0 end
       or coalesce(l.earned, 0) <> case when o.delivered_at is not null then o.amount_fen - o.refund_requested_fen + coalesce(u.fen, 0) else 0 end`,
  'the figures of income are what the ledger says': sql`
    with counted as (
      select day, kind, institution_id, department_id, practitioner_id, method, sum(paid_fen), sum(refunded_fen), sum(earned_fen), sum(payments)::bigint, sum(refunds)::bigint
      from (
        select day, kind, institution_id, department_id, practitioner_id, method, paid_fen, refunded_fen, earned_fen, payments, refunds from finance.income_figure
        union all select day, kind, institution_id, department_id, practitioner_id, method, paid_fen, refunded_fen, earned_fen, payments, refunds from finance.income_tally
      ) f group by 1, 2, 3, 4, 5, 6
    ), booked as (
      select day, kind, institution_id, department_id, practitioner_id, method, sum(paid_fen), sum(refunded_fen), sum(earned_fen), count(*) filter (where paid_fen > 0), count(*) filter (where refunded_fen > 0)
      from finance.money_moved group by 1, 2, 3, 4, 5, 6
    ) select day || ' ' || kind as id from ((table counted except table booked) union all (table booked except table counted)) differing`,
  'an adjustment to a channel is booked as it was decided': sql`
    select d.id from finance.reconciliation_difference d
    left join (
      select t.fact_id, sum(e.credit_fen - e.debit_fen) filter (where e.account = 'RECONCILIATION_DIFFERENCES') as fen
      from finance.ledger_transaction t join finance.ledger_entry e on e.transaction_id = t.id where t.fact = 'RECONCILIATION_ADJUSTED' group by 1
    ) b on b.fact_id = d.id
    where coalesce(b.fen, 0) <> coalesce(d.adjusted_fen, 0)`,
  'a test charge is held from its payment until it has gone back': sql`
    with expected as (select coalesce(sum(amount_fen), 0) as fen from finance.test_charge where status = 'PAID'),
      booked as (select coalesce(sum(credit_fen - debit_fen), 0) as fen from finance.ledger_entry where account = 'TEST_CHARGES')
    select expected.fen::text || ' is not ' || booked.fen::text as id from expected, booked where expected.fen <> booked.fen`,
  'money received has been taken by orders or asked back, or is the insurer\'s part of an open order': sql`
    select payment_id as id from finance.ledger_entry where account = 'PATIENT_PREPAID'
      and not exists (select 1 from finance.allocation a where a.payment_id = ledger_entry.payment_id and a.leg = 'INSURANCE' and a.claim = 'HELD') group by payment_id having sum(credit_fen) <> sum(debit_fen)`,
  'a refund is owed from its request, or the HIS having agreed to it, until it has arrived': sql`
    select r.id from finance.refund r
    left join (select refund_id, sum(credit_fen - debit_fen) as fen from finance.ledger_entry where account = 'REFUND_PAYABLE' group by refund_id) l on l.refund_id = r.id
    where coalesce(l.fen, 0) <> case when r.status in ('SUCCEEDED', 'DECLINED') or (r.told_as is not null and r.told_at is null) then 0 else r.amount_fen end`,
  'an allocation counts its refunds': sql`
    select a.payment_id as id from finance.allocation a
    left join (
      select payment_id, order_id, sum(amount_fen) filter (where status <> 'DECLINED') as asked, sum(amount_fen) filter (where status = 'SUCCEEDED') as arrived from finance.refund group by payment_id, order_id
    ) r using (payment_id, order_id)
    where a.refund_requested_fen <> coalesce(r.asked, 0) or a.refunded_fen <> coalesce(r.arrived, 0)`,
  'an order counts its refunds': sql`
    select o.id from finance."order" o
    left join (
      select order_id, sum(amount_fen) filter (where status <> 'DECLINED') as asked, sum(amount_fen) filter (where status = 'SUCCEEDED') as arrived from finance.refund where cause <> 'SURPLUS' group by order_id
    ) r on r.order_id = o.id
    where o.refund_requested_fen <> coalesce(r.asked, 0) or o.refunded_fen <> coalesce(r.arrived, 0)`,
  'the payments of a paid order make its sum, an unpaid one has none': sql`
    select o.id from finance."order" o
    left join (select order_id, count(*) as payments, sum(amount_fen) as fen from finance.allocation where claim = 'APPLIED' group by order_id) a on a.order_id = o.id
    where case when o.paid_at is null then a.payments is not null else a.payments is null or a.fen <> o.amount_fen end`,
  'the status of an order says what its money says': sql`
    select id from finance."order" where not case status
      when 'OPEN' then paid_at is null when 'CANCELLED' then paid_at is null when 'EXPIRED' then paid_at is null
      when 'PAID' then paid_at is not null and refund_requested_fen = 0 and delivered_at is null
      when 'FULFILLED' then refund_requested_fen = 0 and delivered_at is not null
      when 'CLOSED' then refund_requested_fen = 0 and delivered_at is not null
      when 'REFUNDING' then refunded_fen < refund_requested_fen
      when 'REFUNDED' then refunded_fen = amount_fen
      when 'PARTLY_REFUNDED' then 0 < refunded_fen and refunded_fen < amount_fen and refunded_fen = refund_requested_fen end`,
}

export interface Discrepancy {
  rule: string
  id: string
}

/** Compares the ledger with orders, payments and refunds in one snapshot. Nothing: they agree to the fen. */
export async function verifyLedger(ctx: Pick<Context, 'db'>): Promise<Discrepancy[]> {
  return ctx.db.transaction(async (tx) => {
    const found: Discrepancy[] = []
    for (const [rule, query] of Object.entries(RULES)) {
      for (const { id } of await tx.execute<{ id: string }>(query)) found.push({ rule, id })
    }
    return found
  }, { isolationLevel: 'repeatable read', accessMode: 'read only' })
}
