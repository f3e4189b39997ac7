/** The accounts of the ledger. Assets grow by debit, the others by credit. */
export const ACCOUNTS = [
  /** Money that WeChat Pay holds for us. */
  'CHANNEL_WECHAT',
  /** Received, not yet taken by an order. */
  'PATIENT_PREPAID',
  /** Paid for and not yet delivered. */
  'ORDER_LIABILITY',
  /** Asked back and not yet arrived at the payer. */
  'REFUND_PAYABLE',
  'REVENUE_REGISTRATION',
  'REVENUE_CONSULTATION',
  /** Owed by the medical insurance: of its fund, and of personal accounts. */
  'INSURANCE_FUND',
  'INSURANCE_ACCOUNT',
  /** Owed to the holders of hospital cards; the HIS keeps each card's own account. */
  'HOSPITAL_CARD_DEPOSITS',
] as const
export type Account = (typeof ACCOUNTS)[number]

/** The facts that are booked, each once for its id. */
export const FACTS = ['PAYMENT_RECEIVED', 'ORDER_PAID', 'ORDER_DELIVERED', 'REFUND_REQUESTED', 'REFUND_PAID', 'INSURANCE_FUND_SETTLED', 'INSURANCE_ACCOUNT_SETTLED', 'INSURANCE_APPLIED', 'INSURANCE_FUND_REVERSED', 'INSURANCE_ACCOUNT_REVERSED'] as const
export type Fact = (typeof FACTS)[number]
