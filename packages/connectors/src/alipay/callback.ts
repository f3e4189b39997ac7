import type { ChannelCallback } from '../payments/port.ts'
import { fenOf } from '../payments/yuan.ts'
import type { AlipayKeys } from './keys.ts'
import { verifyNotification } from './signature.ts'

/** Checks a notification: its signature, that it is for our application and merchant, and that it names a trade and an amount. */
export function readNotification(rawBody: Buffer, keys: AlipayKeys): ChannelCallback {
  const fields = Object.fromEntries(new URLSearchParams(rawBody.toString('utf8')))
  const { notify_id: id, app_id: appId, seller_id: sellerId, out_trade_no: outTradeNo, trade_status: status, total_amount: total, out_biz_no: outRefundNo, refund_fee: refunded } = fields
  try {
    if (!verifyNotification(fields, keys.alipayKey)) return rejected('SIGNATURE_INVALID')
  } catch {
    return rejected('SIGNATURE_INVALID')
  }
  if (appId !== keys.appId || sellerId !== keys.sellerId) return rejected('MERCHANT_FOREIGN')
  if (![fields.trans_currency, fields.settle_currency].every((currency) => currency === undefined || currency === 'CNY')) return rejected('CURRENCY_FOREIGN')
  if (!id || !outTradeNo || !status) return rejected('BODY_INVALID')
  if (outRefundNo && refunded) return { verified: true, notificationId: id, kind: 'REFUND', refund: { outRefundNo } }
  try {
    return { verified: true, notificationId: id, kind: 'TRANSACTION', transaction: { outTradeNo, amountFen: fenOf(total) } }
  } catch {
    return rejected('BODY_INVALID')
  }
}

const rejected = (reason: string): ChannelCallback => ({ verified: false, reason })
