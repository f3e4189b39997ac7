import { isDay } from '@hospital/database/clock'
import { Refusal } from '@hospital/subgraph/refusal'

/** What GB 11643 writes into a citizen's number. */
export interface IdCard {
  number: string
  birthDate: string
  sex: 'MALE' | 'FEMALE'
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK = '10X98765432'
/** First two digits: province-level divisions, and 83 for residents from Taiwan, 81 and 82 for those from Hong Kong and Macao. */
const PROVINCES = new Set([11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83, 91])

/** Reads a number of 18 characters. Refuses ID_CARD_INVALID: form, region, a birthday that is none or lies ahead of `today`, checksum. */
export function readIdCard(given: string, today: string, field = 'idCard'): IdCard {
  const number = given.replace(/\s/g, '').toUpperCase()
  const refuse = (reason: string) => { throw new Refusal('ID_CARD_INVALID', { details: { field, reason } }) }
  if (!/^\d{17}[\dX]$/.test(number) || !PROVINCES.has(Number(number.slice(0, 2)))) refuse('FORM')
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  if (!isDay(birthDate) || birthDate > today || birthDate < '1880-01-01') refuse('BIRTH_DATE')
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(number[i]), 0)
  if (CHECK[sum % 11] !== number[17]) refuse('CHECKSUM')
  return { number, birthDate, sex: Number(number[16]) % 2 ? 'MALE' : 'FEMALE' }
}

/** Whole years on a hospital day; whoever was born on 29 February turns on 1 March in common years. */
export function ageOn(birthDate: string, day: string): number {
  return Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0)
}

export const ADULT_AGE = 18
