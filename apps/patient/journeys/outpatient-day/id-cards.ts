const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK = '10X98765432'

/** A right number (GB 11643) for a day of birth; even sequences are female. */
export function idCardOf(birthDate: string, sequence: string): string {
  const body = `330109${birthDate.replaceAll('-', '')}${sequence}`
  return body + CHECK[WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(body[index]), 0) % 11]
}

/** The same number with a check digit that is not its own. */
export const mistyped = (idCard: string) => idCard.slice(0, 17) + (idCard.endsWith('1') ? '2' : '1')
