import { fenOf, splitOf } from './amounts.ts'
import type { Wire } from './envelope.ts'
import type { InsuranceRefund, InsuranceState, InsuranceTrade, PreSettlement } from './port.ts'
import { instantOf } from './times.ts'

/** ordStas. The insurance part is done from 4 on, whatever becomes of the rest at the counter. */
const STATES: Readonly<Record<string, InsuranceState>> = { '0': 'PRESETTLED', '1': 'PRESETTLED', '2': 'PAYING', '4': 'SETTLED', '5': 'SETTLED', '6': 'SETTLED', '8': 'REFUNDED', '12': 'REVOKED', '15': 'FAILED' }

const text = (value: unknown, name: string): string => {
  if (typeof value !== 'string' || !value) throw new Error(`${name} is missing`)
  return value
}

export function toPreSettlement(data: Wire, totalFen: number): PreSettlement {
  const split = splitOf(data)
  if (split.totalFen !== totalFen) throw new Error('feeSumamt is not what was told')
  return { payOrdId: text(data.payOrdId, 'payOrdId'), payToken: text(data.payToken, 'payToken'), split }
}

export function toTrade(data: Wire): InsuranceTrade {
  const state = STATES[String(data.ordStas)]
  if (!state) throw new Error(`ordStas ${String(data.ordStas)} is not known`)
  return {
    number: text(data.medOrgOrd, 'medOrgOrd'), payOrdId: text(data.payOrdId, 'payOrdId'), state, split: splitOf(data),
    settlementNumber: data.hiDocSn ? text(data.hiDocSn, 'hiDocSn') : null, settledAt: data.hiChrgTime ? instantOf(text(data.hiChrgTime, 'hiChrgTime')) : null,
    refunds: Array.isArray(data.refdList) ? (data.refdList as Wire[]).map((one) => toRefund(one, text(one.appRefdSn, 'appRefdSn'))) : [],
  }
}

export function toRefund(data: Wire, refundNumber: string): InsuranceRefund {
  if (data.appRefdSn !== refundNumber) throw new Error('The answer is about another refund')
  return { refundNumber, refundId: text(data.refdSn, 'refdSn'), fundFen: fenOf(data.fundRefdAmt), accountFen: fenOf(data.psnAcctRefdAmt), refundedAt: instantOf(text(data.refdTime, 'refdTime')) }
}
