import { expect, test } from 'vitest'
import { ARTICLE_STATES, articleTransitions, type ArticleState } from './article.status.ts'

const ALLOWED: Record<ArticleState, string[]> = { DRAFT: ['publish'], PUBLISHED: ['withdraw'], WITHDRAWN: ['publish'] }

test.each(ARTICLE_STATES)('[A7-09] %s allows what it should and nothing else', (state) => {
  const actions = Object.entries(articleTransitions).filter(([, { from }]) => (from as readonly string[]).includes(state)).map(([action]) => action)
  expect(actions).toEqual(ALLOWED[state])
})

test('[A7-09] who only writes neither publishes nor withdraws', () => {
  expect(new Set(Object.values(articleTransitions).map(({ by }) => by))).toEqual(new Set(['content:publish']))
})
