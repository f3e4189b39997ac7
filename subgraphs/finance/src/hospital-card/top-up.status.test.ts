import { test } from 'vitest'
import { expectTable } from '../../test/status-table.ts'
import { TOP_UP_STATUSES, topUpTransitions } from './top-up.status.ts'

test('[A3-06] a top-up is put on the card or refused, once', () => {
  expectTable(TOP_UP_STATUSES, topUpTransitions, 'ORDERED', { moves: ['ORDERED credit CREDITED', 'ORDERED refuse REFUSED'], ends: ['CREDITED', 'REFUSED'] })
})
