import type { Transitions } from '@hospital/subgraph/transitions'

export const FEEDBACK_STATES = ['OPEN', 'IN_PROGRESS', 'HANDED_OVER', 'ANSWERED', 'CLOSED', 'REOPENED'] as const

export type FeedbackState = (typeof FEEDBACK_STATES)[number]

/** Waiting for a word of the house. */
export const AWAITING = ['OPEN', 'IN_PROGRESS', 'HANDED_OVER', 'REOPENED'] as const satisfies readonly FeedbackState[]

/** The life of a feedback: the institution handles it itself or hands it over to customer service; its author may come back to it. */
export const feedbackTransitions = {
  assign: { from: AWAITING, to: 'IN_PROGRESS', by: 'feedback:handle' },
  handOver: { from: ['OPEN', 'IN_PROGRESS', 'REOPENED'], to: 'HANDED_OVER', by: 'feedback:handle' },
  answer: { from: AWAITING, to: 'ANSWERED', by: 'feedback:answer' },
  close: { from: ['ANSWERED'], to: 'CLOSED', by: 'feedback:handle' },
  settle: { from: ['ANSWERED'], to: 'CLOSED', by: 'feedback:give' },
  lapse: { from: ['ANSWERED'], to: 'CLOSED', by: 'SYSTEM' },
  reopen: { from: ['ANSWERED', 'CLOSED'], to: 'REOPENED', by: 'feedback:give' },
} as const satisfies Transitions<FeedbackState>
