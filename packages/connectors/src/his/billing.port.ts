/** What a person owes and has paid at the hospital: outpatient bills, and the account of a stay. Money is whole fen, days are `YYYY-MM-DD` in Asia/Shanghai. */
export interface HisBillingPort {
  /** Bills of the visits of one person, newest first, whatever became of them. */
  outpatientBills(query: { hisPatientId: string }): Promise<HisBill[]>
  findBill(hisBillId: string): Promise<HisBill | null>
  /**
   * Settles a bill with what was paid here. Idempotent by `paymentReference`: repeating it answers the first settlement.
   * CONFLICT `BILL_SETTLED` (paid elsewhere, e.g. at the counter) | `BILL_CANCELLED`; REFUSED `AMOUNT_MISMATCH`.
   */
  settleBill(input: SettleBillInput): Promise<HisSettlement>
  /** The look-up after an unknown result: null means the HIS never took it. */
  findSettlement(paymentReference: string): Promise<HisSettlement | null>

  /** The stays of one person, the newest first. */
  inpatientAccounts(query: { hisPatientId: string }): Promise<HisInpatientAccount[]>
  inpatientAccount(hisAccountId: string): Promise<HisInpatientAccount | null>
  /** Everything that was charged on the days `from` to `to` (both included) of a stay. */
  inpatientCharges(query: { hisAccountId: string; from: string; to: string }): Promise<HisCharge[]>
  /** What was paid in for a stay, here and at the counter, newest first. */
  inpatientDeposits(hisAccountId: string): Promise<HisDeposit[]>
  /**
   * Pays into the account of a stay. Idempotent by `paymentReference`. CONFLICT `ACCOUNT_CLOSED` once the person has been discharged.
   */
  placeDeposit(input: PlaceDepositInput): Promise<HisDeposit>
  /** The look-up after an unknown result: null means the HIS never took it. */
  findDeposit(paymentReference: string): Promise<HisDeposit | null>
}

export type HisBillStatus = 'OPEN' | 'SETTLED' | 'CANCELLED'

export interface HisBillLine {
  item: string
  /** 西药费, 检验费 … as the HIS groups its charges. */
  category: string
  quantity: number
  unit: string
  priceFen: number
  amountFen: number
}

export interface HisBill {
  hisBillId: string
  version: string
  /** For people: on paper and at the counter. */
  number: string
  hisPatientId: string
  status: HisBillStatus
  title: string
  /** Of the department that issued it. */
  departmentId: string
  departmentName: string
  practitionerName: string | null
  issuedAt: Date
  amountFen: number
  lines: HisBillLine[]
  /** SETTLED through us: under which of our references. Null where it was paid at the counter. */
  paymentReference: string | null
  /** Where to go next, from when it is paid. */
  guide: string | null
}

export interface SettleBillInput {
  hisBillId: string
  amountFen: number
  paymentReference: string
  paidAt: Date
}

export interface HisSettlement {
  /** The HIS's receipt number. */
  receiptNumber: string
  hisBillId: string
  amountFen: number
  paymentReference: string
}

export interface HisInpatientAccount {
  hisAccountId: string
  version: string
  /** 住院号. */
  number: string
  hisPatientId: string
  status: 'IN_HOSPITAL' | 'DISCHARGED'
  departmentId: string
  departmentName: string
  ward: string
  bed: string
  admittedOn: string
  dischargedOn: string | null
  /** 已产生费用. */
  chargedFen: number
  /** 已交款. */
  paidFen: number
  /** What is left of it; below zero: owed. */
  balanceFen: number
}

export interface HisCharge {
  hisChargeId: string
  day: string
  item: string
  category: string
  quantity: number
  unit: string
  priceFen: number
  amountFen: number
}

export interface PlaceDepositInput {
  hisAccountId: string
  amountFen: number
  paymentReference: string
  paidAt: Date
}

export interface HisDeposit {
  receiptNumber: string
  hisAccountId: string
  amountFen: number
  paidAt: Date
  /** Null where it was paid at the counter. */
  paymentReference: string | null
}
