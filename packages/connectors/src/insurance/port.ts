import type { BillLine, DayBill } from '../payments/bill.ts'
import type { InsuranceSplit } from './amounts.ts'

/** 移动医保支付: fees of one order are told to the insurer, who says what it pays, and pays. Amounts are fen. */
export interface InsurancePayPort {
  /** Where the insured lets the hospital have the electronic voucher (医保电子凭证): its token comes back as `ecToken`. */
  voucherUrl(returnUrl: string): string
  /**
   * 6201: tells the fees and learns the split. Repeating it under `number` answers the same. Nothing is paid.
   * REFUSED `EC_TOKEN_EXPIRED` | `NOT_INSURED` | `DUPLICATE_ORDER` | `PERSON_MISMATCH`; GARBAGE `SPLIT_BROKEN` where the parts do not make the whole.
   */
  uploadFee(fee: InsuranceFee): Promise<PreSettlement>
  /** 6202: the fund and the personal account pay. Repeating it is safe. REFUSED `PAY_TOKEN_EXPIRED` | `ACCOUNT_SHORT`; CONFLICT `REVOKED`. */
  payOrder(order: { payOrdId: string; payToken: string; number: string }): Promise<InsuranceTrade>
  /** 6301: the look-up after an unknown result. Null: the insurer has no such order. */
  query(number: string): Promise<InsuranceTrade | null>
  /** 6203: gives the whole of an insurance payment back. Repeating it under `refundNumber` is safe. */
  refund(refund: InsuranceRefundOrder): Promise<InsuranceRefund>
  /** 6401: takes an order back that was not paid; from then on it cannot be. CONFLICT `SETTLED` once it is. Revoking an unknown one is fine. */
  revoke(order: { number: string; payToken: string | null }): Promise<void>
  /** The insurer's report of a settlement. It only says where to look: query, and apply it once. */
  verifyCallback(rawBody: Buffer): InsuranceCallback
  /**
   * 3201 and 3202 of the core platform: the insurer's bill of a day that is over. It compares what it is told with what it has, so it is told all of ours.
   * REFUSED: the day is not added up yet; GARBAGE `BILL_UNREADABLE`.
   */
  dayBill(day: string, told: readonly ToldSettlement[]): Promise<DayBill>
}

/** A settlement of a day, or one that was given back, as we have it. */
export interface ToldSettlement {
  kind: BillLine['kind']
  /** Ours: of the order, or of the refund. */
  number: string
  /** The insurer's: 医保结算流水号, or the number of its refund. */
  settlementId: string
  totalFen: number
  fundFen: number
  accountFen: number
}

export interface InsuranceFee {
  /** medOrgOrd: our number. */
  number: string
  ecToken: string
  name: string
  idCard: string
  /** 挂号 11, 门诊 12 … */
  medType: string
  totalFen: number
  at: Date
  items: { name: string; amountFen: number; level: '甲' | '乙' | '丙' }[]
  notifyUrl: string
}

export interface PreSettlement {
  payOrdId: string
  payToken: string
  split: InsuranceSplit
}

export type InsuranceState = 'PRESETTLED' | 'PAYING' | 'SETTLED' | 'REFUNDED' | 'REVOKED' | 'FAILED'

export interface InsuranceTrade {
  number: string
  payOrdId: string
  state: InsuranceState
  split: InsuranceSplit
  /** 医保结算流水号. */
  settlementNumber: string | null
  settledAt: Date | null
  refunds: InsuranceRefund[]
}

export interface InsuranceRefundOrder {
  number: string
  payOrdId: string
  refundNumber: string
  fundFen: number
  accountFen: number
  at: Date
}

export interface InsuranceRefund {
  refundNumber: string
  refundId: string
  fundFen: number
  accountFen: number
  refundedAt: Date
}

export type InsuranceCallback = { verified: true; notificationId: string; number: string } | { verified: false; reason: 'SIGNATURE_INVALID' | 'BODY_INVALID' }
