import { Refusal } from '@hospital/subgraph/refusal'

/** Eleven digits of a mainland mobile number, without spaces, hyphens and +86. Refuses PHONE_INVALID. */
export function phoneFrom(given: string, field = 'phone'): string {
  const phone = given.replace(/[\s-]/g, '').replace(/^\+?86(?=1)/, '')
  if (!/^1[3-9]\d{9}$/.test(phone)) throw new Refusal('PHONE_INVALID', { details: { field } })
  return phone
}
