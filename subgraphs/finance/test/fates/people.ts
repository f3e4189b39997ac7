import { newId } from '@hospital/database/identifier'
import type { Cashier } from '../cashier.ts'

/** Somebody whom HIS and insurer know. */
export interface Person {
  name: string
  idCard: string
  hisPatientId: string
  /** Where they lie, once they do. */
  stayId?: string
}

const DIGITS = '零一二三四五六七八九'
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** A fictitious person's number with a right check digit (GB 11643). */
function idCardOf(serial: number): string {
  const first = `330110${1950 + (serial % 50)}${String(1 + (Math.floor(serial / 50) % 12)).padStart(2, '0')}15${String(Math.floor(serial / 600)).padStart(3, '0')}`
  return first + '10X98765432'[[...first].reduce((sum, digit, at) => sum + Number(digit) * WEIGHTS[at]!, 0) % 11]
}

/** Registers people, each with a card that holds some money; most are insured. */
export function population(cashier: Cashier): (count: number) => Promise<Person[]> {
  let serial = 0
  const { his } = cashier.outside.connectors
  return async (count) => {
    const people: Person[] = []
    while (people.length < count) {
      serial += 1
      const idCard = idCardOf(serial)
      const name = `周${[...String(serial).padStart(4, '0')].map((digit) => DIGITS[Number(digit)]).join('')}`
      const { hisPatientId } = await his.createPatient({ idCard, name, gender: 'FEMALE', birthDate: `${idCard.slice(6, 10)}-${idCard.slice(10, 12)}-15` })
      await his.topUpCard({ hisPatientId, reference: `counter-${newId()}`, amountFen: 3_000 + (serial % 5) * 4_000 })
      people.push({ name, idCard, hisPatientId })
    }
    return people
  }
}
