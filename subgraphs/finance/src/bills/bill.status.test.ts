import { test } from 'vitest'
import { expectTable } from '../../test/status-table.ts'
import { BILL_STATUSES, billTransitions } from './bill.status.ts'

test('[B1-04] a bill moves by these and no other actions; paid at the counter, void and refunded are ends', () => {
  expectTable(BILL_STATUSES, billTransitions, 'UNPAID', {
    moves: [
      'UNPAID orderBills ORDERED', 'ORDERED reopen UNPAID', 'SETTLING reopen UNPAID', 'ORDERED startSettling SETTLING', 'SETTLING settle SETTLED',
      'UNPAID payElsewhere PAID_AT_COUNTER', 'ORDERED payElsewhere PAID_AT_COUNTER', 'SETTLING payElsewhere PAID_AT_COUNTER',
      'UNPAID cancelBill VOID', 'ORDERED cancelBill VOID', 'SETTLING cancelBill VOID', 'SETTLED refundBill REFUNDED',
    ],
    ends: ['PAID_AT_COUNTER', 'VOID', 'REFUNDED'],
  })
})
