import type { CodeableConcept, Identifier, Reference, Resource } from './fhir.ts'

/** FHIR's money is a decimal of yuan. */
export interface Money {
  value: number
  currency: 'CNY'
}

export const moneyOf = (fen: number): Money => ({ value: fen / 100, currency: 'CNY' })

/** Refuses what is no whole number of fen. */
export function fenOf({ value, currency }: Money): number {
  const fen = Math.round(value * 100)
  if (currency !== 'CNY' || !Number.isSafeInteger(fen) || Math.abs(fen / 100 - value) > 1e-9) throw new Error('not an amount of money')
  return fen
}

export interface Invoice extends Resource {
  resourceType: 'Invoice'
  identifier: Identifier[]
  status: 'issued' | 'balanced' | 'cancelled'
  type: CodeableConcept
  subject: Reference
  date: string
  issuer: Reference
  participant?: { actor: Reference }[]
  lineItem: {
    sequence: number
    chargeItemCodeableConcept?: CodeableConcept
    chargeItemReference?: Reference
    /** `informational` is the price of one, `base` that of the line. */
    priceComponent: { type: 'base' | 'informational'; factor?: number; amount: Money; code?: CodeableConcept }[]
  }[]
  totalNet: Money
  contained?: Resource[]
}

export interface PaymentNotice extends Resource {
  resourceType: 'PaymentNotice'
  identifier: Identifier[]
  status: 'active'
  /** The Invoice that is settled, or the Account that is paid into. */
  request: Reference
  created: string
  amount: Money
}

export interface Account extends Resource {
  resourceType: 'Account'
  identifier: Identifier[]
  status: 'active' | 'inactive'
  subject: Reference[]
  servicePeriod: { start: string; end?: string }
  owner: Reference
  contained?: Resource[]
}

export interface ChargeItem extends Resource {
  resourceType: 'ChargeItem'
  status: 'billed'
  code: CodeableConcept
  subject: Reference
  account: Reference[]
  occurrenceDateTime?: string
  occurrencePeriod?: { start?: string }
  quantity: { value: number; unit: string }
  /** Of one. */
  priceOverride: Money
}
