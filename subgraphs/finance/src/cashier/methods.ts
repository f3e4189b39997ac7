import { terminalOf } from '@hospital/configuration/terminal'
import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import { channelOf } from '../channels/channels.ts'
import { offerFor, type Offer } from '../offers/offer.ts'
import { findOrders, type OrderRow } from '../orders/order.ts'
import type { PaymentMethod } from './payment.status.ts'

/** How all of these orders can be paid together from where the payer is, in the order in which the hospital wants it shown. */
export async function listPaymentMethods(ctx: Context, orderIds: readonly string[]): Promise<PaymentMethod[]> {
  const { viewer } = ctx
  const ids = [...new Set(orderIds)]
  const rows = await findOrders(ctx, ids)
  const payable = rows.every(({ status, payUntil, accountId }) => status === 'OPEN' && payUntil > ctx.now() && viewer.kind === 'PATIENT' && accountId === viewer.accountId)
  if (!rows.length || rows.length !== ids.length || !payable) return []
  const [first, ...rest] = await Promise.all(rows.map((row) => offerOf(ctx, row)))
  return first!.methods.filter((method) => rest.every(({ methods, accounts }) => methods.includes(method) && accounts.get(channelOf(method)) === first!.accounts.get(channelOf(method))))
}

/**
 * By which account these orders are paid with a method. Refuses PAYMENT_METHOD: what a rule does not offer, what no account is in use for,
 * and orders of institutions with accounts of their own. Where nobody has set a rule, any method that has an account will do.
 */
export async function requireOffered(ctx: Context, rows: readonly OrderRow[], method: PaymentMethod): Promise<string> {
  const accounts = new Set<string | undefined>()
  for (const row of rows) {
    const { rule, methods, accounts: inForce } = await offerOf(ctx, row)
    if (rule && !methods.some((one) => one === method)) throw new Refusal('PAYMENT_METHOD', { details: { method } })
    accounts.add(inForce.get(channelOf(method)))
  }
  const [accountId] = accounts
  if (accounts.size > 1) throw new Refusal('PAYMENT_METHOD', { message: '这些订单属于不同的收款机构，请分别支付。', details: { method } })
  if (!accountId) throw new Refusal('PAYMENT_METHOD', { details: { method } })
  return accountId
}

const offerOf = (ctx: Context, { kind, institutionId }: OrderRow): Promise<Offer> => offerFor(ctx, { business: kind, institutionId, terminal: terminalOf(ctx.origin.userAgent) })
