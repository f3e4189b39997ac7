import type { Appointment, Encounter, Patient } from './fhir.ts'
import { codeOf, extensionOf, identifierOf, integerOf, stringOf } from './fhir.ts'
import type { CreatePatientInput, HisAppointment, HisAppointmentStatus, HisCard, HisEncounter, HisPatient, LockSlotInput } from './port.ts'
import { extensions, systems } from './profile.ts'
import { demand, demandId, idBehind, idOfResource, instantOf, known, versionOf } from './reading.ts'

const statuses: Record<string, HisAppointmentStatus> = {
  pending: 'LOCKED', booked: 'BOOKED', arrived: 'ARRIVED', 'checked-in': 'ARRIVED', fulfilled: 'FULFILLED', cancelled: 'CANCELLED', 'entered-in-error': 'CANCELLED', noshow: 'NOSHOW',
}

export function toAppointment(appointment: Appointment): HisAppointment {
  const status = known(statuses, appointment.status, 'Appointment.status')
  const lockUntil = extensionOf(appointment, extensions.lockUntil)?.valueInstant
  return {
    hisAppointmentId: idOfResource(appointment),
    version: versionOf(appointment),
    status,
    slotId: demandId(appointment.slot?.[0], 'Slot', 'Appointment.slot'),
    hisPatientId: demand(patientOf(appointment), 'Appointment.participant', 'PATIENT_MISSING'),
    clientReference: demand(identifierOf(appointment, systems.clientReference), 'Appointment.identifier'),
    lockedUntil: status === 'LOCKED' ? instantOf(lockUntil, 'Appointment.extension(lock-until)') : null,
    feeFen: demand(integerOf(appointment, extensions.feeFen), 'Appointment.extension(fee-fen)', 'AMOUNT_UNREADABLE'),
    paidFen: integerOf(appointment, extensions.paidFen),
    paymentReference: stringOf(appointment, extensions.paymentReference),
    queueNumber: integerOf(appointment, extensions.queueNumber),
    cancelReason: appointment.cancelationReason ? cancelReasonOf(appointment) : null,
  }
}

/** Doctors and rooms take part as well, in any order. */
const patientOf = ({ participant = [] }: Appointment): string | null => participant.map(({ actor }) => idBehind(actor, 'Patient')).find((id) => id !== null) ?? null

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
  const recordNumber = demand(identifierOf(patient, systems.recordNumber), 'Patient.identifier')
  add('HOSPITAL', identifierOf(patient, systems.hospitalCard))
  add('INSURANCE', identifierOf(patient, systems.insuranceCard))
  add('RECORD', recordNumber)
  return { hisPatientId: idOfResource(patient), name: demand(nameOf(patient), 'Patient.name', 'NAME_MISSING'), recordNumber, cards }
}

/** As one string; systems that keep family and given name apart mean the same. A former name is not the name. */
export function nameOf({ name = [] }: Patient): string | null {
  const [current] = [...name.filter(({ use }) => use === 'official'), ...name.filter(({ use }) => use !== 'official' && use !== 'old' && use !== 'maiden')]
  return current?.text?.trim() || `${current?.family ?? ''}${(current?.given ?? []).join('')}`.trim() || null
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

const encounterStatuses: Record<string, HisEncounter['status']> = { arrived: 'IN_PROGRESS', triaged: 'IN_PROGRESS', 'in-progress': 'IN_PROGRESS', onleave: 'IN_PROGRESS', finished: 'FINISHED' }

export function toEncounter(encounter: Encounter): HisEncounter {
  return {
    hisEncounterId: idOfResource(encounter),
    status: known(encounterStatuses, encounter.status, 'Encounter.status'),
    hisAppointmentId: demandId(encounter.appointment?.[0], 'Appointment', 'Encounter.appointment'),
    startedAt: instantOf(encounter.period?.start, 'Encounter.period.start'),
    finishedAt: encounter.period.end === undefined ? null : instantOf(encounter.period.end, 'Encounter.period.end'),
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
