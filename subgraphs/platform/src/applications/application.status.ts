import type { Transitions } from '@hospital/subgraph/transitions'

export const APPLICATION_STATES = ['PENDING', 'APPROVED', 'REFUSED', 'WITHDRAWN'] as const

export type ApplicationState = (typeof APPLICATION_STATES)[number]

/** Nothing leads out of a decision: who was refused applies anew. */
export const applicationTransitions = {
  approve: { from: ['PENDING'], to: 'APPROVED', by: 'practitioner:audit' },
  refuse: { from: ['PENDING'], to: 'REFUSED', by: 'practitioner:audit' },
  withdraw: { from: ['PENDING'], to: 'WITHDRAWN', by: 'practitioner:apply' },
} as const satisfies Transitions<ApplicationState>
