import { test } from 'vitest'
import { expectTable } from '../../test/status-table.ts'
import { REFUND_STATUSES, refundTransitions } from './refund.status.ts'

test('[A3-03] a failed refund is asked for again or turns out to have arrived; success and the HIS not agreeing are ends', () => {
  expectTable(REFUND_STATUSES, refundTransitions, 'REQUESTED', {
    moves: [
      'REQUESTED send SENT', 'SENT send SENT',
      'REQUESTED succeed SUCCEEDED', 'SENT succeed SUCCEEDED', 'FAILED succeed SUCCEEDED',
      'REQUESTED fail FAILED', 'SENT fail FAILED', 'FAILED retryRefund REQUESTED',
      'REQUESTED decline DECLINED',
    ],
    ends: ['SUCCEEDED', 'DECLINED'],
  })
})
