import { registerEnumType } from 'type-graphql'
import type { Transitions } from '@hospital/subgraph/transitions'

export const TOP_UP_STATUSES = ['ORDERED', 'CREDITED', 'REFUSED'] as const
export type TopUpStatus = (typeof TOP_UP_STATUSES)[number]

/** The life of a top-up: paid for by its order, put on the card by the HIS, or refused by it and given back. */
export const topUpTransitions = {
  credit: { from: ['ORDERED'], to: 'CREDITED', by: 'SYSTEM' },
  refuse: { from: ['ORDERED'], to: 'REFUSED', by: 'SYSTEM' },
} as const satisfies Transitions<TopUpStatus>

export const TopUpStatusEnum = { ORDERED: 'ORDERED', CREDITED: 'CREDITED', REFUSED: 'REFUSED' } as const satisfies { [S in TopUpStatus]: S }

registerEnumType(TopUpStatusEnum, { name: 'CardTopUpStatus', description: 'The life of a top-up (充值状态): ordered, on the card, or refused by the hospital\'s system and given back.' })
