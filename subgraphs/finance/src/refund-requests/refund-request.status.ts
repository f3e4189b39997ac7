import { registerEnumType } from 'type-graphql'
import type { Transitions } from '@hospital/subgraph/transitions'

export const REFUND_REQUEST_STATUSES = ['PENDING', 'APPROVED', 'REFUSED', 'WITHDRAWN', 'COMPLETED'] as const
export type RefundRequestStatus = (typeof REFUND_REQUEST_STATUSES)[number]

/** The life of a patient's request for money back. By rule it is approved at once, or by a person. */
export const refundRequestTransitions = {
  approveByRule: { from: ['PENDING'], to: 'APPROVED', by: 'SYSTEM' },
  approveRefundRequest: { from: ['PENDING'], to: 'APPROVED', by: 'payment:refund' },
  refuseRefundRequest: { from: ['PENDING'], to: 'REFUSED', by: 'payment:refund' },
  withdrawRefundRequest: { from: ['PENDING'], to: 'WITHDRAWN', by: 'order:pay' },
  /** The HIS did not agree: a person decides, of what was approved by a rule too. */
  reopen: { from: ['APPROVED'], to: 'PENDING', by: 'SYSTEM' },
  /** The money has arrived; or all of it went back another way. */
  complete: { from: ['PENDING', 'APPROVED'], to: 'COMPLETED', by: 'SYSTEM' },
} as const satisfies Transitions<RefundRequestStatus>

export const REFUND_REASONS = ['NOT_NEEDED', 'WRONG_ITEM', 'NOT_SERVED', 'DUPLICATE', 'OTHER'] as const
export type RefundReason = (typeof REFUND_REASONS)[number]

export const RefundRequestStatusEnum = { PENDING: 'PENDING', APPROVED: 'APPROVED', REFUSED: 'REFUSED', WITHDRAWN: 'WITHDRAWN', COMPLETED: 'COMPLETED' } as const satisfies { [S in RefundRequestStatus]: S }
export const RefundReasonEnum = { NOT_NEEDED: 'NOT_NEEDED', WRONG_ITEM: 'WRONG_ITEM', NOT_SERVED: 'NOT_SERVED', DUPLICATE: 'DUPLICATE', OTHER: 'OTHER' } as const satisfies { [R in RefundReason]: R }

registerEnumType(RefundRequestStatusEnum, { name: 'RefundRequestStatus', description: 'The life of a refund request (退费申请状态).' })
registerEnumType(RefundReasonEnum, { name: 'RefundReason', description: 'Why a patient asks for money back (退费原因): not needed any more, ordered wrongly, not served, paid twice, other.' })
