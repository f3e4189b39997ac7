import { describe, expect, it } from 'vitest'
import { toAccount, toBill, toCharge, toDeposit } from './billing-reading.ts'
import { readBoardTickets } from './board.ts'
import { toOrganizations, toPractitioners, toSchedules } from './directory.ts'
import { readDispenses } from './dispensing.ts'
import type { Resource } from './fhir.ts'
import { extensions, systems } from './profile.ts'
import { isRefused, readOne } from './reading.ts'
import { readReports } from './report-reading.ts'
import { toAppointment, toEncounter, toPatient } from './visits.ts'

/** Each kind of resource as another system might write it, whole; the cases say what is different in it. */
const META = { versionId: '7', lastUpdated: '2026-03-01T01:30:00Z' }
const whole = (url: string, valueInteger: number) => ({ url, valueInteger })
const word = (url: string, valueString: string) => ({ url, valueString })

const PATIENT = { resourceType: 'Patient', id: 'p-1', meta: META, identifier: [{ system: systems.recordNumber, value: 'YX1' }], name: [{ text: '张三' }] }
const SCHEDULE = {
  resourceType: 'Schedule', id: 's-1', meta: META, active: true, serviceCategory: [{ coding: [{ system: systems.scheduleKind, code: 'GENERAL' }] }], serviceType: [{ coding: [{ system: systems.subject, code: '03.04' }] }],
  actor: [{ reference: 'Organization/d-1' }, { reference: 'Organization/h-1' }, { reference: 'Practitioner/dr-1' }], planningHorizon: { start: '2026-03-01', end: '2026-03-01' },
  extension: [word(extensions.clinicName, '普通门诊'), { url: extensions.day, valueDate: '2026-03-01' }, word(extensions.session, 'MORNING'), whole(extensions.feeFen, 5000)],
}
const SLOT = { resourceType: 'Slot', id: 'sl-1', meta: META, schedule: { reference: 'Schedule/s-1' }, status: 'free', start: '2026-03-01T08:00:00+08:00', end: '2026-03-01T08:15:00+08:00', extension: [whole(extensions.capacity, 3), whole(extensions.remaining, 2), whole(extensions.feeFen, 5000)] }
const APPOINTMENT = { resourceType: 'Appointment', id: 'a-1', meta: META, identifier: [{ system: systems.clientReference, value: 'c-1' }], status: 'booked', slot: [{ reference: 'Slot/sl-1' }], participant: [{ actor: { reference: 'Patient/p-1' }, status: 'accepted' }], extension: [whole(extensions.feeFen, 5000)] }
const ENCOUNTER = { resourceType: 'Encounter', id: 'e-1', meta: META, status: 'in-progress', appointment: [{ reference: 'Appointment/a-1' }], period: { start: '2026-03-01T08:00:00+08:00' } }
const yuan = (value: number) => ({ value, currency: 'CNY' })
const LINE = { sequence: 1, chargeItemCodeableConcept: { text: '血常规', coding: [{ system: systems.chargeCategory, code: '检验费' }] }, priceComponent: [{ type: 'informational', amount: yuan(25) }, { type: 'base', factor: 1, amount: yuan(25) }] }
const INVOICE = { resourceType: 'Invoice', id: 'i-1', meta: META, identifier: [{ system: systems.billNumber, value: 'MZ1' }], status: 'issued', type: { text: '检验' }, subject: { reference: 'Patient/p-1' }, date: '2026-03-01T08:00:00+08:00', issuer: { reference: 'Organization/d-1', display: '内科' }, lineItem: [LINE], totalNet: yuan(25) }
const ACCOUNT = { resourceType: 'Account', id: 'ac-1', meta: META, identifier: [{ system: systems.admissionNumber, value: 'ZY1' }], status: 'active', subject: [{ reference: 'Patient/p-1' }], servicePeriod: { start: '2026-03-01T08:00:00+08:00' }, owner: { reference: 'Organization/d-1', display: '内科' }, extension: [whole(extensions.chargedFen, 100), whole(extensions.depositedFen, 300)] }
const CHARGE = { resourceType: 'ChargeItem', id: 'ch-1', meta: META, status: 'billed', code: { text: '护理' }, occurrenceDateTime: '2026-03-01T20:00:00Z', quantity: { value: 1, unit: '日' }, priceOverride: yuan(26), extension: [whole(extensions.amountFen, 2600)] }
const NOTICE = { resourceType: 'PaymentNotice', id: 'pn-1', meta: META, identifier: [{ system: systems.receiptNumber, value: 'SJ1' }], status: 'active', request: { reference: 'Account/ac-1' }, created: '2026-03-01T08:00:00+08:00', amount: yuan(3000) }
const ORGANIZATION = { resourceType: 'Organization', id: 'h-1', meta: META, identifier: [{ system: systems.institutionCode, value: '1' }], active: true, type: [{ coding: [{ system: systems.organizationType, code: 'prov' }] }], name: '云溪医院' }
const PRACTITIONER = { resourceType: 'Practitioner', id: 'dr-1', meta: META, identifier: [{ system: systems.staffNumber, value: '1' }], active: true, name: [{ text: '何静' }] }
const ROLE = { resourceType: 'PractitionerRole', id: 'r-1', active: true, practitioner: { reference: 'Practitioner/dr-1' }, organization: { reference: 'Organization/d-1' }, code: [{ coding: [{ system: systems.staffRole, code: 'DOCTOR' }, { system: systems.title, code: '1', display: '主治医师' }] }] }
const REPORT = { resourceType: 'DiagnosticReport', id: 'dr-r', meta: META, status: 'final', category: [{ coding: [{ code: 'LAB' }] }], code: { text: '电解质' }, subject: { reference: 'Patient/p-1' }, issued: '2026-03-01T01:30:00Z' }
const DISPENSE = { resourceType: 'MedicationDispense', id: 'md-1', meta: META, status: 'completed', subject: { reference: 'Patient/p-1' }, whenHandedOver: '2026-03-01T10:00:00+08:00' }
const TASK = { resourceType: 'Task', id: 't-1', meta: META, status: 'ready', code: { coding: [{ system: systems.taskCode, code: 'queue-call' }] }, identifier: [{ system: systems.queueNumber, value: 'H001' }], basedOn: [{ reference: 'Schedule/s-1' }], authoredOn: '2026-03-01T08:00:00+08:00', extension: [whole(extensions.queueSequence, 1), whole(extensions.queueStanding, 1000), whole(extensions.calledTimes, 0)] }

