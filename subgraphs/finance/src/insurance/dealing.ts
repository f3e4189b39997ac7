import type { InsuranceTrade } from '@hospital/connectors/insurance/port'
import type { ChannelTransaction, Dealing } from '../cashier/dealing.ts'
import type { PaymentRow } from '../cashier/payment.ts'
import { asHouse, type FinanceContext } from '../context.ts'
import { outRefundNo } from '../refunds/refund.ts'
import { findSettlementOfPayment, type SettlementRow } from './settlement.ts'

const STATES: { [S in InsuranceTrade['state']]: ChannelTransaction['state'] } = { PRESETTLED: 'NOTPAY', PAYING: 'NOTPAY', SETTLED: 'SUCCESS', REFUNDED: 'REFUND', REVOKED: 'CLOSED', FAILED: 'PAYERROR' }

/** The insurer's word as a payment hears it. A split that is not the one that was shown counts as another amount: a person looks into it. */
export function transactionOf({ number, state, split, settlementNumber, settledAt }: InsuranceTrade, { fundFen, accountFen, cashFen }: SettlementRow): ChannelTransaction {
  const asShown = split.fundFen === fundFen && split.accountFen === accountFen && split.cashFen === cashFen
  return { outTradeNo: number, state: STATES[state], transactionId: settlementNumber, amountFen: asShown ? fundFen + accountFen : 0, paidAt: settledAt }
}

async function settlementOf(ctx: FinanceContext, { id }: PaymentRow): Promise<SettlementRow> {
  const row = await findSettlementOfPayment(asHouse(ctx), id)
  if (!row) throw new Error(`Payment ${id} has no insurance settlement`)
  return row
}

/** The insurer as the cashier deals with a channel. */
export const insuranceDealing = (ctx: FinanceContext): Dealing => ({
  async query(row) {
    const trade = await ctx.insurance.query(row.number)
    return trade && transactionOf(trade, await settlementOf(ctx, row))
  },
  async close(row) {
    const { payToken } = await settlementOf(ctx, row)
    await ctx.insurance.revoke({ number: row.number, payToken })
  },
  /** Asks before it sends, so that a refund whose answer got lost is found. */
  async refund(refund, row) {
    const before = await insuranceDealing(ctx).queryRefund(refund, row)
    if (before) return before
    const { fundFen, accountFen, payOrdId } = await settlementOf(ctx, row)
    const { refundId, refundedAt } = await ctx.insurance.refund({ number: row.number, payOrdId, refundNumber: outRefundNo(refund), fundFen, accountFen, at: refund.requestedAt })
    return { outRefundNo: outRefundNo(refund), state: 'SUCCESS', refundId, refundFen: fundFen + accountFen, succeededAt: refundedAt }
  },
  async queryRefund(refund, row) {
    const trade = await ctx.insurance.query(row.number)
    const done = trade?.refunds.find(({ refundNumber }) => refundNumber === outRefundNo(refund))
    return done ? { outRefundNo: outRefundNo(refund), state: 'SUCCESS', refundId: done.refundId, refundFen: done.fundFen + done.accountFen, succeededAt: done.refundedAt } : null
  },
})
