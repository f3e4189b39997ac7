import { registerEnumType } from 'type-graphql'
import type { Transitions } from '@hospital/subgraph/transitions'

export const ORDER_KINDS = ['REGISTRATION', 'CONSULTATION', 'OUTPATIENT_BILL', 'INPATIENT_DEPOSIT', 'CARD_TOP_UP'] as const
export type OrderKind = (typeof ORDER_KINDS)[number]

/** What an order may be for: the types of the graph that own such things. */
export type SubjectType = 'Appointment' | 'Consultation' | 'OutpatientBill' | 'InpatientDeposit' | 'CardTopUp'

export const ORDER_STATUSES = ['OPEN', 'PAID', 'FULFILLED', 'CLOSED', 'CANCELLED', 'EXPIRED', 'REFUNDING', 'REFUNDED', 'PARTLY_REFUNDED'] as const
export type OrderStatus = (typeof ORDER_STATUSES)[number]

/** The life of an order. It knows money, never channels. */
export const orderTransitions = {
  pay: { from: ['OPEN'], to: 'PAID', by: 'SYSTEM' },
  cancelOrder: { from: ['OPEN'], to: 'CANCELLED', by: 'order:pay' },
  withdraw: { from: ['OPEN'], to: 'CANCELLED', by: 'SYSTEM' },
  expire: { from: ['OPEN'], to: 'EXPIRED', by: 'SYSTEM' },
  fulfil: { from: ['PAID'], to: 'FULFILLED', by: 'SYSTEM' },
  /** A year after payment the channel takes no refund any more. */
  close: { from: ['FULFILLED'], to: 'CLOSED', by: 'SYSTEM' },
  refundOrder: { from: ['PAID', 'FULFILLED', 'PARTLY_REFUNDED', 'REFUNDING'], to: 'REFUNDING', by: 'payment:refund' },
  completeRefund: { from: ['REFUNDING'], to: 'REFUNDED', by: 'SYSTEM' },
  /** The HIS did not agree to take it back. */
  restorePaid: { from: ['REFUNDING'], to: 'PAID', by: 'SYSTEM' },
  restoreFulfilled: { from: ['REFUNDING'], to: 'FULFILLED', by: 'SYSTEM' },
  completePartialRefund: { from: ['REFUNDING'], to: 'PARTLY_REFUNDED', by: 'SYSTEM' },
} as const satisfies Transitions<OrderStatus>

export const OrderKindEnum = { REGISTRATION: 'REGISTRATION', CONSULTATION: 'CONSULTATION', OUTPATIENT_BILL: 'OUTPATIENT_BILL', INPATIENT_DEPOSIT: 'INPATIENT_DEPOSIT', CARD_TOP_UP: 'CARD_TOP_UP' } as const satisfies { [K in OrderKind]: K }
export const OrderStatusEnum = {
  OPEN: 'OPEN', PAID: 'PAID', FULFILLED: 'FULFILLED', CLOSED: 'CLOSED', CANCELLED: 'CANCELLED', EXPIRED: 'EXPIRED',
  REFUNDING: 'REFUNDING', REFUNDED: 'REFUNDED', PARTLY_REFUNDED: 'PARTLY_REFUNDED',
} as const satisfies { [S in OrderStatus]: S }

registerEnumType(OrderKindEnum, { name: 'OrderKind', description: 'What is paid for: 挂号, 咨询, 门诊缴费, 住院预缴, 就诊卡充值.' })
registerEnumType(OrderStatusEnum, { name: 'OrderStatus', description: 'The life of an order (订单状态).' })
