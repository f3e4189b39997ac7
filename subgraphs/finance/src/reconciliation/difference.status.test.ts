import { test } from 'vitest'
import { expectTable } from '../../test/status-table.ts'
import { DIFFERENCE_STATUSES, differenceTransitions } from './difference.status.ts'

test('[A3-04] a difference is handled by a person, once', () => {
  expectTable(DIFFERENCE_STATUSES, differenceTransitions, 'OPEN', { moves: ['OPEN handleDifference HANDLED'], ends: ['HANDLED'] })
})
