import { expect, test } from 'vitest'
import { APPLICATION_STATES, applicationTransitions, type ApplicationState } from './application.status.ts'

const ALLOWED: Record<ApplicationState, string[]> = { PENDING: ['approve', 'refuse', 'withdraw'], APPROVED: [], REFUSED: [], WITHDRAWN: [] }

test.each(APPLICATION_STATES)('%s allows what it should and nothing else', (state) => {
  const actions = Object.entries(applicationTransitions).filter(([, { from }]) => (from as readonly string[]).includes(state)).map(([action]) => action)
  expect(actions).toEqual(ALLOWED[state])
})

test('every end is reached, and nobody decides on what is his own', () => {
  expect(new Set(Object.values(applicationTransitions).map(({ to }) => to))).toEqual(new Set(APPLICATION_STATES.filter((state) => state !== 'PENDING')))
  expect(applicationTransitions.approve.by).toBe('practitioner:audit')
  expect(applicationTransitions.refuse.by).toBe('practitioner:audit')
})
