import type { InsuranceTrade } from '@hospital/connectors/insurance/port'
import type { ChannelRefund, ChannelRefundOrder, ChannelTransaction, TradeReference } from '@hospital/connectors/payments/port'
import type { Dealing } from '../channels/dealing.ts'
import { asHouse, type FinanceContext } from '../context.ts'
import { findSettlementByNumber, type SettlementRow } from './settlement.ts'

const STATES: { [S in InsuranceTrade['state']]: ChannelTransaction['state'] } = { PRESETTLED: 'NOTPAY', PAYING: 'NOTPAY', SETTLED: 'SUCCESS', REFUNDED: 'REFUND', REVOKED: 'CLOSED', FAILED: 'PAYERROR' }

/** The insurer's word as a payment hears it. A split that is not the one that was shown counts as another amount: a person looks into it. */
export function transactionOf({ number, state, split, settlementNumber, settledAt }: InsuranceTrade, { fundFen, accountFen, cashFen }: SettlementRow): ChannelTransaction {
  const asShown = split.fundFen === fundFen && split.accountFen === accountFen && split.cashFen === cashFen
  return { outTradeNo: number, state: STATES[state], transactionId: settlementNumber, amountFen: asShown ? fundFen + accountFen : 0, paidAt: settledAt }
}

async function settlementOf(ctx: FinanceContext, { outTradeNo }: TradeReference): Promise<SettlementRow> {
  const row = await findSettlementByNumber(asHouse(ctx), outTradeNo)
  if (!row) throw new Error(`Payment ${outTradeNo} has no insurance settlement`)
  return row
}

/** The insurer as the cashier deals with a channel. */
export const insuranceDealing = (ctx: FinanceContext): Dealing => ({
  async query(paid) {
    const trade = await ctx.insurance.query(paid.outTradeNo)
    return trade && transactionOf(trade, await settlementOf(ctx, paid))
  },
  async close(paid) {
    const { payToken } = await settlementOf(ctx, paid)
    await ctx.insurance.revoke({ number: paid.outTradeNo, payToken })
  },
  /** Asks before it sends, so that a refund whose answer got lost is found. */
  async refund(order) {
    const before = await findRefund(ctx, order)
    if (before) return before
    const { outRefundNo, requestedAt, trade: { outTradeNo } } = order
    const { fundFen, accountFen, payOrdId } = await settlementOf(ctx, order.trade)
    const { refundId, refundedAt } = await ctx.insurance.refund({ number: outTradeNo, payOrdId, refundNumber: outRefundNo, fundFen, accountFen, at: requestedAt })
    return { outRefundNo, outTradeNo, state: 'SUCCESS', refundId, refundFen: fundFen + accountFen, succeededAt: refundedAt }
  },
  queryRefund: (order) => findRefund(ctx, order),
})

async function findRefund(ctx: FinanceContext, { outRefundNo, trade: { outTradeNo } }: ChannelRefundOrder): Promise<ChannelRefund | null> {
  const trade = await ctx.insurance.query(outTradeNo)
  const done = trade?.refunds.find(({ refundNumber }) => refundNumber === outRefundNo)
  return done ? { outRefundNo, outTradeNo, state: 'SUCCESS', refundId: done.refundId, refundFen: done.fundFen + done.accountFen, succeededAt: done.refundedAt } : null
}
