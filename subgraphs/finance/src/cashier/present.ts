import { isConnectorFailure } from '@hospital/connectors/failure'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import { asHouse, type FinanceContext } from '../context.ts'
import { dealingOf, notifyUrlOf } from '../channels/open.ts'
import type { Link } from '../channels/dealing.ts'
import { chargeCard } from '../hospital-card/charge.ts'
import { askChannel, tradeOf } from './channel.ts'
import { getPayment, paymentEntity, type PaymentRow } from './payment.ts'
import type { StartPaymentInput } from './payment.types.ts'

/** A mobile browser's pay link lives five minutes at the channel; a page that asks later gets a new one. */
const LINK_MS = 4 * 60_000

/**
 * Gives the payer the way to the channel. The call repeats under the same number, so an answer that got lost costs nothing: the payment
 * stays CREATED and is asked for again. Refuses PAYMENT_UNAVAILABLE.
 */
export async function presentAtChannel(ctx: FinanceContext, row: PaymentRow, input: StartPaymentInput): Promise<PaymentRow> {
  if (row.method === 'HOSPITAL_CARD') return row.status === 'SUCCEEDED' ? row : chargeCard(ctx, row)
  if (row.linkedAt && ctx.now().getTime() - row.linkedAt.getTime() < LINK_MS) return row
  try {
    const link = await createAtChannel(ctx, row, input)
    await inTransaction(asHouse(ctx), (tx) => tryTransition(tx, paymentEntity, row.id, 'present', { ...link, linkedAt: tx.now() }))
  } catch (error) {
    if (!isConnectorFailure(error)) throw error
    ctx.log.warn({ err: error, paymentId: row.id }, 'payment could not be presented')
    if (error.kind !== 'CONFLICT') throw new Refusal('PAYMENT_UNAVAILABLE')
    // Paid or closed meanwhile: what the channel says now is the answer.
    await askChannel(ctx, row)
  }
  return getPayment(ctx, row.id)
}

async function createAtChannel(ctx: FinanceContext, row: PaymentRow, { returnUrl, openid }: StartPaymentInput): Promise<Link> {
  const { method, amountFen, description, expiresAt, channelAccountId } = row
  const dealing = await dealingOf(ctx, channelAccountId)
  const back = returnUrl ? { returnUrl: method === 'UNIONPAY_FRONT' ? postedBack(ctx, returnUrl) : returnUrl } : {}
  const link = await dealing.present({ ...tradeOf(row), method, amountFen, description, expiresAt, notifyUrl: notifyUrlOf(ctx, dealing.channel, channelAccountId), openid, clientIp: ctx.origin.ip, ...back })
  return link.payForm ? { ...link, payUrl: `${ctx.gatewayUrl}/callbacks/unionpay/pay/${row.id}` } : link
}

/** UnionPay posts the payer's browser back: to an address that takes a post and leads on. */
const postedBack = ({ gatewayUrl }: FinanceContext, returnUrl: string) => `${gatewayUrl}/callbacks/unionpay/return?to=${encodeURIComponent(returnUrl)}`
