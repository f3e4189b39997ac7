import { isConnectorFailure, type ConnectorFailure } from '@hospital/connectors/failure'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { dealingOf, type ChannelRefund } from '../cashier/dealing.ts'
import { getPayment } from '../cashier/payment.ts'
import { nextLook } from '../cashier/watch.ts'
import type { FinanceContext } from '../context.ts'
import { findRefunds, type RefundRow } from './refund.ts'
import { failRefund, settleRefund } from './settle-refund.ts'

/** Seconds between attempts, in sum about a day; then a person looks. */
const LADDER = [10, 30, 60, 300, 900, 3_600, 7_200, 14_400, 28_800, 28_800]

export interface RefundJob {
  refundId: string
  attempt: number
}

/** Sends a refund to the channel under its own number, however often it takes: a repeated number is never paid twice. */
export async function sendRefund(ctx: FinanceContext, { refundId, attempt }: RefundJob): Promise<void> {
  const [row] = await findRefunds(ctx, [refundId])
  if (!row || row.status !== 'REQUESTED') return
  try {
    const answer = await send(ctx, row)
    await inTransaction(ctx, (tx) => settleRefund(tx, answer))
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    await tryLater(ctx, row, attempt, error)
  }
}

async function send(ctx: FinanceContext, row: RefundRow): Promise<ChannelRefund> {
  const paid = await getPayment(ctx, row.paymentId)
  return dealingOf(ctx, paid.method).refund(row, paid)
}

/** The merchant's balance may be filled up again; any other refusal will not change by itself. */
const mayPass = ({ kind, code }: ConnectorFailure) => kind !== 'REFUSED' || code === 'NOT_ENOUGH'

async function tryLater(ctx: FinanceContext, row: RefundRow, attempt: number, failure: ConnectorFailure): Promise<void> {
  ctx.log.warn({ err: failure, refundId: row.id, attempt }, 'refund not sent')
  await inTransaction(ctx, async (tx) => {
    if (mayPass(failure) && attempt < LADDER.length) {
      return enqueue(tx, 'sendRefund', { refundId: row.id, attempt: attempt + 1 }, { runAt: nextLook(ctx, LADDER, attempt), key: row.id })
    }
    await failRefund(tx, row, failure.code ?? failure.kind)
  })
}

async function queryRefund(ctx: FinanceContext, row: RefundRow): Promise<ChannelRefund | null> {
  const paid = await getPayment(ctx, row.paymentId)
  return dealingOf(ctx, paid.method).queryRefund(row, paid)
}

/** Seconds between looks at a refund on its way; the last one repeats. */
const LOOKS = [15, 60, 300, 1_800, 7_200, 21_600]

/** A lost callback loses nothing: the channel is asked until the refund has come to its end. */
export async function watchRefund(ctx: FinanceContext, { refundId, attempt }: RefundJob): Promise<void> {
  const [row] = await findRefunds(ctx, [refundId])
  if (!row || row.status !== 'SENT') return
  try {
    const answer = await queryRefund(ctx, row)
    if (answer && answer.state !== 'PROCESSING') return await inTransaction(ctx, (tx) => settleRefund(tx, answer))
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error, refundId, attempt }, 'refund not known yet')
  }
  await inTransaction(ctx, (tx) => enqueue(tx, 'watchRefund', { refundId, attempt: attempt + 1 }, { runAt: nextLook(ctx, LOOKS, attempt), key: refundId }))
}
