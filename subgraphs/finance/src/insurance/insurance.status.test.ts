import { test } from 'vitest'
import { expectTable } from '../../test/status-table.ts'
import { INSURANCE_STATUSES, insuranceTransitions } from './insurance.status.ts'

test('[A3-07] [C5-04] what was settled can only be reversed; a settlement that we gave up and the insurer made is settled', () => {
  expectTable(INSURANCE_STATUSES, insuranceTransitions, 'PRESETTLED', {
    moves: ['PRESETTLED settle SETTLED', 'FAILED settle SETTLED', 'SETTLED reverse REVERSED', 'PRESETTLED fail FAILED'],
    ends: ['REVERSED'],
  })
})
