import { test } from 'vitest'
import { expectTable } from '../../test/status-table.ts'
import { DEPOSIT_STATUSES, depositTransitions } from './deposit.status.ts'

test('[B2-01] a prepayment moves by these and no other actions; placed, refused and closed are ends', () => {
  expectTable(DEPOSIT_STATUSES, depositTransitions, 'AWAITING_PAYMENT', {
    moves: ['AWAITING_PAYMENT startPlacing PLACING', 'PLACING place PLACED', 'PLACING refuseDeposit REFUSED', 'AWAITING_PAYMENT closeDeposit CLOSED'],
    ends: ['PLACED', 'REFUSED', 'CLOSED'],
  })
})
