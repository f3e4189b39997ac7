import { expect, test } from 'vitest'
import { FEEDBACK_STATES, feedbackTransitions, type FeedbackState } from './feedback.status.ts'

const ALLOWED: Record<FeedbackState, string[]> = {
  OPEN: ['assign', 'handOver', 'answer'],
  IN_PROGRESS: ['assign', 'handOver', 'answer'],
  HANDED_OVER: ['assign', 'answer'],
  REOPENED: ['assign', 'handOver', 'answer'],
  ANSWERED: ['close', 'settle', 'lapse', 'reopen'],
  CLOSED: ['reopen'],
}

test.each(FEEDBACK_STATES)('[A2-07] %s allows what it should and nothing else', (state) => {
  const actions = Object.entries(feedbackTransitions).filter(([, { from }]) => (from as readonly string[]).includes(state)).map(([action]) => action)
  expect(actions).toEqual(ALLOWED[state])
})

test('[A2-07] every state but the first is reached, and none is a dead end', () => {
  const reached = new Set<FeedbackState>(Object.values(feedbackTransitions).map(({ to }) => to))
  expect(reached).toEqual(new Set(FEEDBACK_STATES.filter((state) => state !== 'OPEN')))
  for (const state of FEEDBACK_STATES) expect(Object.values(feedbackTransitions).some(({ from }) => (from as readonly string[]).includes(state))).toBe(true)
})

test('[A2-07] the author comes back to it, the house answers it, and neither does what is the other’s', () => {
  expect(feedbackTransitions.reopen.by).toBe('feedback:give')
  expect(feedbackTransitions.settle.by).toBe('feedback:give')
  expect(feedbackTransitions.answer.by).toBe('feedback:answer')
  expect(feedbackTransitions.handOver.by).toBe('feedback:handle')
})
