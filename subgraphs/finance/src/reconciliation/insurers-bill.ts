import { sql } from 'drizzle-orm'
import type { ToldSettlement } from '@hospital/connectors/insurance/port'
import type { DayBill } from '@hospital/connectors/payments/bill'
import type { FinanceContext } from '../context.ts'
import { OUT_NUMBER, within } from './own-lines.ts'
import type { Span } from './reconciled-channel.ts'

interface Row extends Record<string, unknown> {
  kind: ToldSettlement['kind']
  number: string
  settlement_id: string
  total_fen: string
  fund_fen: string
  account_fen: string
}

/** The insurer's bill of a day: it is told all that we have settled and given back in it, and says what it has of that, and beside it. */
export async function insurersBill(ctx: FinanceContext, day: string, span: Span): Promise<DayBill> {
  const rows = await ctx.db.execute<Row>(sql`
    select 'PAYMENT' as kind, p.number, p.channel_transaction_id as settlement_id, s.total_fen, s.fund_fen, s.account_fen
    from finance.payment p join finance.insurance_settlement s on s.payment_id = p.id where p.status = 'SUCCEEDED' and ${within(sql`p.succeeded_at`, span)}
    union all
    select 'REFUND', ${OUT_NUMBER}, r.channel_refund_id, s.total_fen, s.fund_fen, s.account_fen
    from finance.refund r join finance.insurance_settlement s on s.payment_id = r.payment_id where r.status = 'SUCCEEDED' and ${within(sql`r.succeeded_at`, span)}`)
  return ctx.insurance.dayBill(day, rows.map(({ kind, number, settlement_id: settlementId, total_fen: total, fund_fen: fund, account_fen: account }) =>
    ({ kind, number, settlementId, totalFen: Number(total), fundFen: Number(fund), accountFen: Number(account) })))
}
