import type { PaymentNotice } from '@hospital/connectors/his/billing.fhir'
import type { Appointment, Encounter, Identifier, Patient, Resource } from '@hospital/connectors/his/fhir'
import { extensionOf, identifierOf, idOf } from '@hospital/connectors/his/fhir'
import { extensions, systems } from '@hospital/connectors/his/profile'
import { HisError } from './outcome.ts'

type Issue = HisError['outcome']['issue'][number]

const always = ['resourceType', 'id', 'meta', 'extension', 'language', 'text', 'identifier']
const known: Record<string, string[]> = {
  Patient: [...always, 'active', 'name', 'gender', 'birthDate', 'telecom', 'address', 'contact', 'maritalStatus'],
  Appointment: [...always, 'status', 'cancelationReason', 'slot', 'start', 'end', 'participant', 'created', 'comment', 'serviceType'],
  Encounter: [...always, 'status', 'class', 'subject', 'appointment', 'participant', 'period', 'serviceProvider'],
  Task: [...always, 'status', 'intent', 'code', 'basedOn', 'focus', 'owner', 'authoredOn', 'executionPeriod'],
  PaymentNotice: [...always, 'status', 'request', 'created', 'amount'],
}

/** Strict: an element that the profile does not know is refused, not dropped. */
export function validate(resource: Resource) {
  const issues: Issue[] = []
  const demand = (holds: boolean, expression: string, diagnostics: string) => {
    if (!holds) issues.push({ severity: 'error', code: 'invalid', diagnostics, expression: [`${resource.resourceType}.${expression}`] })
  }
  for (const name of Object.keys(resource)) demand(known[resource.resourceType]?.includes(name) ?? false, name, 'unknown element')
  checks[resource.resourceType]?.(resource as never, demand)
  if (issues.length > 0) throw new HisError(422, issues)
}

type Demand = (holds: boolean, expression: string, diagnostics: string) => void

const checks: Record<string, (resource: never, demand: Demand) => void> = {
  Patient(patient: Patient, demand: Demand) {
    const idCard = identifierOf(patient, systems.idCard)
    demand(isIdentifiers(patient.identifier), 'identifier', 'system and value are required')
    demand(idCard !== null && isIdCard(idCard), 'identifier', 'a valid id-card number is required')
    demand(isText(patient.name?.[0]?.text), 'name', 'a name is required')
    demand(patient.gender === 'male' || patient.gender === 'female', 'gender', 'male or female')
    demand(/^\d{4}-\d{2}-\d{2}$/.test(patient.birthDate ?? ''), 'birthDate', 'a day is required')
    demand(!idCard || patient.birthDate?.replaceAll('-', '') === idCard.slice(6, 14), 'birthDate', 'differs from the id-card number')
  },
  Appointment(appointment: Appointment, demand: Demand) {
    demand(['pending', 'booked', 'arrived', 'fulfilled', 'cancelled', 'noshow'].includes(appointment.status), 'status', 'not a status of this exchange')
    demand(isIdentifiers(appointment.identifier) && isText(identifierOf(appointment, systems.clientReference)), 'identifier', 'a client reference is required')
    demand(appointment.slot?.length === 1 && idOf(appointment.slot[0], 'Slot') !== null, 'slot', 'exactly one slot is required')
    demand(appointment.participant?.length === 1 && idOf(appointment.participant[0]?.actor, 'Patient') !== null, 'participant', 'the patient is required')
    const until = extensionOf(appointment, extensions.lockUntil)?.valueInstant
    demand(appointment.status !== 'pending' || !Number.isNaN(Date.parse(until ?? '')), 'extension', 'lock-until is required while pending')
  },
  Encounter(encounter: Encounter, demand: Demand) {
    demand(encounter.status === 'in-progress' || encounter.status === 'finished', 'status', 'in-progress or finished')
    demand(isText(encounter.class?.code), 'class', 'a class is required')
    demand(idOf(encounter.subject, 'Patient') !== null, 'subject', 'the patient is required')
    demand(idOf(encounter.appointment?.[0], 'Appointment') !== null, 'appointment', 'the appointment is required')
    demand(idOf(encounter.participant?.[0]?.individual, 'Practitioner') !== null, 'participant', 'the practitioner is required')
    demand(isText(encounter.period?.start), 'period', 'a start is required')
  },
  PaymentNotice(notice: PaymentNotice, demand: Demand) {
    demand(notice.status === 'active', 'status', 'active')
    demand(isIdentifiers(notice.identifier) && isText(identifierOf(notice, systems.clientReference)), 'identifier', 'a client reference is required')
    demand(idOf(notice.request, 'Invoice') !== null || idOf(notice.request, 'Account') !== null, 'request', 'an invoice or an account is required')
    demand(!Number.isNaN(Date.parse(notice.created ?? '')), 'created', 'an instant is required')
    demand(notice.amount?.currency === 'CNY' && notice.amount.value > 0, 'amount', 'an amount of yuan is required')
  },
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const isIdentifiers = (identifiers: Identifier[] | undefined) => Array.isArray(identifiers) && identifiers.length > 0 && identifiers.every(({ system, value }) => isText(system) && isText(value))

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11643: 17 digits and the ISO 7064 check character. */
export function isIdCard(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false
  const sum = weights.reduce((total, weight, at) => total + weight * Number(number[at]), 0)
  return '10X98765432'[sum % 11] === number[17]
}

export function idCardWith(firstSeventeen: string): string {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(firstSeventeen[at]), 0)
  return firstSeventeen + '10X98765432'[sum % 11]
}
