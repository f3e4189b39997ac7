import { and, inArray, ne, sql } from 'drizzle-orm'
import { isConnectorFailure } from '@hospital/connectors/failure'
import type { BillLine } from '@hospital/connectors/payments/bill'
import { inTransaction } from '@hospital/subgraph/transaction'
import { askChannel } from '../cashier/channel.ts'
import { findPayments } from '../cashier/payment.ts'
import type { FinanceContext } from '../context.ts'
import { findRefunds, outRefundNo, type RefundRow } from '../refunds/refund.ts'
import { askForRefund } from '../refunds/send-refund.ts'
import { settleRefund } from '../refunds/settle-refund.ts'
import { payment, refund } from '../tables.ts'
import { listOf } from './own-lines.ts'

/**
 * What the bill shows as done and we still hold for open is asked for and applied first, as if its callback had come: only what then still
 * differs is a difference. A channel that does not answer leaves it to the comparison.
 */
export async function takeFromBill(ctx: FinanceContext, lines: readonly BillLine[]): Promise<void> {
  const numbersOf = (kind: BillLine['kind']) => lines.filter((line) => line.kind === kind).map(({ number }) => number)
  for (const row of await paymentsBehind(ctx, numbersOf('PAYMENT'))) {
    await askChannel(ctx, row).catch((error: unknown) => onlyConnector(ctx, error))
  }
  for (const row of await refundsBehind(ctx, numbersOf('REFUND'))) {
    try {
      const answer = await askForRefund(ctx, row)
      if (answer) await inTransaction(ctx, (tx) => settleRefund(tx, answer))
    } catch (error) {
      onlyConnector(ctx, error)
    }
  }
}

async function paymentsBehind(ctx: FinanceContext, numbers: string[]) {
  const behind = await ctx.db.select({ id: payment.id }).from(payment).where(and(ne(payment.status, 'SUCCEEDED'), sql`${payment.number} in ${listOf(numbers)}`))
  return findPayments(ctx, behind.map(({ id }) => id))
}

async function refundsBehind(ctx: FinanceContext, numbers: string[]): Promise<RefundRow[]> {
  const behind = await ctx.db.select({ id: refund.id }).from(refund)
    .where(and(inArray(refund.status, ['REQUESTED', 'SENT', 'FAILED']), sql`${refund.number} in ${listOf(numbers.map((number) => number.split('-')[0]!))}`))
  return (await findRefunds(ctx, behind.map(({ id }) => id))).filter((row) => numbers.includes(outRefundNo(row)))
}

function onlyConnector(ctx: FinanceContext, error: unknown): void {
  if (!isConnectorFailure(error)) throw error
  ctx.log.warn({ err: error }, 'on the bill, not confirmed')
}