type Said = object
const as = <T,>(base: object, said: Said) => ({ ...base, ...said }) as unknown as T
const one = <R extends Resource, T>(base: object, said: Said, read: (resource: R) => T) => readOne(as<R>(base, said), read)
const result = (said: Said) => readReports([{ resource: as(REPORT, { result: [{ reference: '#o' }], contained: [{ resourceType: 'Observation', id: 'o', code: { text: '钾' }, ...said }] }) }])
const itemOf = (said: Said) => result(said).reports[0]!.items[0]!
const reasonOf = ({ refused: [first] }: { refused: { element: string; problem: string }[] }) => first && `${first.element} ${first.problem}`

/** What a resource of this kind comes to: taken over, left out, or refused. */
const READ: Record<string, (said: Said) => unknown> = {
  Patient: (said) => one(PATIENT, said, toPatient),
  Schedule: (said) => { const { schedules, refused } = toSchedules([as<Resource>(SCHEDULE, said), SLOT as Resource]); return refused.find(({ resource }) => resource === 'Schedule') ?? schedules[0] },
  Slot: (said) => { const { schedules, refused } = toSchedules([SCHEDULE as Resource, as<Resource>(SLOT, said)]); return refused[0] ?? schedules[0]!.slots[0] },
  Appointment: (said) => one(APPOINTMENT, said, toAppointment),
  Encounter: (said) => one(ENCOUNTER, said, toEncounter),
  Invoice: (said) => one(INVOICE, said, toBill),
  Account: (said) => one(ACCOUNT, said, toAccount),
  ChargeItem: (said) => one(CHARGE, said, toCharge),
  PaymentNotice: (said) => one(NOTICE, said, toDeposit),
  Organization: (said) => { const { organizations, refused } = toOrganizations([as<Resource>(ORGANIZATION, said)]); return refused[0] ?? organizations[0] },
  Practitioner: (said) => { const { practitioners, refused } = toPractitioners([as<Resource>(PRACTITIONER, said), ROLE as Resource]); return refused[0] ?? practitioners[0] },
  PractitionerRole: (said) => { const { practitioners, refused } = toPractitioners([PRACTITIONER as Resource, as<Resource>(ROLE, said)]); return refused[0] ?? practitioners[0] },
  DiagnosticReport: (said) => { const { reports, refused } = readReports([{ resource: as(REPORT, said) }]); return refused[0] ?? reports[0] },
  MedicationDispense: (said) => { const { dispenses, refused } = readDispenses([as<Resource>(DISPENSE, said)]); return refused[0] ?? dispenses[0] },
  Task: (said) => { const { tickets, refused } = readBoardTickets([as<Resource>(TASK, said)]); return refused[0] ?? tickets[0] },
}

