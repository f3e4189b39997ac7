import { fileURLToPath } from 'node:url'
import { newId } from '@hospital/database/identifier'
import { deliveryTask, type EventName, type EventPayloads } from '@hospital/events/catalogue'
import { doctorViewer, openTestSubgraph, patientViewer, type TestSubgraph } from '@hospital/subgraph/testing'
import type { Viewer } from '@hospital/access/viewer'
import { createSubgraph } from '../src/subgraph.ts'

export const openClinical = (): Promise<TestSubgraph> => openTestSubgraph('clinical', fileURLToPath(new URL('../migrations', import.meta.url)), createSubgraph)

/** An event of another subgraph arrives; the same `id` again is the same delivery. */
export function deliver<E extends EventName>({ subgraph }: TestSubgraph, event: E, data: EventPayloads[E], id = newId()): Promise<void> {
  return subgraph.jobs[deliveryTask('clinical', event)]!({ id, event, data })
}

export const ALL_WEEK = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: '00:00', end: '24:00' }))
export const OFFER = { kind: 'TEXT', enabled: true, priceFen: 4900, hours: ALL_WEEK, messageLimit: 20, dailyLimit: 50 }

export async function setService(clinical: TestSubgraph, doctor: Viewer, settings: Partial<typeof OFFER> = {}) {
  const { data, errors } = await clinical.execute<{ setConsultationService: { id: string } }>(doctor,
    'mutation ($input: SetConsultationServiceInput!) { setConsultationService(input: $input) { id kind enabled priceFen hours { weekday start end } messageLimit dailyLimit openNow remainingToday practitioner { id } } }', { input: { ...OFFER, ...settings } })
  return { service: data?.setConsultationService, code: errors?.[0]?.extensions.code }
}

export async function giveConsent(clinical: TestSubgraph, patientId: string, { version = 1, textKey = 'consultation.text.consent' } = {}): Promise<string> {
  const consentId = newId()
  await deliver(clinical, 'consent.given', { consentId, patientId, textKey, version, subjectType: 'Consultation', subjectId: null })
  return consentId
}

export interface Asked { id: string; number: string; status: string; priceFen: number; messagesLeft: number; payUntil: string; respondUntil: string | null; endsAt: string | null; availableActions: string[]; refusalReason: string | null }
export const FIELDS = 'id number status priceFen messageLimit messagesUsed messagesLeft payUntil respondUntil acceptedAt endsAt completedAt refusalReason attachmentIds availableActions patient { id } practitioner { id }'

export async function request(clinical: TestSubgraph, patient: ReturnType<typeof patientViewer>, doctorId: string, input: Record<string, unknown> = {}) {
  const patientId = patient.patientIds[0]!
  const consentId = input.consentId ?? await giveConsent(clinical, patientId)
  const { data, errors } = await clinical.execute<{ requestConsultation: Asked }>(patient, `mutation ($input: RequestConsultationInput!) { requestConsultation(input: $input) { ${FIELDS} } }`,
    { input: { practitionerId: doctorId, kind: 'TEXT', patientId, description: '最近一周早晨起来头晕，血压偏高', uploadReceipts: [], ...input, consentId } })
  return { consultation: data?.requestConsultation, code: errors?.[0]?.extensions.code, details: errors?.[0]?.extensions.details }
}

export interface Story { id: string; orderId: string; patient: ReturnType<typeof patientViewer>; doctor: ReturnType<typeof doctorViewer> }

/** A consultation brought to a status the way it gets there in life. */
export async function givenConsultation(clinical: TestSubgraph, status: 'AWAITING_PAYMENT' | 'WAITING' | 'ACTIVE', settings: Partial<typeof OFFER> = {}): Promise<Story> {
  const [patient, doctor] = [patientViewer(), doctorViewer()]
  await setService(clinical, doctor, settings)
  const { consultation } = await request(clinical, patient, doctor.practitionerId)
  const { orderId } = (await eventsOf(clinical, consultation!.id, 'order.due'))[0]!
  const story = { id: consultation!.id, orderId, patient, doctor }
  if (status !== 'AWAITING_PAYMENT') await pay(clinical, story)
  if (status === 'ACTIVE') await act(clinical, doctor, 'acceptConsultation', story.id)
  return story
}

export const pay = (clinical: TestSubgraph, { id, orderId }: Pick<Story, 'id' | 'orderId'>, delivery?: string) =>
  deliver(clinical, 'order.paid', { orderId, subjectType: 'Consultation', subjectId: id, amountFen: 4900, paymentNumber: 'P1', paidAt: clinical.clock.now().toISOString() }, delivery)

export async function act(clinical: TestSubgraph, viewer: Viewer, mutation: string, id: string, reason?: string) {
  const { data, errors } = await clinical.execute<Record<string, Asked>>(viewer, `mutation ($id: ID!${reason ? ', $reason: String!' : ''}) { ${mutation}(id: $id${reason ? ', reason: $reason' : ''}) { ${FIELDS} } }`, { id, ...(reason && { reason }) })
  return { consultation: data?.[mutation], code: errors?.[0]?.extensions.code }
}

export async function read(clinical: TestSubgraph, viewer: Viewer, id: string): Promise<Asked | null> {
  const { data } = await clinical.execute<{ consultation: Asked | null }>(viewer, `query ($id: ID!) { consultation(id: $id) { ${FIELDS} } }`, { id })
  return data?.consultation ?? null
}

/** What one consultation has announced of one kind, as it waits for other subgraphs. */
export async function eventsOf<E extends EventName>(clinical: TestSubgraph, id: string, event: E): Promise<EventPayloads[E][]> {
  const jobs = await clinical.waitingJobs()
  // Each that hears of it has a job of its own.
  const told = new Map(jobs.filter(({ task }) => task.endsWith(`.on.${event}`)).map(({ payload }) => [payload.id, payload.data as EventPayloads[E] & { subjectId?: string; consultationId?: string }]))
  return [...told.values()].filter((one) => one.subjectId === id || one.consultationId === id)
}
