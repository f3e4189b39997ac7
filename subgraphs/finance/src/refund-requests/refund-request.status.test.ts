import { test } from 'vitest'
import { expectTable } from '../../test/status-table.ts'
import { REFUND_REQUEST_STATUSES, refundRequestTransitions } from './refund-request.status.ts'

test('[C5-03] a refund request moves by these and no other actions; refused, withdrawn and completed are ends', () => {
  expectTable(REFUND_REQUEST_STATUSES, refundRequestTransitions, 'PENDING', {
    moves: [
      'PENDING approveByRule APPROVED', 'PENDING approveRefundRequest APPROVED', 'PENDING refuseRefundRequest REFUSED', 'PENDING withdrawRefundRequest WITHDRAWN',
      'PENDING complete COMPLETED', 'APPROVED complete COMPLETED', 'APPROVED reopen PENDING',
    ],
    ends: ['REFUSED', 'WITHDRAWN', 'COMPLETED'],
  })
})
