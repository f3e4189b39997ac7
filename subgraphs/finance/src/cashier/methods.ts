import type { Context } from '@hospital/subgraph/context'
import { findOrders, type OrderRow } from '../orders/order.ts'
import { coverageOf } from '../insurance/coverage.ts'
import type { PaymentMethod } from './payment.status.ts'

/** How all of these orders can be paid together from where the payer is: inside WeChat, or in another browser. */
export async function listPaymentMethods(ctx: Context, orderIds: readonly string[]): Promise<PaymentMethod[]> {
  const { viewer } = ctx
  const ids = [...new Set(orderIds)]
  const rows = await findOrders(ctx, ids)
  const payable = rows.every(({ status, payUntil, accountId }) => status === 'OPEN' && payUntil > ctx.now() && viewer.kind === 'PATIENT' && accountId === viewer.accountId)
  if (!rows.length || rows.length !== ids.length || !payable) return []
  const wechat: PaymentMethod[] = ctx.origin.userAgent?.includes('MicroMessenger') ? ['WECHAT_JSAPI', 'WECHAT_NATIVE'] : ['WECHAT_H5', 'WECHAT_NATIVE']
  return [...wechat, ...besides(rows)]
}

/** The hospital card of one person pays for that person's orders, never for itself; insurance pays for one order at a time. */
function besides(rows: OrderRow[]): PaymentMethod[] {
  const [first] = rows
  const onePerson = rows.every(({ patientId, kind }) => patientId === first!.patientId && kind !== 'CARD_TOP_UP')
  const insured = rows.length === 1 && coverageOf(first!.kind) !== undefined
  return [...(onePerson ? ['HOSPITAL_CARD' as const] : []), ...(insured ? ['INSURANCE' as const] : [])]
}
