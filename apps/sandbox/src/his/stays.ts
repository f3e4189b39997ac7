import { randomUUID } from 'node:crypto'
import type { Organization, Patient } from '@hospital/connectors/his/fhir'
import { idOf, integerOf } from '@hospital/connectors/his/fhir'
import { fenOf, moneyOf, type Account, type ChargeItem, type PaymentNotice } from '@hospital/connectors/his/billing.fhir'
import { extensions, systems } from '@hospital/connectors/his/profile'
import { addDays, dayOf } from '../days.ts'
import type { Hospital } from './appointments.ts'
import { departmentId } from './departments.ts'
import { notFound, refused } from './outcome.ts'
import { between, numbersFor } from './random.ts'

const tariff: [item: string, category: string, unit: string, priceFen: number, most: number][] = [
  ['三人间床位费', '床位费', '日', 4_000, 1],
  ['一级护理', '护理费', '日', 2_600, 1],
  ['住院诊查费', '诊查费', '日', 1_800, 1],
  ['0.9% 氯化钠注射液 250ml', '西药费', '袋', 385, 4],
  ['注射用头孢曲松钠 1g', '西药费', '支', 1_279, 2],
  ['静脉输液', '治疗费', '组', 1_150, 3],
  ['血常规五分类', '检验费', '次', 2_500, 1],
  ['一次性输液器', '材料费', '套', 263, 3],
]

export interface Admission {
  patientId: string
  /** How many days before today the stay began. */
  daysAgo?: number
  depositFen?: number
  department?: string
}

/** Admits a person; the days until today are charged at once. */
export function admit(hospital: Hospital, { patientId, daysAgo = 2, depositFen = 300_000, department = departmentId('main', '03.04') }: Admission): Account {
  const { database, store, clock } = hospital
  if (!store.findText('Patient', patientId)) throw notFound('Patient')
  const owner = store.find<Organization>('Organization', department)
  if (!owner) throw notFound('Organization')
  const serial = Number(database.setting('his.stays') ?? 0) + 1
  database.keepSetting('his.stays', String(serial))
  const id = `acc-${String(serial).padStart(8, '0')}`
  const from = addDays(dayOf(clock.now()), -daysAgo)
  store.put<Account>({
    resourceType: 'Account', id, identifier: [{ system: systems.admissionNumber, value: `ZY${String(8_800_000 + serial)}` }], status: 'active',
    subject: [{ reference: `Patient/${patientId}` }], servicePeriod: { start: `${from}T08:00:00+08:00` }, owner: { reference: `Organization/${department}`, display: owner.name },
    extension: [
      { url: extensions.ward, valueString: `${owner.name}一病区` }, { url: extensions.bed, valueString: `${10 + (serial % 40)} 床` },
      { url: extensions.chargedFen, valueInteger: 0 }, { url: extensions.depositedFen, valueInteger: 0 },
    ],
  })
  if (depositFen > 0) payIn(hospital, id, depositFen, new Date(Date.parse(`${from}T08:10:00+08:00`)).toISOString())
  chargeDueDays(hospital)
  return store.find<Account>('Account', id)!
}

/** Every day of a stay is charged once, in its first minutes. */
export function chargeDueDays(hospital: Hospital): void {
  const { database, store, clock } = hospital
  const today = dayOf(clock.now())
  const due = database.all<{ json: string }>(`SELECT json FROM resource WHERE type = 'Account'`).map(({ json }) => JSON.parse(json) as Account)
    .filter(({ id, status }) => status === 'active' && database.setting(`his.charged.${id}`) !== today)
  if (!due.length) return
  database.transaction(() => {
    for (const account of due) {
      const charged = database.setting(`his.charged.${account.id}`)
      let sum = 0
      for (let day = charged ? addDays(charged, 1) : dayOf(Date.parse(account.servicePeriod.start)); day <= today; day = addDays(day, 1)) sum += chargeDay(hospital, account, day)
      addUp(hospital, account.id!, extensions.chargedFen, sum)
      database.keepSetting(`his.charged.${account.id}`, today)
    }
  })
}

function chargeDay({ store }: Hospital, account: Account, day: string): number {
  const next = numbersFor(`charges ${account.id} ${day}`)
  let sum = 0
  tariff.forEach(([item, category, unit, priceFen, most], at) => {
    // The room, the nurse and the doctor every day; the rest as it comes.
    if (at > 2 && next() < 0.3) return
    const quantity = between(next, 1, most)
    sum += quantity * priceFen
    store.put<ChargeItem>({
      resourceType: 'ChargeItem', id: `chg-${account.id}-${day}-${at}`, status: 'billed', code: { text: item, coding: [{ system: systems.chargeCategory, code: category, display: category }] },
      subject: account.subject[0]!, account: [{ reference: `Account/${account.id}` }], occurrenceDateTime: `${day}T00:${10 + at}:00+08:00`,
      quantity: { value: quantity, unit }, priceOverride: moneyOf(priceFen), extension: [{ url: extensions.amountFen, valueInteger: quantity * priceFen }],
    })
  })
  return sum
}

/** Moves one of the account's sums. */
export function addUp({ store }: Hospital, id: string, url: string, fen: number): void {
  const account = store.find<Account>('Account', id)
  if (!account) throw notFound('Account')
  const before = integerOf(account, url) ?? 0
  store.put<Account>({ ...account, id, extension: [...(account.extension ?? []).filter((one) => one.url !== url), { url, valueInteger: before + fen }] })
}

/** Money into an account of a stay that has not ended. */
export function deposit(hospital: Hospital, notice: PaymentNotice): void {
  const id = idOf(notice.request, 'Account')!
  const account = hospital.store.find<Account>('Account', id)
  if (!account) throw notFound('Account')
  if (account.status !== 'active') throw refused(409, 'ACCOUNT_CLOSED', 'The person has been discharged')
  addUp(hospital, id, extensions.depositedFen, fenOf(notice.amount))
}

/** At the counter. */
export function payIn(hospital: Hospital, accountId: string, fen: number, created: string): void {
  const notice: PaymentNotice & { id: string } = {
    resourceType: 'PaymentNotice', id: `pn-${randomUUID()}`, status: 'active', request: { reference: `Account/${accountId}` }, created, amount: moneyOf(fen),
    identifier: [{ system: systems.receiptNumber, value: nextReceipt(hospital) }],
  }
  deposit(hospital, notice)
  hospital.store.put<PaymentNotice>(notice)
}

export function nextReceipt({ database }: Hospital): string {
  const serial = Number(database.setting('his.receipts') ?? 0) + 1
  database.keepSetting('his.receipts', String(serial))
  return `SJ${String(66_000_000 + serial)}`
}

export function discharge({ store, clock }: Hospital, id: string): Account {
  const account = store.find<Account>('Account', id)
  if (!account) throw notFound('Account')
  return store.put<Account>({ ...account, id, status: 'inactive', servicePeriod: { ...account.servicePeriod, end: new Date(clock.now()).toISOString() } })
}

/** People of the demonstration who lie in the hospital from the first day. */
const staying = new Set(['周建国', '吴秀英'])

export function admitFirst(hospital: Hospital, patient: Patient): void {
  if (staying.has(patient.name[0]?.text ?? '')) admit(hospital, { patientId: patient.id!, daysAgo: 4 })
}
