import type { Appointment, Encounter, Patient } from './fhir.ts'
import { codeOf, extensionOf, identifierOf, idOf, integerOf, stringOf } from './fhir.ts'
import type { CreatePatientInput, HisAppointment, HisAppointmentStatus, HisCard, HisEncounter, HisPatient, LockSlotInput } from './port.ts'
import { extensions, systems } from './profile.ts'

const demand = <T>(value: T | null | undefined, what: string): T => {
  if (value === null || value === undefined) throw new Error(`${what} is missing`)
  return value
}

const statuses: Record<Appointment['status'], HisAppointmentStatus> = {
  pending: 'LOCKED',
  booked: 'BOOKED',
  arrived: 'ARRIVED',
  fulfilled: 'FULFILLED',
  cancelled: 'CANCELLED',
  noshow: 'NOSHOW',
}

export function toAppointment(appointment: Appointment): HisAppointment {
  const status = demand(statuses[appointment.status], 'Appointment.status')
  const lockUntil = extensionOf(appointment, extensions.lockUntil)?.valueInstant
  return {
    hisAppointmentId: demand(appointment.id, 'Appointment.id'),
    version: demand(appointment.meta?.versionId, 'Appointment.meta.versionId'),
    status,
    slotId: demand(idOf(appointment.slot[0], 'Slot'), 'Appointment.slot'),
    hisPatientId: demand(idOf(appointment.participant[0]?.actor, 'Patient'), 'Appointment.participant'),
    clientReference: demand(identifierOf(appointment, systems.clientReference), 'client reference'),
    lockedUntil: status === 'LOCKED' ? new Date(demand(lockUntil, 'lock-until')) : null,
    feeFen: demand(integerOf(appointment, extensions.feeFen), 'fee'),
    paidFen: integerOf(appointment, extensions.paidFen),
    paymentReference: stringOf(appointment, extensions.paymentReference),
    queueNumber: integerOf(appointment, extensions.queueNumber),
    cancelReason: appointment.cancelationReason ? cancelReasonOf(appointment) : null,
  }
}

const cancelReasonOf = (appointment: Appointment) =>
  codeOf(appointment.cancelationReason && [appointment.cancelationReason], systems.cancelReason) ?? appointment.cancelationReason?.text ?? null

export const lockOf = (input: LockSlotInput): Appointment => ({
  resourceType: 'Appointment',
  identifier: [{ system: systems.clientReference, value: input.clientReference }],
  status: 'pending',
  slot: [{ reference: `Slot/${input.slotId}` }],
  participant: [{ actor: { reference: `Patient/${input.patientId}` }, status: 'accepted' }],
  extension: [{ url: extensions.lockUntil, valueInstant: input.until.toISOString() }],
})

export function toPatient(patient: Patient): HisPatient {
  const cards: HisCard[] = []
  const add = (kind: HisCard['kind'], number: string | null) => number && cards.push({ kind, number })
  const recordNumber = demand(identifierOf(patient, systems.recordNumber), 'record number')
  add('HOSPITAL', identifierOf(patient, systems.hospitalCard))
  add('INSURANCE', identifierOf(patient, systems.insuranceCard))
  add('RECORD', recordNumber)
  return { hisPatientId: demand(patient.id, 'Patient.id'), name: demand(patient.name[0]?.text, 'Patient.name'), recordNumber, cards }
}

export const newPatient = (input: CreatePatientInput): Patient => ({
  resourceType: 'Patient',
  active: true,
  identifier: [{ system: systems.idCard, value: input.idCard }],
  name: [{ text: input.name }],
  gender: input.gender === 'MALE' ? 'male' : 'female',
  birthDate: input.birthDate,
  ...(input.phone ? { telecom: [{ system: 'phone', value: input.phone }] } : {}),
  ...(input.address ? { address: [{ text: input.address }] } : {}),
  ...(input.guardian ? { contact: [contactOf(input.guardian)] } : {}),
})

const contactOf = (guardian: NonNullable<CreatePatientInput['guardian']>) => ({
  relationship: [{ text: guardian.relationship }],
  name: { text: guardian.name },
  telecom: [{ system: 'phone', value: guardian.phone }],
  extension: [{ url: extensions.guardianIdCard, valueString: guardian.idCard }],
})

export function toEncounter(encounter: Encounter): HisEncounter {
  return {
    hisEncounterId: demand(encounter.id, 'Encounter.id'),
    status: encounter.status === 'finished' ? 'FINISHED' : 'IN_PROGRESS',
    hisAppointmentId: demand(idOf(encounter.appointment[0], 'Appointment'), 'Encounter.appointment'),
    startedAt: new Date(encounter.period.start),
    finishedAt: encounter.period.end ? new Date(encounter.period.end) : null,
  }
}

/** The HIS knows patient and time from the appointment; the doctor is ours to say. */
export const newEncounter = (appointment: HisAppointment, hisPractitionerId: string, now: Date): Encounter => ({
  resourceType: 'Encounter',
  status: 'in-progress',
  class: { system: systems.actCode, code: 'AMB' },
  subject: { reference: `Patient/${appointment.hisPatientId}` },
  appointment: [{ reference: `Appointment/${appointment.hisAppointmentId}` }],
  participant: [{ individual: { reference: `Practitioner/${hisPractitionerId}` } }],
  period: { start: now.toISOString() },
})
