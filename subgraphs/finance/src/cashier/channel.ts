import { and, eq, inArray } from 'drizzle-orm'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { ChannelTransaction, TradeReference } from '@hospital/connectors/payments/port'
import { inTransaction } from '@hospital/subgraph/transaction'
import { asHouse, type FinanceContext } from '../context.ts'
import { allocation, payment } from '../tables.ts'
import { dealingOfPayment } from './dealing.ts'
import { findPayments, type PaymentRow } from './payment.ts'
import { LIVE_PAYMENT_STATUSES, type PaymentMethod, type PaymentStatus } from './payment.status.ts'
import { giveUp, settlePayment } from './settle.ts'

export const tradeOf = ({ number, createdAt }: PaymentRow): TradeReference => ({ outTradeNo: number, startedAt: createdAt })

/** Asks the channel how a payment stands and applies the answer. Throws what the channel's connector throws. */
export async function askChannel(ctx: FinanceContext, row: PaymentRow): Promise<ChannelTransaction | null> {
  const transaction = await (await dealingOfPayment(ctx, row)).query(tradeOf(row))
  if (transaction) await inTransaction(asHouse(ctx), (tx) => settlePayment(tx, transaction))
  return transaction
}

/** Closes a payment at the channel, after which it can no longer be paid there. One that has been paid is taken instead. */
export async function closeAtChannel(ctx: FinanceContext, row: PaymentRow): Promise<PaymentStatus> {
  const house = asHouse(ctx)
  try {
    await (await dealingOfPayment(house, row)).close(tradeOf(row))
    await inTransaction(house, (tx) => giveUp(tx, row.id, 'close'))
  } catch (error) {
    if (!isConnectorFailure(error, 'CONFLICT')) throw error
    await askChannel(house, row)
  }
  const [now] = await findPayments(house, [row.id])
  return now!.status
}

/** Closes whatever may still be paid for these orders. As the house. Throws where the channel cannot be reached. */
export async function closeLivePayments(ctx: FinanceContext, orderIds: readonly string[]): Promise<void> {
  for (const row of await findLivePayments(ctx, orderIds)) await closeAtChannel(ctx, row)
}

/** A payer who is on the channel's page begins the trade there: UnionPay closes it by its own time limit only, and Alipay has none to close before. */
const BEGUN_ON_A_PAGE: readonly PaymentMethod[] = ['UNIONPAY_FRONT', 'ALIPAY_WAP']

/** What was given up for another way of paying may have been paid on the channel's page all the same. Throws likewise. */
export async function askGivenUp(ctx: FinanceContext, orderId: string): Promise<void> {
  const given = await ctx.db.select({ id: payment.id }).from(allocation).innerJoin(payment, eq(payment.id, allocation.paymentId))
    .where(and(eq(allocation.orderId, orderId), eq(payment.status, 'CLOSED'), inArray(payment.method, [...BEGUN_ON_A_PAGE])))
  for (const row of await findPayments(ctx, given.map(({ id }) => id))) await askChannel(ctx, row)
}

export async function findLivePayments(ctx: FinanceContext, orderIds: readonly string[]): Promise<PaymentRow[]> {
  const live = await ctx.db.selectDistinct({ id: allocation.paymentId }).from(allocation).innerJoin(payment, eq(payment.id, allocation.paymentId))
    .where(and(inArray(allocation.orderId, [...orderIds]), inArray(payment.status, [...LIVE_PAYMENT_STATUSES])))
  return findPayments(ctx, live.map(({ id }) => id))
}
