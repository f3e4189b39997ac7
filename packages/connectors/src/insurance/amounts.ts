/** What an insured sum is paid from, in fen: 统筹基金, 个人账户, and what is left to the patient. */
export interface InsuranceSplit {
  totalFen: number
  fundFen: number
  accountFen: number
  cashFen: number
}

/** `12.5` → 1250, without passing through a float. Throws where it is no amount of yuan. */
export function fenOf(yuan: unknown): number {
  const match = typeof yuan === 'string' || typeof yuan === 'number' ? /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(String(yuan)) : null
  if (!match) throw new Error('Not an amount of yuan')
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

export const yuanOf = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`

/** The amounts of an answer: feeSumamt = fundPay + psnAcctPay + ownpayAmt to the fen, or it is no answer. */
export function splitOf({ feeSumamt, fundPay, psnAcctPay, ownpayAmt }: Record<string, unknown>): InsuranceSplit {
  const split = { totalFen: fenOf(feeSumamt), fundFen: fenOf(fundPay), accountFen: fenOf(psnAcctPay), cashFen: fenOf(ownpayAmt) }
  if (split.totalFen !== split.fundFen + split.accountFen + split.cashFen) throw new SplitBroken(split)
  return split
}

/** The parts that the insurer names do not make the whole. */
export class SplitBroken extends Error {
  constructor({ totalFen, fundFen, accountFen, cashFen }: InsuranceSplit) {
    super(`feeSumamt ${totalFen} is not fundPay ${fundFen} + psnAcctPay ${accountFen} + ownpayAmt ${cashFen}`)
  }
}
