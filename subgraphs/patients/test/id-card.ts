const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

let people = 0

/** A fictitious person's number with a right check digit (GB 11643), a new one each time. */
export function nextIdCard(birth = '19850312', sex: 'MALE' | 'FEMALE' = 'FEMALE'): string {
  people += 1
  const first = `330109${birth}${String(people).padStart(2, '0')}${sex === 'MALE' ? 1 : 2}`
  const sum = [...first].reduce((total, digit, at) => total + Number(digit) * WEIGHTS[at]!, 0)
  return first + '10X98765432'[sum % 11]
}
