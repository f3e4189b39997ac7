import { expect, test } from 'vitest'
import { IDENTITY_CHECK_STATUSES, identityCheckTransitions } from './identity-check.status.ts'

/** Every status × action: where it leads, or nowhere. */
const LIFE: Record<(typeof IDENTITY_CHECK_STATUSES)[number], Partial<Record<keyof typeof identityCheckTransitions, string>>> = {
  STARTED: { pass: 'PASSED', fail: 'FAILED', expire: 'EXPIRED' }, PASSED: {}, FAILED: {}, EXPIRED: {},
}

test.each(IDENTITY_CHECK_STATUSES)('[A5-01] from %s a check goes where it should and nowhere else', (status) => {
  const found = Object.fromEntries(Object.entries(identityCheckTransitions).filter(([, { from }]) => (from as readonly string[]).includes(status)).map(([action, { to }]) => [action, to]))
  expect(found).toEqual(LIFE[status])
})

test('[A5-01] no role decides a check', () => {
  expect(Object.values(identityCheckTransitions).map(({ by }) => by)).toEqual(['SYSTEM', 'SYSTEM', 'SYSTEM'])
})