const at = (instant: string) => new Date(instant)
const abs = (reference: string) => ({ reference: `https://his.example/fhir/${reference}/_history/3` })

describe('[B1-06][B1-09][C2-07][A1-08] resources of other systems that are taken over', () => {
  it.each<[kind: string, how: string, said: Said, comesTo: object | undefined]>([
    ['Patient', 'as it is', {}, { hisPatientId: 'p-1', name: '张三' }],
    ['Patient', 'family and given name apart', { name: [{ family: '张', given: ['三'] }] }, { name: '张三' }],
    ['Patient', 'a former name before the present one', { name: [{ use: 'old', text: '李三' }, { use: 'official', text: '张三' }] }, { name: '张三' }],
    ['Schedule', 'without `active`', { active: undefined }, { stopped: false }],
    ['Schedule', 'absolute references', { actor: [abs('Organization/d-1'), abs('Organization/h-1'), abs('Practitioner/dr-1')] }, { departmentId: 'd-1', institutionId: 'h-1', practitionerId: 'dr-1' }],
    ['Schedule', 'no doctor', { actor: SCHEDULE.actor.slice(0, 2) }, { practitionerId: null }],
    ['Slot', 'a time without a zone', { start: '2026-03-01T08:00:00', end: '2026-03-01 08:15' }, { startsAt: at('2026-03-01T00:00:00Z'), endsAt: at('2026-03-01T00:15:00Z') }],
    ['Slot', 'another zone', { start: '2026-02-28T19:00:00-05:00' }, { startsAt: at('2026-03-01T00:00:00Z') }],
    ['Slot', 'a zone without a colon', { start: '2026-03-01T08:00:00+0800' }, { startsAt: at('2026-03-01T00:00:00Z') }],
    ['Slot', 'taken back', { status: 'entered-in-error' }, { stopped: true }],
    ['Appointment', 'the patient after the doctor', { participant: [{ actor: { reference: 'Practitioner/dr-1' } }, { actor: abs('Patient/p-1') }] }, { hisPatientId: 'p-1' }],
    ['Appointment', 'checked in', { status: 'checked-in' }, { status: 'ARRIVED' }],
    ['Encounter', 'triaged', { status: 'triaged' }, { status: 'IN_PROGRESS' }],
    ['Invoice', 'a draft', { status: 'draft' }, undefined],
    ['Invoice', 'a contained issuer', { issuer: { reference: '#org' }, contained: [{ resourceType: 'Organization', id: 'org', name: '内科' }] }, { departmentId: 'org', departmentName: '内科' }],
    ['Invoice', 'a contained item without a group', { lineItem: [{ ...LINE, chargeItemCodeableConcept: undefined, chargeItemReference: { reference: '#c' } }], contained: [{ resourceType: 'ChargeItem', id: 'c', code: { coding: [{ display: '血常规' }] } }] }, { lines: [{ item: '血常规', category: '其他费' }] }],
    ['Invoice', 'a day without a time', { date: '2026-03-01' }, { issuedAt: at('2026-02-28T16:00:00Z') }],
    ['Account', 'several subjects, no ward', { subject: [{ reference: 'Device/x' }, { reference: 'Patient/p-1' }] }, { hisPatientId: 'p-1', ward: '', balanceFen: 200 }],
    ['ChargeItem', 'late in the evening of another zone', {}, { day: '2026-03-02' }],
    ['ChargeItem', 'a period', { occurrenceDateTime: undefined, occurrencePeriod: { start: '2026-03-01' } }, { day: '2026-03-01' }],
    ['ChargeItem', 'not charged', { status: 'aborted' }, undefined],
    ['PaymentNotice', 'as it is', {}, { amountFen: 300_000, paymentReference: null }],
    ['Organization', 'without `active`', { active: undefined }, { active: true, parentId: null }],
    ['Practitioner', 'without a licence, of no known sex', { gender: 'other' }, { licence: null, gender: null, active: true }],
    ['MedicationDispense', 'not handed out yet', { status: 'in-progress', whenHandedOver: undefined }, undefined],
    ['MedicationDispense', 'of somebody who lies in the hospital', { category: { coding: [{ code: 'inpatient' }] } }, undefined],
    ['Task', 'of another kind', { code: { coding: [{ system: systems.taskCode, code: 'clean-room' }] } }, undefined],
    ['Task', 'called, by FHIR\'s other word for it', { status: 'received', owner: abs('Practitioner/dr-1') }, { status: 'CALLED', hisPractitionerId: 'dr-1', hisAppointmentId: null }],
  ])('%s, %s', (kind, _how, said, comesTo) => {
    const found = READ[kind]!(said)
    if (comesTo === undefined) expect(found).toBeUndefined()
    else expect(found).toMatchObject(comesTo)
  })
})

