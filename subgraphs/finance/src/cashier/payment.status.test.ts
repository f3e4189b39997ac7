import { test } from 'vitest'
import { expectTable } from '../../test/status-table.ts'
import { PAYMENT_STATUSES, paymentTransitions } from './payment.status.ts'

test('[B1-03] a payment that we gave up succeeds when the channel says that it was paid; only success is an end', () => {
  expectTable(PAYMENT_STATUSES, paymentTransitions, 'CREATED', {
    moves: [
      'CREATED present PENDING', 'PENDING present PENDING',
      'CREATED succeed SUCCEEDED', 'PENDING succeed SUCCEEDED', 'CLOSED succeed SUCCEEDED', 'FAILED succeed SUCCEEDED',
      'CREATED close CLOSED', 'PENDING close CLOSED', 'CREATED fail FAILED', 'PENDING fail FAILED',
    ],
    ends: ['SUCCEEDED'],
  })
})
