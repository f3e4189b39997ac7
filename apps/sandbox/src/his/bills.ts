import type { Appointment, Encounter, Organization, Patient, Practitioner, Schedule, Slot } from '@hospital/connectors/his/fhir'
import { idOf } from '@hospital/connectors/his/fhir'
import { fenOf, moneyOf, type Invoice, type PaymentNotice } from '@hospital/connectors/his/billing.fhir'
import { extensions, systems } from '@hospital/connectors/his/profile'
import type { Hospital } from './appointments.ts'
import { departmentId } from './departments.ts'
import { invalid, notFound, refused } from './outcome.ts'
import { prepareMedicines } from './pharmacy.ts'
import { between, numbersFor, pick } from './random.ts'

export interface BillLine {
  item: string
  category: string
  quantity: number
  unit: string
  priceFen: number
}

export interface NewBill {
  patientId: string
  departmentId: string
  practitionerName?: string
  title: string
  lines: BillLine[]
  encounterId?: string
}

/** Sets of what a doctor orders together, and where one goes with it. */
const orders: { title: string; guide: string; lines: Omit<BillLine, 'quantity'>[] }[] = [
  { title: '西药处方', guide: '请到门诊楼 1 层西药房取药', lines: [
    { item: '苯磺酸氨氯地平片 5mg×28 片', category: '西药费', unit: '盒', priceFen: 3_268 }, { item: '阿托伐他汀钙片 20mg×7 片', category: '西药费', unit: '盒', priceFen: 4_415 }] },
  { title: '检验检查', guide: '请到门诊楼 2 层检验科采血，影像检查到 1 层放射科登记', lines: [
    { item: '血常规五分类', category: '检验费', unit: '次', priceFen: 2_500 }, { item: '肝功能十一项', category: '检验费', unit: '次', priceFen: 6_800 }, { item: '胸部正位 DR', category: '检查费', unit: '次', priceFen: 8_000 }] },
  { title: '中药处方', guide: '请到中医楼 1 层中药房取药', lines: [
    { item: '中药饮片（当归、黄芪等 12 味）', category: '中药费', unit: '剂', priceFen: 2_837 }, { item: '中药代煎', category: '治疗费', unit: '剂', priceFen: 300 }] },
  { title: '治疗费', guide: '请到门诊楼 1 层注射室', lines: [
    { item: '肌肉注射', category: '治疗费', unit: '次', priceFen: 450 }, { item: '一次性注射器', category: '材料费', unit: '支', priceFen: 80 }] },
]

/** Writes a bill; its lines add up to it. */
export function issueBill({ database, store, clock }: Hospital, { patientId, departmentId: department, practitionerName, title, lines, encounterId }: NewBill): Invoice {
  if (!store.findText('Patient', patientId)) throw notFound('Patient')
  const organization = store.find<Organization>('Organization', department)
  if (!organization) throw notFound('Organization')
  const serial = Number(database.setting('his.bills') ?? 0) + 1
  database.keepSetting('his.bills', String(serial))
  const total = lines.reduce((sum, { quantity, priceFen }) => sum + quantity * priceFen, 0)
  return store.put<Invoice>({
    resourceType: 'Invoice', id: `inv-${String(serial).padStart(8, '0')}`, identifier: [{ system: systems.billNumber, value: `MZ${String(20_260_000 + serial)}` }],
    status: 'issued', type: { text: title }, subject: { reference: `Patient/${patientId}` }, date: new Date(clock.now()).toISOString(),
    issuer: { reference: `Organization/${department}`, display: organization.name },
    ...(practitionerName && { participant: [{ actor: { display: practitionerName } }] }),
    lineItem: lines.map(({ item, category, quantity, unit, priceFen }, at) => ({
      sequence: at + 1, chargeItemCodeableConcept: { text: item, coding: [{ system: systems.chargeCategory, code: category, display: category }] },
      priceComponent: [
        { type: 'informational', amount: moneyOf(priceFen), code: { text: unit } },
        { type: 'base', factor: quantity, amount: moneyOf(quantity * priceFen) },
      ],
    })),
    totalNet: moneyOf(total),
    extension: [{ url: extensions.guide, valueString: orders.find((one) => one.title === title)?.guide ?? '请到门诊楼 1 层服务台' }, ...(encounterId ? [{ url: extensions.encounter, valueString: encounterId }] : [])],
  })
}

