import { toRefund, toTransaction, type WireRefund, type WireTransaction } from './answers.ts'
import type { WechatPayKeys } from './keys.ts'
import type { CallbackHeaders, CallbackRejection, CallbackVerdict } from './port.ts'
import { decryptResource, type EncryptedResource } from './resource.ts'
import { answerMessage, verifyMessage } from './signature.ts'

const maxAgeSeconds = 300

interface Notification {
  id: string
  event_type: string
  resource: EncryptedResource
}

/** Null when the signature over these bytes is the platform's and fresh. Used for answers as well. */
export function rejectionOf(headers: CallbackHeaders, rawBody: Buffer, keys: WechatPayKeys, nowSeconds: number): CallbackRejection | null {
  const [timestamp, nonce, serial, signature] = ['timestamp', 'nonce', 'serial', 'signature'].map((name) => headers[`wechatpay-${name}`])
  if (!isText(timestamp) || !isText(nonce) || !isText(serial) || !isText(signature)) return 'HEADERS_MISSING'
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(nowSeconds - Number(timestamp)) > maxAgeSeconds) return 'TIMESTAMP_OUT_OF_RANGE'
  // WeChat Pay probes merchants with wrong signatures to see whether they check at all.
  if (signature.startsWith('WECHATPAY/SIGNTEST/')) return 'SIGN_TEST'
  const publicKey = keys.platformKeys.get(serial)
  if (!publicKey) return 'SERIAL_UNKNOWN'
  return verifyMessage(answerMessage(timestamp, nonce, rawBody), signature, publicKey) ? null : 'SIGNATURE_INVALID'
}

export function readCallback(headers: CallbackHeaders, rawBody: Buffer, keys: WechatPayKeys, nowSeconds: number): CallbackVerdict {
  const rejection = rejectionOf(headers, rawBody, keys, nowSeconds)
  if (rejection) return rejected(rejection)
  const notification = parseNotification(rawBody)
  if (!notification) return rejected('BODY_INVALID')
  let resource: unknown
  try {
    resource = JSON.parse(decryptResource(notification.resource, keys.apiV3Key))
  } catch {
    return rejected('DECRYPTION_FAILED')
  }
  return readResource(notification, resource, keys)
}

function readResource(notification: Notification, resource: unknown, keys: WechatPayKeys): CallbackVerdict {
  const verified = { verified: true, notificationId: notification.id } as const
  try {
    if (notification.event_type === 'TRANSACTION.SUCCESS') {
      const wire = resource as WireTransaction
      if (wire.mchid !== keys.mchId || wire.appid !== keys.appId) return rejected('MERCHANT_FOREIGN')
      if (wire.amount?.currency !== undefined && wire.amount.currency !== 'CNY') return rejected('CURRENCY_FOREIGN')
      return { ...verified, kind: 'TRANSACTION', transaction: toTransaction(wire) }
    }
    if (notification.event_type.startsWith('REFUND.')) {
      const wire = resource as WireRefund
      if (wire.mchid !== keys.mchId) return rejected('MERCHANT_FOREIGN')
      return { ...verified, kind: 'REFUND', refund: toRefund(wire) }
    }
  } catch {
    return rejected('BODY_INVALID')
  }
  return rejected('EVENT_UNKNOWN')
}

function parseNotification(rawBody: Buffer): Notification | null {
  try {
    const body = JSON.parse(rawBody.toString('utf8')) as Partial<Notification>
    return isText(body.id) && isText(body.event_type) && isText(body.resource?.ciphertext) && isText(body.resource.nonce) ? (body as Notification) : null
  } catch {
    return null
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const rejected = (reason: CallbackRejection): CallbackVerdict => ({ verified: false, reason })
