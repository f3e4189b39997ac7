import { registerEnumType } from 'type-graphql'
import type { Transitions } from '@hospital/subgraph/transitions'

export const BILL_STATUSES = ['UNPAID', 'ORDERED', 'SETTLING', 'SETTLED', 'PAID_AT_COUNTER', 'VOID', 'REFUNDED'] as const
export type BillStatus = (typeof BILL_STATUSES)[number]

/** The life of an outpatient bill here. The HIS's word is the truth of whether it is owed: what it will not take goes back to the payer. */
export const billTransitions = {
  orderBills: { from: ['UNPAID'], to: 'ORDERED', by: 'order:pay' },
  /** Its order was given up, ran out of time, or was for another amount than is owed now. */
  reopen: { from: ['ORDERED', 'SETTLING'], to: 'UNPAID', by: 'SYSTEM' },
  startSettling: { from: ['ORDERED'], to: 'SETTLING', by: 'SYSTEM' },
  settle: { from: ['SETTLING'], to: 'SETTLED', by: 'SYSTEM' },
  payElsewhere: { from: ['UNPAID', 'ORDERED', 'SETTLING'], to: 'PAID_AT_COUNTER', by: 'SYSTEM' },
  cancelBill: { from: ['UNPAID', 'ORDERED', 'SETTLING'], to: 'VOID', by: 'SYSTEM' },
  refundBill: { from: ['SETTLED'], to: 'REFUNDED', by: 'SYSTEM' },
} as const satisfies Transitions<BillStatus>

export const BillStatusEnum = {
  UNPAID: 'UNPAID', ORDERED: 'ORDERED', SETTLING: 'SETTLING', SETTLED: 'SETTLED', PAID_AT_COUNTER: 'PAID_AT_COUNTER', VOID: 'VOID', REFUNDED: 'REFUNDED',
} as const satisfies { [S in BillStatus]: S }

registerEnumType(BillStatusEnum, { name: 'OutpatientBillStatus', description: 'The life of an outpatient bill (门诊账单状态): unpaid, with an open order, paid and being told to HIS, settled, paid at the counter, void, refunded.' })
