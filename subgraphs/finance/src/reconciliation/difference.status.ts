import { registerEnumType } from 'type-graphql'
import type { Transitions } from '@hospital/subgraph/transitions'

export const DIFFERENCE_STATUSES = ['OPEN', 'HANDLED'] as const
export type DifferenceStatus = (typeof DIFFERENCE_STATUSES)[number]

/** The life of a difference. What comparing again does not find any more is not there any more; what a person has handled stays. */
export const differenceTransitions = {
  handleDifference: { from: ['OPEN'], to: 'HANDLED', by: 'reconciliation:handle' },
} as const satisfies Transitions<DifferenceStatus>

export const DifferenceStatusEnum = { OPEN: 'OPEN', HANDLED: 'HANDLED' } as const satisfies { [S in DifferenceStatus]: S }

registerEnumType(DifferenceStatusEnum, { name: 'DifferenceStatus', description: 'The life of a difference (处理状态): open, handled.' })
