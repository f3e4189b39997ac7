import type { ConnectorFailure } from '@hospital/connectors/failure'
import { Refusal, type RefusalCode } from '@hospital/subgraph/refusal'

const CODES: Readonly<Record<string, RefusalCode>> = {
  EC_TOKEN_EXPIRED: 'INSURANCE_VOUCHER_EXPIRED', PAY_TOKEN_EXPIRED: 'INSURANCE_PRESETTLEMENT_EXPIRED', NOT_INSURED: 'INSURANCE_CARD_REQUIRED', PERSON_MISMATCH: 'INSURANCE_PERSON', ACCOUNT_SHORT: 'INSURANCE_REFUSED',
}

/** The insurer's no as the patient is told it. */
export function insuranceRefusal({ kind, code }: ConnectorFailure): Refusal {
  const known = code && CODES[code]
  if (known) return new Refusal(known)
  return new Refusal(kind === 'REFUSED' || kind === 'CONFLICT' ? 'INSURANCE_REFUSED' : 'INSURANCE_UNAVAILABLE')
}
