/** The accounts of the ledger. Assets grow by debit, the others by credit. */
export const ACCOUNTS = [
  /** Money that a channel holds for us. */
  'CHANNEL_WECHAT',
  'CHANNEL_ALIPAY',
  'CHANNEL_UNIONPAY',
  /** Test charges on their way through an account and back: nobody's income. */
  'TEST_CHARGES',
  /** Received, not yet taken by an order. */
  'PATIENT_PREPAID',
  /** Paid for and not yet delivered. */
  'ORDER_LIABILITY',
  /** Asked back and not yet arrived at the payer. */
  'REFUND_PAYABLE',
  'REVENUE_REGISTRATION',
  'REVENUE_CONSULTATION',
  'REVENUE_OUTPATIENT',
  /** Paid into the accounts of stays in the HIS, which charges them. */
  'INPATIENT_DEPOSITS',
  /** Owed by the medical insurance: of its fund, and of personal accounts. */
  'INSURANCE_FUND',
  'INSURANCE_ACCOUNT',
  /** Owed to the holders of hospital cards; the HIS keeps each card's own account. */
  'HOSPITAL_CARD_DEPOSITS',
  /** What the HIS holds of our money beside what we have told it, as reconciling found. */
  'HIS_SETTLEMENT',
  /** The other side of every adjustment to a channel's bill, until it is cleared up. */
  'RECONCILIATION_DIFFERENCES',
] as const
export type Account = (typeof ACCOUNTS)[number]

/** The facts that are booked, each once for its id. */
export const FACTS = [
  'PAYMENT_RECEIVED', 'ORDER_PAID', 'ORDER_DELIVERED', 'REFUND_REQUESTED', 'REFUND_PAID', 'TEST_CHARGE_RECEIVED', 'TEST_CHARGE_RETURNED',
  'INSURANCE_FUND_SETTLED', 'INSURANCE_ACCOUNT_SETTLED', 'INSURANCE_APPLIED', 'INSURANCE_FUND_REVERSED', 'INSURANCE_ACCOUNT_REVERSED', 'RECONCILIATION_ADJUSTED',
] as const
export type Fact = (typeof FACTS)[number]
