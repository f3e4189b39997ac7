import { registerEnumType } from 'type-graphql'

/** How a line of the channel's bill and ours may differ. */
export const DIFFERENCE_KINDS = ['MISSING_HERE', 'MISSING_THERE', 'AMOUNT_DIFFERS', 'STATUS_DIFFERS'] as const
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number]

/** LEDGER: payment or refund stands, its booking does not. FUND_FLOW: the channel's two bills contradict each other. ORDER and ORDER_REFUND: what the HIS holds as paid and as given back. */
export const DIFFERENCE_SUBJECTS = ['PAYMENT', 'REFUND', 'LEDGER', 'FUND_FLOW', 'ORDER', 'ORDER_REFUND'] as const
export type DifferenceSubject = (typeof DIFFERENCE_SUBJECTS)[number]

/** ADJUSTED: the channel is right, and the ledger follows it by an entry of its own. ACCEPTED: looked into, nothing to book. */
export const HANDLINGS = ['ADJUSTED', 'ACCEPTED'] as const
export type Handling = (typeof HANDLINGS)[number]

export const DifferenceKindEnum = { MISSING_HERE: 'MISSING_HERE', MISSING_THERE: 'MISSING_THERE', AMOUNT_DIFFERS: 'AMOUNT_DIFFERS', STATUS_DIFFERS: 'STATUS_DIFFERS' } as const satisfies { [K in DifferenceKind]: K }
export const DifferenceSubjectEnum = {
  PAYMENT: 'PAYMENT', REFUND: 'REFUND', LEDGER: 'LEDGER', FUND_FLOW: 'FUND_FLOW', ORDER: 'ORDER', ORDER_REFUND: 'ORDER_REFUND',
} as const satisfies { [S in DifferenceSubject]: S }
export const HandlingEnum = { ADJUSTED: 'ADJUSTED', ACCEPTED: 'ACCEPTED' } as const satisfies { [H in Handling]: H }

registerEnumType(DifferenceKindEnum, { name: 'DifferenceKind', description: 'How the channel and we differ (差异类型): only there, only here, another amount, another status.' })
registerEnumType(DifferenceSubjectEnum, { name: 'DifferenceSubject', description: 'What differs: a payment, a refund, its booking in the ledger, the channel’s two bills among themselves, or what the HIS holds of an order as paid or given back.' })
registerEnumType(HandlingEnum, { name: 'DifferenceHandling', description: 'What was done about a difference (处理方式): the ledger was adjusted to the channel by an entry of its own, or it was looked into and nothing had to be booked.' })