describe('[B1-06][B1-09][C2-07][A1-08] resources of other systems that are refused, by element and name', () => {
  it.each<[kind: string, said: Said, element: string, problem: string]>([
    ['Patient', { id: undefined }, 'Patient.id', 'ID_MISSING'],
    ['Patient', { name: [] }, 'Patient.name', 'NAME_MISSING'],
    ['Patient', { identifier: undefined }, 'Patient.identifier', 'ELEMENT_MISSING'],
    ['Schedule', { serviceCategory: [{ coding: [{ system: systems.scheduleKind, code: 'MAGIC' }] }] }, 'Schedule.serviceCategory', 'CODE_UNKNOWN'],
    ['Schedule', { actor: undefined }, 'Schedule.actor', 'ELEMENT_MISSING'],
    ['Slot', { status: 'perhaps' }, 'Slot.status', 'STATUS_UNKNOWN'],
    ['Slot', { start: '2026-02-30T08:00:00+08:00' }, 'Slot.start', 'DATE_UNREADABLE'],
    ['Slot', { start: 'morgen' }, 'Slot.start', 'DATE_UNREADABLE'],
    ['Slot', { end: '2026-03-01T07:00:00+08:00' }, 'Slot.end', 'DATE_UNREADABLE'],
    ['Slot', { extension: [] }, 'Slot.extension(capacity)', 'VALUE_UNREADABLE'],
    ['Slot', { schedule: { reference: 'urn:uuid:11111111-1111-4111-8111-111111111111' } }, 'Slot.schedule', 'REFERENCE_UNREADABLE'],
    ['Slot', { schedule: { reference: 'Schedule/unknown' } }, 'Slot.schedule', 'REFERENCE_UNREADABLE'],
    ['Appointment', { status: 'waitlist' }, 'Appointment.status', 'STATUS_UNKNOWN'],
    ['Appointment', { participant: [] }, 'Appointment.participant', 'PATIENT_MISSING'],
    ['Appointment', { status: 'pending' }, 'Appointment.extension(lock-until)', 'ELEMENT_MISSING'],
    ['Encounter', { status: 'unknown' }, 'Encounter.status', 'STATUS_UNKNOWN'],
    ['Encounter', { period: undefined }, 'Encounter.period.start', 'ELEMENT_MISSING'],
    ['Invoice', { status: 'lost' }, 'Invoice.status', 'STATUS_UNKNOWN'],
    ['Invoice', { totalNet: { value: 25, currency: 'USD' } }, 'Invoice.totalNet', 'AMOUNT_UNREADABLE'],
    ['Invoice', { totalNet: { value: 25 } }, 'Invoice.totalNet', 'AMOUNT_UNREADABLE'],
    ['Invoice', { totalNet: yuan(26) }, 'Invoice.totalNet', 'SUMS_DIFFER'],
    ['Invoice', { lineItem: undefined }, 'Invoice.totalNet', 'SUMS_DIFFER'],
    ['Invoice', { lineItem: [{ ...LINE, priceComponent: undefined }] }, 'Invoice.lineItem.priceComponent(informational)', 'ELEMENT_MISSING'],
    ['Invoice', { subject: { reference: 'Group/g-1' } }, 'Invoice.subject', 'REFERENCE_UNREADABLE'],
    ['Account', { status: 'unknown' }, 'Account.status', 'STATUS_UNKNOWN'],
    ['Account', { servicePeriod: undefined }, 'Account.servicePeriod.start', 'ELEMENT_MISSING'],
    ['ChargeItem', { status: 'unknown' }, 'ChargeItem.status', 'STATUS_UNKNOWN'],
    ['ChargeItem', { quantity: { value: 'one' } }, 'ChargeItem.quantity', 'VALUE_UNREADABLE'],
    ['ChargeItem', { priceOverride: undefined }, 'ChargeItem.priceOverride', 'AMOUNT_UNREADABLE'],
    ['PaymentNotice', { created: '2026' }, 'PaymentNotice.created', 'DATE_UNREADABLE'],
    ['Organization', { type: [] }, 'Organization.type', 'CODE_UNKNOWN'],
    ['Organization', { partOf: { reference: '#elsewhere' } }, 'Organization.partOf', 'REFERENCE_UNREADABLE'],
    ['Practitioner', { qualification: [{ identifier: [{ system: systems.licence, value: '1' }], code: {}, period: { start: '2010' } }] }, 'Practitioner.qualification.period.start', 'DATE_UNREADABLE'],
    ['PractitionerRole', { code: undefined }, 'PractitionerRole.code', 'CODE_UNKNOWN'],
    ['DiagnosticReport', { subject: { identifier: { value: '330' } } }, 'DiagnosticReport.subject', 'PATIENT_MISSING'],
    ['DiagnosticReport', { result: [{ reference: '#none' }] }, 'DiagnosticReport.result', 'RESULT_MISSING'],
    ['DiagnosticReport', { category: 'LAB' }, 'DiagnosticReport', 'MALFORMED'],
    ['MedicationDispense', { status: 'gone' }, 'MedicationDispense.status', 'STATUS_UNKNOWN'],
    ['MedicationDispense', { whenHandedOver: undefined }, 'MedicationDispense.whenHandedOver', 'ELEMENT_MISSING'],
    ['Task', { status: 'somewhere' }, 'Task.status', 'STATUS_UNKNOWN'],
    ['Task', { extension: [] }, 'Task.extension(queue-sequence)', 'VALUE_UNREADABLE'],
    ['Task', { focus: { reference: 'urn:uuid:nobody' } }, 'Task.focus', 'REFERENCE_UNREADABLE'],
  ])('%s %o: %s is %s', (kind, said, element, problem) => {
    expect(READ[kind]!(said)).toMatchObject({ element, problem })
    expect(isRefused(READ[kind]!({}))).toBe(false)
  })

  it('one among others stops none of them', () => {
    expect(toSchedules([SCHEDULE, SLOT, { ...SLOT, id: 'bad', start: 'x' }, { ...SLOT, id: 'sl-2' }] as unknown as Resource[])).toMatchObject({ schedules: [{ slots: [{ id: 'sl-1' }, { id: 'sl-2' }] }], refused: [{ resource: 'Slot', id: 'bad', element: 'Slot.start', problem: 'DATE_UNREADABLE' }] })
    expect(readDispenses([{ ...DISPENSE, status: 'gone' }, DISPENSE, { resourceType: 'OperationOutcome' }] as unknown as Resource[])).toMatchObject({ dispenses: [{ id: 'md-1' }], refused: [{ id: 'md-1', problem: 'STATUS_UNKNOWN' }] })
  })
})

