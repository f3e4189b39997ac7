import type {
  Appointment,
  CodeableConcept,
  Encounter,
  Identifier,
  Location,
  Organization,
  Patient,
  Practitioner,
  PractitionerRole,
  Reference,
  Resource,
  Schedule,
  Slot,
} from '@hospital/connectors/his/fhir'
import type { Account, ChargeItem, Invoice, PaymentNotice } from '@hospital/connectors/his/billing.fhir'
import type { Task } from '@hospital/connectors/his/board'
import type { MedicationDispense } from '@hospital/connectors/his/dispensing'
import { extensionOf, stringOf } from '@hospital/connectors/his/fhir'
import { extensions } from '@hospital/connectors/his/profile'
import { reportIndexers } from './reports.ts'

export type ParameterKind = 'token' | 'reference' | 'date' | 'string'

/** Per type: its search parameters. A leading underscore is ours alone and cannot be searched from outside. */
export const searchParameters: Record<string, Record<string, ParameterKind>> = {
  Organization: { identifier: 'token', type: 'token', partof: 'reference', name: 'string' },
  Location: { organization: 'reference' },
  Practitioner: { identifier: 'token', active: 'token', name: 'string' },
  PractitionerRole: { practitioner: 'reference', organization: 'reference', role: 'token', specialty: 'token' },
  Schedule: { actor: 'reference', 'service-type': 'token', date: 'date', active: 'token' },
  Slot: { schedule: 'reference', status: 'token', start: 'date', 'service-type': 'token' },
  Patient: { identifier: 'token', name: 'string', birthdate: 'date' },
  Coverage: { beneficiary: 'reference', identifier: 'token' },
  Appointment: { identifier: 'token', status: 'token', slot: 'reference', patient: 'reference', date: 'date' },
  Encounter: { appointment: 'reference', patient: 'reference', status: 'token', date: 'date' },
  DiagnosticReport: { subject: 'reference', category: 'token', issued: 'date', result: 'reference', specimen: 'reference', imagingStudy: 'reference' },
  Observation: { subject: 'reference' },
  Specimen: {},
  ImagingStudy: {},
  Binary: {},
  Task: { code: 'token', status: 'token', 'based-on': 'reference', focus: 'reference' },
  MedicationDispense: { subject: 'reference', context: 'reference', status: 'token', whenhandedover: 'date' },
  Invoice: { identifier: 'token', subject: 'reference', status: 'token', date: 'date' },
  PaymentNotice: { identifier: 'token', request: 'reference' },
  Account: { identifier: 'token', subject: 'reference', status: 'token' },
  ChargeItem: { account: 'reference', subject: 'reference', occurrence: 'date' },
}

export interface Coverage extends Resource {
  resourceType: 'Coverage'
  identifier: Identifier[]
  status: 'active'
  type: CodeableConcept
  beneficiary: Reference
  payor: Reference[]
}

type Entry = [name: string, value: string]

const tokens = (name: string, concepts: CodeableConcept[] | undefined): Entry[] =>
  (concepts ?? []).flatMap(({ coding }) => coding ?? []).map(({ system, code }) => [name, `${system ?? ''}|${code ?? ''}`])
const identifiers = (resource: { identifier?: Identifier[] }): Entry[] => (resource.identifier ?? []).map(({ system, value }) => ['identifier', `${system ?? ''}|${value ?? ''}`])
const references = (name: string, found: (Reference | undefined)[] | undefined): Entry[] =>
  (found ?? []).flatMap((reference): Entry[] => (reference?.reference ? [[name, reference.reference]] : []))
const plain = (name: string, value: string | undefined): Entry[] => (value === undefined ? [] : [[name, value]])
const token = (name: string, value: string | boolean | undefined): Entry[] => (value === undefined ? [] : [[name, `|${value}`]])
/** What others write as a date and is none is found by nothing. */
const date = (name: string, value: string | undefined): Entry[] => (value === undefined || Number.isNaN(Date.parse(value)) ? [] : [[name, new Date(value).toISOString()]])

const indexers: Record<string, (resource: never) => Entry[]> = {
  Organization: (it: Organization) => [...identifiers(it), ...tokens('type', it.type), ...references('partof', [it.partOf]), ...plain('name', it.name)],
  Location: (it: Location) => references('organization', [it.managingOrganization]),
  Practitioner: (it: Practitioner) => [...identifiers(it), ...token('active', it.active), ...plain('name', it.name?.[0]?.text)],
  PractitionerRole: (it: PractitionerRole) => [
    ...references('practitioner', [it.practitioner]),
    ...references('organization', [it.organization]),
    ...tokens('role', it.code),
    ...tokens('specialty', it.specialty),
  ],
  Schedule: (it: Schedule) => [
    ...references('actor', it.actor),
    ...tokens('service-type', it.serviceType),
    ...date('date', it.planningHorizon?.start),
    ...token('active', it.active),
    ...plain('_day', extensionOf(it, extensions.day)?.valueDate),
  ],
  Slot: (it: Slot) => [...references('schedule', [it.schedule]), ...token('status', it.status), ...date('start', it.start), ...tokens('service-type', it.serviceType)],
  Patient: (it: Patient) => [...identifiers(it), ...plain('name', it.name?.[0]?.text), ...date('birthdate', it.birthDate)],
  Coverage: (it: Coverage) => [...identifiers(it), ...references('beneficiary', [it.beneficiary])],
  Appointment: (it: Appointment) => [
    ...identifiers(it),
    ...token('status', it.status),
    ...references('slot', it.slot),
    ...references('patient', it.participant?.map(({ actor }) => actor)),
    ...date('date', it.start),
    ...(it.status === 'pending' ? date('_lock', extensionOf(it, extensions.lockUntil)?.valueInstant) : []),
  ],
  Encounter: (it: Encounter) => [
    ...references('appointment', it.appointment),
    ...references('patient', [it.subject]),
    ...token('status', it.status),
    ...date('date', it.period?.start),
  ],
  ...reportIndexers,
  Task: (it: Task) => [...tokens('code', it.code && [it.code]), ...token('status', it.status), ...references('based-on', it.basedOn), ...references('focus', [it.focus])],
  MedicationDispense: (it: MedicationDispense) => [
    ...references('subject', [it.subject]), ...references('context', [it.context]), ...token('status', it.status), ...date('whenhandedover', it.whenHandedOver), ...plain('_bill', stringOf(it, extensions.bill) ?? undefined),
  ],
  Invoice: (it: Invoice) => [...identifiers(it), ...references('subject', [it.subject]), ...token('status', it.status), ...date('date', it.date)],
  PaymentNotice: (it: PaymentNotice) => [...identifiers(it), ...references('request', [it.request])],
  Account: (it: Account) => [...identifiers(it), ...references('subject', it.subject), ...token('status', it.status)],
  ChargeItem: (it: ChargeItem) => [...references('account', it.account), ...references('subject', [it.subject]), ...date('occurrence', it.occurrenceDateTime)],
}

export const indexOf = (resource: Resource): Entry[] => indexers[resource.resourceType]?.(resource as never) ?? []
