import { registerEnumType } from 'type-graphql'
import type { Transitions } from '@hospital/subgraph/transitions'

export const REFUND_STATUSES = ['REQUESTED', 'SENT', 'SUCCEEDED', 'FAILED', 'DECLINED'] as const
export type RefundStatus = (typeof REFUND_STATUSES)[number]

/** Why money goes back: by an operator, because the payer asked, because the subject will not be delivered, or because no order took the money. */
export const REFUND_CAUSES = ['PLATFORM', 'REQUESTED', 'WITHDRAWN', 'SURPLUS'] as const
export type RefundCause = (typeof REFUND_CAUSES)[number]

/** The life of a refund. DECLINED: the HIS did not agree, and nothing moved. FAILED still owes the payer the money: a person looks into it and asks again. */
export const refundTransitions = {
  send: { from: ['REQUESTED', 'SENT'], to: 'SENT', by: 'SYSTEM' },
  succeed: { from: ['REQUESTED', 'SENT', 'FAILED'], to: 'SUCCEEDED', by: 'SYSTEM' },
  fail: { from: ['REQUESTED', 'SENT'], to: 'FAILED', by: 'SYSTEM' },
  decline: { from: ['REQUESTED'], to: 'DECLINED', by: 'SYSTEM' },
  retryRefund: { from: ['FAILED'], to: 'REQUESTED', by: 'payment:refund' },
} as const satisfies Transitions<RefundStatus>

export const RefundStatusEnum = { REQUESTED: 'REQUESTED', SENT: 'SENT', SUCCEEDED: 'SUCCEEDED', FAILED: 'FAILED', DECLINED: 'DECLINED' } as const satisfies { [S in RefundStatus]: S }
export const RefundCauseEnum = { PLATFORM: 'PLATFORM', REQUESTED: 'REQUESTED', WITHDRAWN: 'WITHDRAWN', SURPLUS: 'SURPLUS' } as const satisfies { [C in RefundCause]: C }

registerEnumType(RefundStatusEnum, { name: 'RefundStatus', description: 'The life of a refund (退款状态).' })
registerEnumType(RefundCauseEnum, { name: 'RefundCause', description: 'Why money goes back: an operator (平台退款), a payer asking (退费申请), a service not delivered, or money that no order took.' })
