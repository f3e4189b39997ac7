/** What a citizen's number says of its holder's birthday, as soon as enough of it is typed; whether the number is right the hospital decides. */
export function birthDateOf(idCard: string): string | undefined {
  const match = /^\d{6}(\d{4})(\d{2})(\d{2})/.exec(idCard)
  if (!match) return undefined
  const day = match.slice(1).join('-')
  return Number.isNaN(Date.parse(day)) ? undefined : day
}

/** Whole years on a hospital day. */
export function ageOn(birthDate: string, today: string): number {
  return Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (today.slice(5) < birthDate.slice(5) ? 1 : 0)
}

export const ADULT_AGE = 18
