import { test } from 'vitest'
import { expectTable } from '../../test/status-table.ts'
import { DEPOSIT_STATUSES, depositTransitions } from './deposit.status.ts'

test('[B2-01] a prepayment moves by these and no other actions; refused, closed and refunded are ends', () => {
  expectTable(DEPOSIT_STATUSES, depositTransitions, 'AWAITING_PAYMENT', {
    moves: ['AWAITING_PAYMENT startPlacing PLACING', 'PLACING place PLACED', 'PLACING refuseDeposit REFUSED', 'AWAITING_PAYMENT closeDeposit CLOSED', 'PLACED refundDeposit REFUNDED'],
    ends: ['REFUSED', 'CLOSED', 'REFUNDED'],
  })
})
