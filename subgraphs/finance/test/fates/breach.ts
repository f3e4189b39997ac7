import type { Payer } from './payer.ts'

/** Something that must never be, and whose it is; undefined: the house's. */
export interface Breach {
  payer?: Payer
  rule: string
  what: string
}

export const accountsOf = (payers: readonly Payer[]): string[] => payers.map(({ viewer }) => viewer.accountId)

export const payerOf = (payers: readonly Payer[], account: string | null): Payer | undefined => payers.find(({ viewer }) => viewer.accountId === account)