/** What was ordered in a visit has to be paid when it ends. */
export function billVisit(hospital: Hospital, encounter: Encounter): void {
  const { store } = hospital
  const appointment = store.find<Appointment>('Appointment', idOf(encounter.appointment[0], 'Appointment') ?? '')
  const slot = store.find<Slot>('Slot', idOf(appointment?.slot[0], 'Slot') ?? '')
  const schedule = store.find<Schedule>('Schedule', idOf(slot?.schedule, 'Schedule') ?? '')
  const department = idOf(schedule?.actor[0], 'Organization')
  const patientId = idOf(encounter.subject, 'Patient')
  if (!department || !patientId) return
  const doctor = store.find<Practitioner>('Practitioner', idOf(encounter.participant[0]?.individual, 'Practitioner') ?? '')
  issueBill(hospital, { patientId, departmentId: department, practitionerName: doctor?.name[0]?.text, encounterId: encounter.id!, ...ordered(encounter.id!) })
}

function ordered(key: string): Pick<NewBill, 'title' | 'lines'> {
  const next = numbersFor(`bill ${key}`)
  const { title, lines } = pick(next, orders)
  return { title, lines: lines.map((line) => ({ ...line, quantity: between(next, 1, 3) })) }
}

/** People of the demonstration owe something from the first day. */
const owing = new Set(['周文静', '周建国', '赵国栋', '孙晓东'])

export function billFirstDays(hospital: Hospital, patient: Patient): void {
  const name = patient.name[0]?.text ?? ''
  if (!owing.has(name)) return
  orders.slice(0, 2).forEach(({ title, lines }, at) => issueBill(hospital, {
    patientId: patient.id!, departmentId: departmentId('main', ['03.04', '03.07'][at]!), practitionerName: ['何静', '苏文'][at], title, lines: lines.map((line) => ({ ...line, quantity: at + 1 })),
  }))
}

/** Settles a bill once. Refuses what is settled or cancelled already, and another amount than is owed. */
export function settleInvoice(hospital: Hospital, notice: PaymentNotice): void {
  const { store } = hospital
  const id = idOf(notice.request, 'Invoice')!
  const invoice = store.find<Invoice>('Invoice', id)
  if (!invoice) throw notFound('Invoice')
  if (invoice.status === 'balanced') throw refused(409, 'BILL_SETTLED', 'The bill is paid')
  if (invoice.status === 'cancelled') throw refused(409, 'BILL_CANCELLED', 'The bill is cancelled')
  if (fenOf(notice.amount) !== fenOf(invoice.totalNet)) throw refused(422, 'AMOUNT_MISMATCH', 'What was paid is not what is owed')
  const reference = notice.identifier.find(({ system }) => system === systems.clientReference)!.value!
  prepareMedicines(hospital, store.put<Invoice>({ ...invoice, id, status: 'balanced', extension: [...(invoice.extension ?? []), { url: extensions.paymentReference, valueString: reference }] }))
}

/** At the counter: paid there, or cancelled. */
export function moveInvoice(hospital: Hospital, id: string, status: 'balanced' | 'cancelled'): Invoice {
  const { store } = hospital
  const invoice = store.find<Invoice>('Invoice', id)
  if (!invoice) throw notFound('Invoice')
  if (invoice.status !== 'issued') throw refused(409, 'STATUS_MOVED', `The bill is ${invoice.status}`)
  const moved = store.put<Invoice>({ ...invoice, id, status })
  if (status === 'balanced') prepareMedicines(hospital, moved)
  return moved
}

/** One line more, or another quantity: the bill is another one than a page has shown. */
export function reviseInvoice({ store }: Hospital, id: string, extraFen: number): Invoice {
  const invoice = store.find<Invoice>('Invoice', id)
  if (!invoice || invoice.status !== 'issued') throw invalid('Invoice.status', 'issued')
  return store.put<Invoice>({
    ...invoice, id, totalNet: moneyOf(fenOf(invoice.totalNet) + extraFen),
    lineItem: [...invoice.lineItem, {
      sequence: invoice.lineItem.length + 1, chargeItemCodeableConcept: { text: '补收项目', coding: [{ system: systems.chargeCategory, code: '其他费' }] },
      priceComponent: [{ type: 'informational', amount: moneyOf(extraFen), code: { text: '次' } }, { type: 'base', factor: 1, amount: moneyOf(extraFen) }],
    }],
  })
}
