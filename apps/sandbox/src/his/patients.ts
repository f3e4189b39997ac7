import { createHash } from 'node:crypto'
import type { Patient } from '@hospital/connectors/his/fhir'
import { identifierOf } from '@hospital/connectors/his/fhir'
import { systems } from '@hospital/connectors/his/profile'
import type { Hospital } from './appointments.ts'
import { billFirstDays } from './bills.ts'
import type { Coverage } from './index-parameters.ts'
import { between, numbersFor } from './random.ts'
import { putFormerReports } from './reports.ts'
import { admitFirst } from './stays.ts'
import { idCardWith } from './validation.ts'

/** Gives a new patient record number and cards, and the insurance that the insurer's registry knows of. */
export function register(hospital: Hospital, asked: Patient): Patient {
  const { database, store } = hospital
  const idCard = identifierOf(asked, systems.idCard)!
  const serial = Number(database.setting('his.patients') ?? 0) + 1
  database.keepSetting('his.patients', String(serial))
  const insurance = insuranceOf(idCard)
  const id = `pat-${String(serial).padStart(8, '0')}`
  const patient = store.put<Patient>({
    ...asked,
    id,
    active: true,
    identifier: [
      { system: systems.idCard, value: idCard },
      { system: systems.recordNumber, value: `YX${String(20_000_000 + serial)}` },
      { system: systems.hospitalCard, value: `5301${String(60_000_000 + serial)}` },
      ...(insurance ? [{ system: systems.insuranceCard, value: insurance }] : []),
    ],
  })
  if (insurance) {
    store.put<Coverage>({
      resourceType: 'Coverage',
      id: `cov-${String(serial).padStart(8, '0')}`,
      identifier: [{ system: systems.insuranceCard, value: insurance }],
      status: 'active',
      type: { text: '城镇职工基本医疗保险' },
      beneficiary: { reference: `Patient/${id}` },
      payor: [{ reference: 'Organization/org-main', display: '云溪市医疗保障局' }],
    })
  }
  putFormerReports(hospital, patient)
  billFirstDays(hospital, patient)
  admitFirst(hospital, patient)
  return patient
}

/** Seven in ten are insured here; the same person always is or always is not. */
function insuranceOf(idCard: string): string | null {
  const digest = createHash('sha256').update(`insurance ${idCard}`).digest()
  return digest[0]! % 10 < 7 ? `530100D${String(digest.readUInt32LE(1)).padStart(10, '0')}` : null
}

const known: [name: string, gender: 'male' | 'female', birth: string][] = [
  ['赵国栋', 'male', '19580312'],
  ['钱桂芬', 'female', '19621105'],
  ['孙晓东', 'male', '19850721'],
  ['李雨桐', 'female', '19931218'],
  ['周明远', 'male', '19770430'],
  ['吴秀英', 'female', '19490902'],
  ['阿依古丽·买买提', 'female', '19880515'],
  ['郑子轩', 'male', '20180609'],
  ['王诗涵', 'female', '20210117'],
  ['冯卫国', 'male', '19700825'],
]

/** People who were here before the platform was: to be matched, not doubled. */
export function registerKnownPatients(hospital: Hospital) {
  if (hospital.database.setting('his.patients')) return
  hospital.database.transaction(() => {
    for (const [name, gender, birth] of known) {
      const order = between(numbersFor(name), 10, 98) * 10 + (gender === 'male' ? 1 : 2)
      register(hospital, {
        resourceType: 'Patient',
        identifier: [{ system: systems.idCard, value: idCardWith(`530102${birth}${String(order).padStart(3, '0')}`) }],
        name: [{ text: name }],
        gender,
        birthDate: `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}`,
      })
    }
  })
}
