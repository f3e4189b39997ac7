import { randomUUID } from 'node:crypto'
import type { JourneyHospital } from '@hospital/launcher/vitest-system'
import { payFor, until, type Visitor } from '@hospital/web/test/visitor'

/** Who offers consultations under this name, and where. */
export async function findDoctor({ ask }: Visitor, name: string): Promise<{ id: string; departmentId: string }> {
  const { consultingPractitioners } = await ask('query ($name: String!) { consultingPractitioners(search: $name) { nodes { practitioner { id departments { id } } } } }', { name })
  const { practitioner } = consultingPractitioners.nodes[0]
  return { id: practitioner.id, departmentId: practitioner.departments[0].id }
}

const CHECK_IN = 'mutation ($input: CheckInInput!) { checkIn(input: $input) { number } }'

/** Books the doctor's next segment of the day, pays, and checks in at the door. Answers the number of the ticket. */
export async function comeToClinic(at: JourneyHospital, { ask, patientId }: Visitor, doctor: { id: string; departmentId: string }, now: number): Promise<string> {
  const day = new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)
  const { schedules } = await ask('query ($id: ID!, $day: Date!) { schedules(departmentId: $id, day: $day) { practitioner { id } slots { id remaining startsAt } } }', { id: doctor.departmentId, day })
  const slots = schedules.filter((one: { practitioner: { id: string } | null }) => one.practitioner?.id === doctor.id).flatMap((one: { slots: unknown[] }) => one.slots)
  const slot = slots.find(({ remaining, startsAt }: { remaining: number; startsAt: string }) => remaining > 0 && Date.parse(startsAt) > now)
  const { holdAppointment } = await ask('mutation ($input: HoldAppointmentInput!) { holdAppointment(input: $input) { id } }', { input: { slotId: slot.id, patientId } })
  await payFor(at, ask, 'appointment', holdAppointment.id)
  const { checkIn: rule } = await until(async () => {
    const { appointment } = await ask('query ($id: ID!) { appointment(id: $id) { status checkIn { location { latitude longitude } } } }', { id: holdAppointment.id })
    return appointment.status === 'BOOKED' && appointment
  })
  const { checkIn } = await ask(CHECK_IN, { input: { appointmentId: holdAppointment.id, ...rule.location, accuracyMeters: 10 } })
  return checkIn.number
}

/** Asks the doctor and pays. Answers the consultation. */
export async function consult(at: JourneyHospital, { ask, patientId }: Visitor, practitionerId: string, description: string): Promise<string> {
  const { consultationRules: { consentKey, version } } = await ask('{ consultationRules(kind: TEXT) { version consentKey } }')
  const { giveConsent } = await ask('mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { id } }', { input: { patientId, textKey: consentKey, version, subjectType: 'Consultation' } })
  const input = { practitionerId, kind: 'TEXT', patientId, description, uploadReceipts: [], consentId: giveConsent.id }
  const { requestConsultation: { id } } = await ask('mutation ($input: RequestConsultationInput!) { requestConsultation(input: $input) { id } }', { input })
  await payFor(at, ask, 'consultation', id)
  return id
}

/** Says something in the room of a consultation, as soon as there is one. */
export async function say({ ask }: Visitor, consultationId: string, text: string): Promise<void> {
  const { id } = await until(async () => (await ask('query ($id: ID!) { consultation(id: $id) { conversation { id } } }', { id: consultationId })).consultation.conversation)
  await ask('mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }', { input: { conversationId: id, clientId: randomUUID(), text } })
}
