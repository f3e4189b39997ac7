import { test } from 'vitest'
import { expectTable } from '../../test/status-table.ts'
import { ORDER_STATUSES, orderTransitions } from './order.status.ts'

test('[B1-03] an order moves by these and no other actions; cancelled, expired, closed and refunded are ends', () => {
  expectTable(ORDER_STATUSES, orderTransitions, 'OPEN', {
    moves: [
      'OPEN pay PAID', 'OPEN cancelOrder CANCELLED', 'OPEN withdraw CANCELLED', 'OPEN expire EXPIRED',
      'PAID fulfil FULFILLED', 'FULFILLED close CLOSED',
      'PAID refundOrder REFUNDING', 'FULFILLED refundOrder REFUNDING', 'PARTLY_REFUNDED refundOrder REFUNDING', 'REFUNDING refundOrder REFUNDING',
      'REFUNDING completeRefund REFUNDED', 'REFUNDING completePartialRefund PARTLY_REFUNDED',
      'REFUNDING restorePaid PAID', 'REFUNDING restoreFulfilled FULFILLED',
    ],
    ends: ['CLOSED', 'CANCELLED', 'EXPIRED', 'REFUNDED'],
  })
})
