import { registerEnumType } from 'type-graphql'
import type { Transitions } from '@hospital/subgraph/transitions'

export const INSURANCE_STATUSES = ['PRESETTLED', 'SETTLED', 'REVERSED', 'FAILED'] as const
export type InsuranceStatus = (typeof INSURANCE_STATUSES)[number]

/** The life of an insurance settlement. The insurer's word is the truth: one that we gave up and that was settled nevertheless is settled. */
export const insuranceTransitions = {
  settle: { from: ['PRESETTLED', 'FAILED'], to: 'SETTLED', by: 'SYSTEM' },
  reverse: { from: ['SETTLED'], to: 'REVERSED', by: 'SYSTEM' },
  fail: { from: ['PRESETTLED'], to: 'FAILED', by: 'SYSTEM' },
} as const satisfies Transitions<InsuranceStatus>

export const InsuranceStatusEnum = { PRESETTLED: 'PRESETTLED', SETTLED: 'SETTLED', REVERSED: 'REVERSED', FAILED: 'FAILED' } as const satisfies { [S in InsuranceStatus]: S }

registerEnumType(InsuranceStatusEnum, { name: 'InsuranceStatus', description: 'The life of an insurance settlement (医保结算状态): the split is known, paid by the insurer, given back to it, or come to nothing.' })
