import type { Transitions } from '@hospital/subgraph/transitions'

export const DELIVERY_STATES = ['QUEUED', 'SENT', 'DELIVERED', 'FAILED'] as const

export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** A message on its way by one channel. A receipt may come before the answer of the call, and a person may try again what failed for good. */
export const deliveryTransitions = {
  send: { from: ['QUEUED'], to: 'SENT', by: 'SYSTEM' },
  retry: { from: ['QUEUED', 'SENT'], to: 'QUEUED', by: 'SYSTEM' },
  deliver: { from: ['QUEUED', 'SENT'], to: 'DELIVERED', by: 'SYSTEM' },
  fail: { from: ['QUEUED', 'SENT'], to: 'FAILED', by: 'SYSTEM' },
  resend: { from: ['FAILED'], to: 'QUEUED', by: 'message:resend' },
} as const satisfies Transitions<DeliveryState>