describe('[B1-06] results as other laboratories write them', () => {
  const low = (value: number) => ({ value })
  it.each<[how: string, said: Said, comesTo: object]>([
    ['a number', { valueQuantity: { value: 4.2, unit: 'mmol/L' } }, { value: 4.2, unit: 'mmol/L', text: null, ranges: [] }],
    ['below what is measured', { valueQuantity: { value: 0.01, comparator: '<' } }, { value: 0.01, comparator: '<' }],
    ['the same in words', { valueString: '<0.01' }, { value: null, text: '<0.01' }],
    ['a concept', { valueCodeableConcept: { coding: [{ code: '10828004', display: '阳性' }] } }, { value: null, text: '阳性' }],
    ['a ratio', { valueRatio: { numerator: { value: 1 }, denominator: { value: 80 } } }, { text: '1:80' }],
    ['a range as the value', { valueRange: { low: low(2), high: low(4) } }, { text: '2–4' }],
    ['yes or no', { valueBoolean: true }, { text: '是' }],
    ['no value, but why', { dataAbsentReason: { text: '标本溶血' } }, { value: null, text: '标本溶血' }],
    ['no range', {}, { ranges: [] }],
    ['a range in words', { referenceRange: [{ text: '3.5-5.3 mmol/L' }] }, { ranges: [{ low: 3.5, high: 5.3, text: '3.5-5.3 mmol/L' }] }],
    ['a limit in words', { referenceRange: [{ text: '＜5.0' }] }, { ranges: [{ low: null, high: 5, openHigh: true }] }],
    ['an inclusive limit in words', { referenceRange: [{ text: '≥ 60' }] }, { ranges: [{ low: 60, high: null }] }],
    ['words that are no limits', { referenceRange: [{ text: '男 3.5-5.3；女 3.1-4.9' }] }, { ranges: [{ low: null, high: null, text: '男 3.5-5.3；女 3.1-4.9' }] }],
    ['a judgement in words', { interpretation: [{ text: '阳性' }] }, { interpretation: 'A' }],
    ['critically abnormal', { interpretation: [{ coding: [{ code: 'AA' }] }] }, { interpretation: 'AA' }],
    ['a judgement by a code that is not known', { interpretation: [{ coding: [{ code: 'ZZ' }] }] }, { interpretation: null }],
  ])('%s', (_how, said, comesTo) => expect(itemOf(said)).toMatchObject(comesTo))

  it('the parts of one and the members of a group are items; what was taken back is none', () => {
    const [report] = readReports([{ resource: as(REPORT, {
      result: [{ reference: '#g' }], contained: [
        { resourceType: 'Observation', id: 'g', code: { text: '一组' }, hasMember: [{ reference: '#m' }, { reference: '#void' }], component: [{ code: { text: '收缩压' }, valueQuantity: { value: 148 } }] },
        { resourceType: 'Observation', id: 'm', code: { text: '成员' }, valueInteger: 3 }, { resourceType: 'Observation', id: 'void', status: 'entered-in-error', code: { text: '误录' }, valueInteger: 9 },
      ],
    }) }]).reports
    expect(report!.items.map(({ name, value }) => [name, value])).toEqual([['收缩压', 148], ['成员', 3]])
  })

  it.each<[said: Said, reason: string]>([
    [{ valueQuantity: { value: '4.2' } }, 'Observation.valueQuantity.value VALUE_UNREADABLE'],
    [{ valueQuantity: { value: 4.2, comparator: 'about' } }, 'Observation.valueQuantity.comparator CODE_UNKNOWN'],
    [{ valueSampledData: { data: '1 2 3' } }, 'Observation.valueSampledData VALUE_UNREADABLE'],
    [{ referenceRange: [{ low: { value: 'low' } }] }, 'Observation.referenceRange.low VALUE_UNREADABLE'],
    [{ code: undefined }, 'Observation.code NAME_MISSING'],
    [{ hasMember: [{ reference: '#o' }] }, 'Observation.hasMember RESULT_MISSING'],
  ])('%o is refused: %s', (said, reason) => expect(reasonOf(result(said))).toBe(reason))
})
