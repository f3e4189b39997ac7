import { test } from 'vitest'
import { expectTable } from '../../test/status-table.ts'
import { TEST_CHARGE_STATUSES, testChargeTransitions } from './test-charge.status.ts'

test('[A3-01] a test charge that is paid goes back, also where it had been given up; only what has gone back is an end', () => {
  expectTable(TEST_CHARGE_STATUSES, testChargeTransitions, 'STARTED', {
    moves: ['STARTED receive PAID', 'CLOSED receive PAID', 'PAID giveBack RETURNED', 'STARTED close CLOSED'],
    ends: ['RETURNED'],
  })
})
