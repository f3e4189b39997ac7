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
  return first!.methods.filter((method) => fits(method, rows) && rest.every(({ methods, accounts }) => methods.includes(method) && accountFor(accounts, method) === accountFor(first!.accounts, method)))
}

/** The hospital card of one person pays for that person's orders; insurance pays for one order at a time. */
function fits(method: PaymentMethod, rows: readonly OrderRow[]): boolean {
  if (method === 'INSURANCE') return rows.length === 1
  return method !== 'HOSPITAL_CARD' || rows.every(({ patientId }) => patientId === rows[0]!.patientId)
}

function accountFor(accounts: Offer['accounts'], method: PaymentMethod): string | undefined {
  const channel = channelOf(method)
  return channel ? accounts.get(channel) : undefined
}

/**
 * By which account these orders are paid with a method; null: by none. Refuses PAYMENT_METHOD: what a rule does not offer, what no account is
 * in use for, what the payer's terminal cannot do, and orders of institutions with accounts of their own. It is the same set that the cashier shows.
 */
export async function requireOffered(ctx: Context, rows: readonly OrderRow[], method: PaymentMethod): Promise<string | null> {
  const channel = channelOf(method)
  if (!fits(method, rows)) throw new Refusal('PAYMENT_METHOD', { details: { method } })
  const accounts = new Set<string | undefined>()
  for (const row of rows) {
    const { methods, accounts: inForce } = await offerOf(ctx, row)
    if (!methods.some((one) => one === method)) throw new Refusal('PAYMENT_METHOD', { details: { method } })
    accounts.add(accountFor(inForce, method))
  }
  if (!channel) return null
  const [accountId] = accounts
  if (accounts.size > 1) throw new Refusal('PAYMENT_METHOD', { message: '这些订单属于不同的收款机构，请分别支付。', details: { method } })
  if (!accountId) throw new Refusal('PAYMENT_METHOD', { details: { method } })
  return accountId
}

const offerOf = (ctx: Context, { kind, institutionId }: OrderRow): Promise<Offer> => offerFor(ctx, { business: kind, institutionId, terminal: terminalOf(ctx.origin.userAgent) })
