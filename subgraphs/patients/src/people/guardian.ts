import { Refusal } from '@hospital/subgraph/refusal'
import { phoneFrom } from '../accounts/phone.ts'
import { ADULT_AGE, ageOn, readIdCard, type IdCard } from './id-card.ts'
import { personName } from './person-name.ts'

export interface GuardianForm {
  name: string
  idCard: string
  phone: string
}

export interface Guardian {
  name: string
  idCard: IdCard
  phone: string
}

/** Who answers for a minor. Refuses GUARDIAN_INVALID (a minor, or the ward itself), ID_CARD_INVALID, NAME_INVALID, PHONE_INVALID. */
export function readGuardian(guardian: GuardianForm, wardNumber: string, today: string): Guardian {
  const idCard = readIdCard(guardian.idCard, today, 'guardian.idCard')
  if (idCard.number === wardNumber || ageOn(idCard.birthDate, today) < ADULT_AGE) throw new Refusal('GUARDIAN_INVALID', { details: { field: 'guardian.idCard' } })
  return { name: personName(guardian.name, 'guardian.name'), idCard, phone: phoneFrom(guardian.phone, 'guardian.phone') }
}
