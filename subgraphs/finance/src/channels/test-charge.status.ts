import { registerEnumType } from 'type-graphql'
import type { Transitions } from '@hospital/subgraph/transitions'

export const TEST_CHARGE_STATUSES = ['STARTED', 'PAID', 'RETURNED', 'CLOSED'] as const
export type TestChargeStatus = (typeof TEST_CHARGE_STATUSES)[number]

/** The life of a test charge. One that was given up and is paid nevertheless goes back all the same. */
export const testChargeTransitions = {
  receive: { from: ['STARTED', 'CLOSED'], to: 'PAID', by: 'SYSTEM' },
  giveBack: { from: ['PAID'], to: 'RETURNED', by: 'SYSTEM' },
  close: { from: ['STARTED'], to: 'CLOSED', by: 'SYSTEM' },
} as const satisfies Transitions<TestChargeStatus>

export const TestChargeStatusEnum = { STARTED: 'STARTED', PAID: 'PAID', RETURNED: 'RETURNED', CLOSED: 'CLOSED' } as const satisfies { [S in TestChargeStatus]: S }

registerEnumType(TestChargeStatusEnum, { name: 'TestChargeStatus', description: 'The course of a test charge (测试支付): started, paid, returned by itself; or closed unpaid.' })
