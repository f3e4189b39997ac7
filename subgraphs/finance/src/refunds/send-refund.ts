import { isConnectorFailure, type ConnectorFailure } from '@hospital/connectors/failure'
import type { ChannelRefund, ChannelRefundOrder } from '@hospital/connectors/payments/port'
import { enqueue, inTransaction } from '@hospital/subgraph/transaction'
import { tradeOf } from '../cashier/channel.ts'
import { dealingOfPayment } from '../cashier/dealing.ts'
import { getPayment } from '../cashier/payment.ts'
import { nextLook } from '../cashier/watch.ts'
import { channelOf } from '../channels/channels.ts'
import { notifyUrlOf } from '../channels/open.ts'
import type { FinanceContext } from '../context.ts'
import { findRefunds, outRefundNo, type RefundRow } from './refund.ts'
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
  if (!row || row.status !== 'REQUESTED' || (row.toldAs && !row.toldAt)) return
  try {
    const answer = await send(ctx, row)
    await inTransaction(ctx, (tx) => settleRefund(tx, answer))
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    await tryLater(ctx, row, attempt, error)
  }
}

async function send(ctx: FinanceContext, row: RefundRow): Promise<ChannelRefund> {
  const { dealing, order } = await atChannel(ctx, row)
  return dealing.refund(order)
}

/** What the channel says of a refund, asked where the payment was made. Null: it has none under this number. */
export async function askForRefund(ctx: FinanceContext, row: RefundRow): Promise<ChannelRefund | null> {
  const { dealing, order } = await atChannel(ctx, row)
  return dealing.queryRefund(order)
}

async function atChannel(ctx: FinanceContext, row: RefundRow) {
  const paid = await getPayment(ctx, row.paymentId)
  const channel = channelOf(paid.method)
  const order: ChannelRefundOrder = {
    outRefundNo: outRefundNo(row), refundFen: row.amountFen, requestedAt: row.requestedAt, reason: row.reason.slice(0, 80),
    trade: { ...tradeOf(paid), transactionId: paid.channelTransactionId, amountFen: paid.amountFen },
    // Insurer and HIS answer at once.
    notifyUrl: channel ? notifyUrlOf(ctx, channel, paid.channelAccountId) : '',
  }
  return { dealing: await dealingOfPayment(ctx, paid), order }
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

/** Seconds between looks at a refund on its way; the last one repeats. */
const LOOKS = [15, 60, 300, 1_800, 7_200, 21_600]

/** A lost callback loses nothing: the channel is asked until the refund has come to its end. */
export async function watchRefund(ctx: FinanceContext, { refundId, attempt }: RefundJob): Promise<void> {
  const [row] = await findRefunds(ctx, [refundId])
  if (!row || row.status !== 'SENT') return
  try {
    const answer = await askForRefund(ctx, row)
    if (answer && answer.state !== 'PROCESSING') return await inTransaction(ctx, (tx) => settleRefund(tx, answer))
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error, refundId, attempt }, 'refund not known yet')
  }
  await inTransaction(ctx, (tx) => enqueue(tx, 'watchRefund', { refundId, attempt: attempt + 1 }, { runAt: nextLook(ctx, LOOKS, attempt), key: refundId }))
}
