import { registerEnumType } from 'type-graphql'
import type { Transitions } from '@hospital/subgraph/transitions'

export const PAYMENT_METHODS = ['WECHAT_JSAPI', 'WECHAT_H5', 'WECHAT_NATIVE', 'ALIPAY_WAP', 'UNIONPAY_FRONT', 'HOSPITAL_CARD', 'INSURANCE', 'FREE'] as const
export type PaymentMethod = (typeof PAYMENT_METHODS)[number]

export const PAYMENT_STATUSES = ['CREATED', 'PENDING', 'SUCCEEDED', 'FAILED', 'CLOSED'] as const
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number]

/** Statuses in which the payer may still pay at the channel. */
export const LIVE_PAYMENT_STATUSES = ['CREATED', 'PENDING'] as const satisfies readonly PaymentStatus[]

/** The life of a payment. The channel's word is the truth: a payment that we gave up and that was paid nevertheless has succeeded. */
export const paymentTransitions = {
  present: { from: ['CREATED', 'PENDING'], to: 'PENDING', by: 'SYSTEM' },
  succeed: { from: ['CREATED', 'PENDING', 'CLOSED', 'FAILED'], to: 'SUCCEEDED', by: 'SYSTEM' },
  close: { from: ['CREATED', 'PENDING'], to: 'CLOSED', by: 'SYSTEM' },
  fail: { from: ['CREATED', 'PENDING'], to: 'FAILED', by: 'SYSTEM' },
} as const satisfies Transitions<PaymentStatus>

/** What became of an order's part of a payment: at most one of each leg of an order is HELD or APPLIED at a time. */
export const ALLOCATION_CLAIMS = ['HELD', 'APPLIED', 'RELEASED', 'SURPLUS'] as const
/** Which part of an order: the insurer's, or the payer's own. */
export const ALLOCATION_LEGS = ['INSURANCE', 'OWN'] as const

export type AllocationClaim = (typeof ALLOCATION_CLAIMS)[number]

export const PaymentMethodEnum = {
  WECHAT_JSAPI: 'WECHAT_JSAPI', WECHAT_H5: 'WECHAT_H5', WECHAT_NATIVE: 'WECHAT_NATIVE', ALIPAY_WAP: 'ALIPAY_WAP', UNIONPAY_FRONT: 'UNIONPAY_FRONT', HOSPITAL_CARD: 'HOSPITAL_CARD', INSURANCE: 'INSURANCE', FREE: 'FREE',
} as const satisfies { [M in PaymentMethod]: M }
export const PaymentStatusEnum = { CREATED: 'CREATED', PENDING: 'PENDING', SUCCEEDED: 'SUCCEEDED', FAILED: 'FAILED', CLOSED: 'CLOSED' } as const satisfies { [S in PaymentStatus]: S }

registerEnumType(PaymentMethodEnum, { name: 'PaymentMethod', description: 'How it is paid (支付方式): inside WeChat, by WeChat in a mobile browser, by its QR code, on the page of Alipay, on that of UnionPay, from the balance of the hospital card, by medical insurance (`preSettleInsurance`), or nothing to pay.' })
registerEnumType(PaymentStatusEnum, { name: 'PaymentStatus', description: 'The life of a payment at its channel (支付状态).' })
