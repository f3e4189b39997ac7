import { randomUUID } from 'node:crypto'
import type { JourneyHospital } from '@hospital/launcher/vitest-system'

type Variables = Record<string, unknown>
type Ask = (query: string, variables?: Variables) => Promise<any>

/** A patient whose doings are not the journey's subject: asks the graph as a phone would. */
export interface Visitor {
  name: string
  patientId: string
  ask: Ask
}

/** An account of its own with one new person, recorded in HIS. */
export async function openVisitor(at: JourneyHospital, phone: string, person: { name: string; idCard: string }): Promise<Visitor> {
  const ask = await signIn(at, phone)
  const { addPatient } = await ask('mutation ($input: AddPatientInput!) { addPatient(input: $input) { id } }', { input: { ...person, relationship: 'SELF' } })
  return { name: person.name, patientId: addPatient.id, ask }
}

async function signIn(at: JourneyHospital, phone: string): Promise<Ask> {
  const anonymous = asker(at, '')
  await anonymous('mutation ($phone: String!) { requestSmsCode(input: { phone: $phone }) { retryAfterSeconds } }', { phone })
  const code = await until(async () => {
    const messages = (await (await fetch(`${at.sandbox}/_control/sms?template=SIGN_IN_CODE&phone=${phone}`)).json()) as { params: string[] }[]
    return messages[0]?.params[0]
  })
  const { signInBySms } = await anonymous('mutation ($phone: String!, $code: String!) { signInBySms(input: { phone: $phone, code: $code, agreed: true }) { accessToken } }', { phone, code })
  return asker(at, signInBySms.accessToken)
}

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
  await pay(at, ask, 'appointment', holdAppointment.id)
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
  await pay(at, ask, 'consultation', id)
  return id
}

/** Says something in the room of a consultation, as soon as there is one. */
export async function say({ ask }: Visitor, consultationId: string, text: string): Promise<void> {
  const { id } = await until(async () => (await ask('query ($id: ID!) { consultation(id: $id) { conversation { id } } }', { id: consultationId })).consultation.conversation)
  await ask('mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }', { input: { conversationId: id, clientId: randomUUID(), text } })
}

async function pay(at: JourneyHospital, ask: Ask, subject: 'appointment' | 'consultation', id: string): Promise<void> {
  const order = await until(async () => (await ask(`query ($id: ID!) { ${subject}(id: $id) { order { id } } }`, { id }))[subject].order)
  const { startPayment } = await ask('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number } }', { input: { orderIds: [order.id], method: 'WECHAT_NATIVE' } })
  await post(`${at.sandbox}/_control/pay/${startPayment.number}`, {})
}

function asker(at: JourneyHospital, accessToken: string): Ask {
  return async (query, variables) => {
    const { data, errors } = await post(`${at.gateway}/graphql`, { query, variables }, accessToken)
    if (errors) throw new Error(JSON.stringify(errors))
    return data
  }
}

async function post(url: string, body: object, accessToken?: string): Promise<any> {
  const headers = { 'content-type': 'application/json', ...(accessToken && { authorization: `Bearer ${accessToken}` }) }
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json()
}

async function until<Found>(look: () => Promise<Found | false | null | undefined>): Promise<Found> {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const found = await look()
    if (found) return found
  }
  throw new Error('nothing came within a minute')
}
