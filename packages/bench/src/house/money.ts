import { DEPARTMENTS, PRACTITIONERS } from './data.ts'
import { idSql } from './ids.ts'
import type { World } from './world.ts'

/** Every so many seconds somebody pays; of ten orders one goes back in part a day later. */
const SECONDS_APART = 30
const REFUNDS_EVERY = 10

/** The instant of an order: the newest is now, whatever their number. */
const AT = (to: number) => `now() - (${to} - n) * interval '${SECONDS_APART} seconds'`

/**
 * Paid orders numbered `from` to `to` with their payments and bookings, and the figures that the ledger's trigger would have kept. The triggers
 * themselves are off: they are for what a running house books, and cost minutes over millions of rows.
 */
export async function makePaidOrders({ sql }: Pick<World, 'sql'>, from: number, to: number): Promise<void> {
  const practitioner = `1 + n % ${PRACTITIONERS}`
  const rows = `from generate_series(${from}, ${to}) n`
  const refunded = `${rows} where n % ${REFUNDS_EVERY} = 0`
  await sql.unsafe(`
    set session_replication_role = replica;
    insert into finance."order" (id, number, kind, status, title, amount_fen, refund_requested_fen, refunded_fen, subject_type, subject_id, account_id, patient_id, institution_id, department_id, practitioner_id, created_at, pay_until, paid_at)
      select ${idSql('order', '2000000 + n')}, 'GH' || lpad(n::text, 15, '0'), (case n % 3 when 0 then 'CONSULTATION' else 'REGISTRATION' end)::finance.order_kind, (case n % ${REFUNDS_EVERY} when 0 then 'PARTLY_REFUNDED' else 'PAID' end)::finance.order_status,
        '挂号费', 2500 + n % 7, case n % ${REFUNDS_EVERY} when 0 then 100 else 0 end, case n % ${REFUNDS_EVERY} when 0 then 100 else 0 end, 'Appointment', ${idSql('appointment', '2000000 + n')}, ${idSql('account', '1 + n % 100')}, ${idSql('patient', '1 + n % 100')},
        ${idSql('institution', '1')}, ${idSql('department', `1 + (${practitioner}) % ${DEPARTMENTS}`)}, ${idSql('practitioner', practitioner)}, ${AT(to)}, ${AT(to)} + interval '15 minutes', ${AT(to)} ${rows};
    insert into finance.payment (id, number, method, status, amount_fen, account_id, description, channel_transaction_id, created_at, expires_at, succeeded_at)
      select ${idSql('payment', 'n')}, 'ZF' || lpad(n::text, 15, '0'), 'WECHAT_H5', 'SUCCEEDED', 2500 + n % 7, ${idSql('account', '1 + n % 100')}, '挂号费', 'bench-' || n, ${AT(to)}, ${AT(to)} + interval '15 minutes', ${AT(to)} ${rows};
    insert into finance.allocation (payment_id, order_id, amount_fen, claim, refund_requested_fen, refunded_fen)
      select ${idSql('payment', 'n')}, ${idSql('order', '2000000 + n')}, 2500 + n % 7, 'APPLIED', case n % ${REFUNDS_EVERY} when 0 then 100 else 0 end, case n % ${REFUNDS_EVERY} when 0 then 100 else 0 end ${rows};
    ${booking({ place: 0, fact: 'PAYMENT_RECEIVED', debit: 'CHANNEL_WECHAT', credit: 'PATIENT_PREPAID', fen: '2500 + n % 7', at: AT(to), rows, ofOrder: false })}
    ${booking({ place: 1, fact: 'ORDER_PAID', debit: 'PATIENT_PREPAID', credit: 'ORDER_LIABILITY', fen: '2500 + n % 7', at: AT(to), rows, ofOrder: true })}
    ${booking({ place: 2, fact: 'REFUND_PAID', debit: 'REFUND_PAYABLE', credit: 'CHANNEL_WECHAT', fen: '100', at: `${AT(to)} + interval '1 day'`, rows: refunded, ofOrder: true })}
    set session_replication_role = default;
    truncate finance.income_figure;
    insert into finance.income_figure select day, kind, institution_id, department_id, practitioner_id, method, sum(paid_fen), sum(refunded_fen), sum(earned_fen), count(*) filter (where paid_fen > 0), count(*) filter (where refunded_fen > 0)
      from finance.money_moved group by 1, 2, 3, 4, 5, 6;
  `)
  await sql.unsafe('vacuum analyze finance."order", finance.payment, finance.allocation, finance.ledger_transaction, finance.ledger_entry, finance.income_figure')
}

interface Booking { place: number; fact: string; debit: string; credit: string; fen: string; at: string; rows: string; ofOrder: boolean }

/** Both sides of a fact, three facts an order at most. */
function booking({ place, fact, debit, credit, fen, at, rows, ofOrder }: Booking): string {
  const [transaction, order] = [idSql('booking', `3 * n + ${place}`), ofOrder ? idSql('order', '2000000 + n') : 'null::uuid']
  const side = (account: string, half: number) => `insert into finance.ledger_entry (id, at, transaction_id, account, ${half ? 'credit_fen' : 'debit_fen'}, order_id, payment_id, memo)
    select ${idSql('entry', `6 * n + ${2 * place + half}`)}, ${at}, ${transaction}, '${account}', ${fen}, ${order}, ${idSql('payment', 'n')}, '' ${rows};`
  return `insert into finance.ledger_transaction (id, fact, fact_id, at) select ${transaction}, '${fact}', ${transaction}, ${at} ${rows}; ${side(debit, 0)} ${side(credit, 1)}`
}
