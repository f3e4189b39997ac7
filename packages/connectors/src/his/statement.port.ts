/** What the HIS holds of money that went through us (对账), and money of it that goes back. Amounts are fen. */
export interface HisStatementPort {
  /** Everything that it took or gave back under our references from `from` until before `to`, by its own clock. */
  statement(span: { from: Date; to: Date }): Promise<HisStatementLine[]>
  /** Charges of hospital cards and what was given back to them, likewise. */
  cardStatement(span: { from: Date; to: Date }): Promise<HisCardLine[]>
  /**
   * Takes a settled bill or a prepayment back, wholly or in part: from then on the money is ours to give back. Idempotent by `reference`.
   * CONFLICT `BILL_SERVED` (drugs handed out, examination done) | `BALANCE_USED` (the stay has used it up) | `ACCOUNT_CLOSED` | `REFUND_TOO_MUCH`.
   */
  refundPayment(input: RefundPaymentInput): Promise<HisRefund>
  /** The look-up after an unknown result. Null: the HIS never took it. */
  findRefund(reference: string): Promise<HisRefund | null>
}

/** REGISTRATION is named by the appointment's client reference, every other by our order's number; a refund by the reference that it was told under. */
export interface HisStatementLine {
  kind: 'REGISTRATION' | 'OUTPATIENT_BILL' | 'DEPOSIT' | 'CARD_TOP_UP'
  direction: 'PAID' | 'REFUNDED'
  reference: string
  amountFen: number
  /** The HIS's own number of it. */
  serial: string
}

export interface HisCardLine {
  kind: 'CHARGE' | 'REVERSAL'
  reference: string
  amountFen: number
  serial: string
}

export interface RefundPaymentInput {
  /** What the payment was told under: the order's number. */
  paymentReference: string
  reference: string
  amountFen: number
}

export interface HisRefund {
  reference: string
  amountFen: number
  /** The HIS's number of the refund (退费单号). */
  serial: string
  at: Date
}
