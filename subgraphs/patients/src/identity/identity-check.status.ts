import type { Transitions } from '@hospital/subgraph/transitions'

export const IDENTITY_CHECK_STATUSES = ['STARTED', 'PASSED', 'FAILED', 'EXPIRED'] as const
export type IdentityCheckStatus = (typeof IDENTITY_CHECK_STATUSES)[number]

/** The life of a face check (人脸核验). Nobody decides it but the provider's own answer, asked for by the house. */
export const identityCheckTransitions = {
  pass: { from: ['STARTED'], to: 'PASSED', by: 'SYSTEM' },
  fail: { from: ['STARTED'], to: 'FAILED', by: 'SYSTEM' },
  expire: { from: ['STARTED'], to: 'EXPIRED', by: 'SYSTEM' },
} as const satisfies Transitions<IdentityCheckStatus>
