import { isConnectorFailure } from '@hospital/connectors/failure'
import { Refusal } from '@hospital/subgraph/refusal'
import { inTransaction } from '@hospital/subgraph/transaction'
import { tryTransition } from '@hospital/subgraph/transitions'
import { asHouse, type FinanceContext } from '../context.ts'
import { chargeCard } from '../hospital-card/charge.ts'
import { askChannel } from './channel.ts'
import { getPayment, paymentEntity, type PaymentRow } from './payment.ts'
import type { StartPaymentInput } from './payment.types.ts'

/** A mobile browser's pay link lives five minutes at the channel; a page that asks later gets a new one. */
const LINK_MS = 4 * 60_000

interface Link {
  payUrl?: string
  jsapiParams?: unknown
  codeUrl?: string
}

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

async function createAtChannel({ wechatpay, notifyUrl, origin }: FinanceContext, row: PaymentRow, { returnUrl, openid }: StartPaymentInput): Promise<Link> {
  const { number: outTradeNo, amountFen, description, expiresAt } = row
  const asked = { outTradeNo, amountFen, description, expiresAt, notifyUrl }
  switch (row.method) {
    case 'WECHAT_JSAPI': return { jsapiParams: (await wechatpay.createJsapi({ ...asked, openid: openid! })).payParameters }
    case 'WECHAT_NATIVE': return { codeUrl: (await wechatpay.createNative(asked)).codeUrl }
    case 'WECHAT_H5': return { payUrl: returning((await wechatpay.createH5({ ...asked, clientIp: origin.ip ?? '127.0.0.1' })).h5Url, returnUrl) }
    case 'INSURANCE': case 'HOSPITAL_CARD': case 'FREE': throw new Refusal('PAYMENT_METHOD')
  }
}

function returning(h5Url: string, returnUrl: string | null | undefined): string {
  if (!returnUrl) return h5Url
  return `${h5Url}${h5Url.includes('?') ? '&' : '?'}redirect_url=${encodeURIComponent(returnUrl)}`
}
