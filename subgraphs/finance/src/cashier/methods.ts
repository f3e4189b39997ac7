import type { Context } from '@hospital/subgraph/context'
import { findOrders } from '../orders/order.ts'
import type { PaymentMethod } from './payment.status.ts'

/** How all of these orders can be paid together from where the payer is: inside WeChat, or in another browser. */
export async function listPaymentMethods(ctx: Context, orderIds: readonly string[]): Promise<PaymentMethod[]> {
  const { viewer } = ctx
  const ids = [...new Set(orderIds)]
  const rows = await findOrders(ctx, ids)
  const payable = rows.every(({ status, payUntil, accountId }) => status === 'OPEN' && payUntil > ctx.now() && viewer.kind === 'PATIENT' && accountId === viewer.accountId)
  if (!rows.length || rows.length !== ids.length || !payable) return []
  return ctx.origin.userAgent?.includes('MicroMessenger') ? ['WECHAT_JSAPI', 'WECHAT_NATIVE'] : ['WECHAT_H5', 'WECHAT_NATIVE']
}
