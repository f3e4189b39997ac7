import type { Transitions } from '@hospital/subgraph/transitions'

export const ARTICLE_STATES = ['DRAFT', 'PUBLISHED', 'WITHDRAWN'] as const

export type ArticleState = (typeof ARTICLE_STATES)[number]

/** From when until when a published article is shown is a matter of the clock, not of its state. */
export const articleTransitions = {
  publish: { from: ['DRAFT', 'WITHDRAWN'], to: 'PUBLISHED', by: 'content:publish' },
  withdraw: { from: ['PUBLISHED'], to: 'WITHDRAWN', by: 'content:publish' },
} as const satisfies Transitions<ArticleState>
