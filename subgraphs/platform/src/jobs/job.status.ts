import type { Transitions } from '@hospital/subgraph/transitions'

export const JOB_STATES = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED'] as const

export type JobState = (typeof JOB_STATES)[number]

export const jobTransitions = {
  start: { from: ['QUEUED'], to: 'RUNNING', by: 'SYSTEM' },
  succeed: { from: ['RUNNING'], to: 'SUCCEEDED', by: 'SYSTEM' },
  fail: { from: ['QUEUED', 'RUNNING'], to: 'FAILED', by: 'SYSTEM' },
} as const satisfies Transitions<JobState>
