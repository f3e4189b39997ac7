import { registerEnumType } from 'type-graphql'

/** How a line of the channel's bill and ours may differ. */
export const DIFFERENCE_KINDS = ['MISSING_HERE', 'MISSING_THERE', 'AMOUNT_DIFFERS', 'STATUS_DIFFERS'] as const
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number]

/** LEDGER: payment or refund stands, its booking does not. FUND_FLOW: the channel's two bills contradict each other. */
export const DIFFERENCE_SUBJECTS = ['PAYMENT', 'REFUND', 'LEDGER', 'FUND_FLOW'] as const
export type DifferenceSubject = (typeof DIFFERENCE_SUBJECTS)[number]

export const DifferenceKindEnum = { MISSING_HERE: 'MISSING_HERE', MISSING_THERE: 'MISSING_THERE', AMOUNT_DIFFERS: 'AMOUNT_DIFFERS', STATUS_DIFFERS: 'STATUS_DIFFERS' } as const satisfies { [K in DifferenceKind]: K }
export const DifferenceSubjectEnum = { PAYMENT: 'PAYMENT', REFUND: 'REFUND', LEDGER: 'LEDGER', FUND_FLOW: 'FUND_FLOW' } as const satisfies { [S in DifferenceSubject]: S }

registerEnumType(DifferenceKindEnum, { name: 'DifferenceKind', description: 'How the channel and we differ (差异类型): only there, only here, another amount, another status.' })
registerEnumType(DifferenceSubjectEnum, { name: 'DifferenceSubject', description: 'What differs: a payment, a refund, its booking in the ledger, or the channel’s two bills among themselves.' })
