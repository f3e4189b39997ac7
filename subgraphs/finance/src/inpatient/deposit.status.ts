import { registerEnumType } from 'type-graphql'
import type { Transitions } from '@hospital/subgraph/transitions'

export const DEPOSIT_STATUSES = ['AWAITING_PAYMENT', 'PLACING', 'PLACED', 'REFUSED', 'CLOSED', 'REFUNDED'] as const
export type DepositStatus = (typeof DEPOSIT_STATUSES)[number]

/** The life of an inpatient prepayment: what the HIS refuses goes back to the payer. */
export const depositTransitions = {
  startPlacing: { from: ['AWAITING_PAYMENT'], to: 'PLACING', by: 'SYSTEM' },
  place: { from: ['PLACING'], to: 'PLACED', by: 'SYSTEM' },
  refuseDeposit: { from: ['PLACING'], to: 'REFUSED', by: 'SYSTEM' },
  refundDeposit: { from: ['PLACED'], to: 'REFUNDED', by: 'SYSTEM' },
  closeDeposit: { from: ['AWAITING_PAYMENT'], to: 'CLOSED', by: 'SYSTEM' },
} as const satisfies Transitions<DepositStatus>

export const DepositStatusEnum = { AWAITING_PAYMENT: 'AWAITING_PAYMENT', PLACING: 'PLACING', PLACED: 'PLACED', REFUSED: 'REFUSED', CLOSED: 'CLOSED', REFUNDED: 'REFUNDED' } as const satisfies { [S in DepositStatus]: S }

registerEnumType(DepositStatusEnum, { name: 'InpatientDepositStatus', description: 'The life of an inpatient prepayment (预缴状态).' })
