import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { Upload } from 'tus-js-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'

let hospital: TestHospital
let doctor: TestClient
let patient: TestClient
let practitionerId: string
let patientId: string

beforeAll(async () => {
  hospital = await openSeededHospital()
  doctor = await hospital.signInStaff('linruonan')
  patient = await hospital.signInPatient('13800000001')
  practitionerId = (await doctor.query('{ staffMe { practitioner { id } } }')).staffMe.practitioner.id
  const { me } = await patient.query('{ me { patients { id name } } }')
  patientId = me.patients.find(({ name }: { name: string }) => name === '周建国').id
}, 300_000)
afterAll(async () => { await hospital?.close() })

const HOUR = 3_600_000
const ALL_WEEK = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: '00:00', end: '24:00' }))
const OFFER = { kind: 'TEXT', enabled: true, priceFen: 3000, hours: ALL_WEEK, messageLimit: 20, dailyLimit: 50 }

const setService = (settings: object) => doctor.mutate('mutation ($input: SetConsultationServiceInput!) { setConsultationService(input: $input) { id openNow remainingToday } }', { input: { ...OFFER, ...settings } })
const statusOf = async (id: string) => (await patient.query('query ($id: ID!) { consultation(id: $id) { status } }', { id })).consultation.status as string
const becomes = (id: string, status: string) => until(async () => (await statusOf(id)) === status, 20_000)
const orderOf = async (id: string) => (await patient.query('query ($id: ID!) { consultation(id: $id) { order { id status amountFen refundedFen } } }', { id })).consultation.order

async function consent(): Promise<string> {
  const { consultationRules } = await patient.query('{ consultationRules(kind: TEXT) { version consentKey } }')
  const { giveConsent } = await patient.mutate('mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { id text { key version } } }',
    { input: { patientId, textKey: consultationRules.consentKey, version: consultationRules.version, subjectType: 'Consultation' } })
  expect(giveConsent.text).toEqual({ key: consultationRules.consentKey, version: consultationRules.version })
  return giveConsent.id
}

const REQUEST = 'mutation ($input: RequestConsultationInput!) { requestConsultation(input: $input) { id status } }'
const ask = async (input: object = {}) => ({ practitionerId, kind: 'TEXT', patientId, description: '最近一周早晨起来头晕，血压偏高', uploadReceipts: [] as string[], consentId: await consent(), ...input })
const requestConsultation = async (input: object = {}): Promise<string> => (await patient.mutate(REQUEST, { input: await ask(input) })).requestConsultation.id

async function pay(id: string): Promise<void> {
  const order = await until(() => orderOf(id))
  const { startPayment } = await patient.mutate('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { id number } }', { input: { orderIds: [order.id], method: 'WECHAT_NATIVE' } })
  await hospital.sandbox.pay(startPayment.number)
  await becomes(id, 'WAITING')
}
async function paidConsultation(input: object = {}): Promise<string> {
  const id = await requestConsultation(input)
  await pay(id)
  return id
}
const accept = (id: string) => doctor.mutate('mutation ($id: ID!) { acceptConsultation(id: $id) { status endsAt availableActions } }', { id })
const complete = (id: string) => doctor.mutate('mutation ($id: ID!) { completeConsultation(id: $id) { status } }', { id })
const roomOf = async (client: TestClient, id: string) => until(async () => (await client.query('query ($id: ID!) { consultation(id: $id) { conversation { id lastSequence open } } }', { id })).consultation.conversation)
const say = async (client: TestClient, conversationId: string, input: { text?: string; uploadReceipt?: string; clientId?: string }) =>
  (await client.mutate('mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id sequence kind file { url contentType } } }', { input: { conversationId, clientId: randomUUID(), ...input } })).sendMessage

/** As the app uploads: resumable, with a ticket of the session. */
async function upload(client: TestClient, bytes: Buffer): Promise<string> {
  const ticket = await client.ticket()
  return new Promise((resolve, reject) => new Upload(bytes, {
    endpoint: `${hospital.url}/uploads`, headers: { authorization: `Bearer ${ticket}` }, retryDelays: [], onError: reject, onSuccess: ({ lastResponse }) => resolve(lastResponse.getHeader('Upload-Receipt')!),
  }).start())
}
const photo = () => sharp({ create: { width: 640, height: 480, channels: 3, background: '#cccccc' } }).jpeg().toBuffer()

const STREAM = `subscription ($id: ID!, $after: Int) { conversationEvents(conversationId: $id, after: $after) {
  sequence open readByPractitioner message { sender kind text } conversation { patient { name } practitioner { name title } } } }`
const follow = (client: TestClient, id: string, after?: number) => client.subscribe<{ conversationEvents: { sequence: number; open: boolean | null; readByPractitioner: number | null; message: { sender: string; kind: string; text: string } | null; conversation: { patient: { name: string }; practitioner: { name: string } } } }>(STREAM, { id, after })

describe('[C1-01] a doctor offers consultations', () => {
  it('sets price, hours and limits, and patients find the service with the doctor\'s name', async () => {
    await setService({ priceFen: 3000 })
    const { consultingPractitioners } = await hospital.anonymous.query('{ consultingPractitioners(search: "lrn") { totalCount nodes { priceFen openNow remainingToday messageLimit practitioner { id name title departments { name } services { kind priceFen } } } } }')
    expect(consultingPractitioners).toMatchObject({ totalCount: 1, nodes: [{ priceFen: 3000, openNow: true, messageLimit: 20, practitioner: { id: practitionerId, name: '林若楠', title: '副主任医师', services: [{ kind: 'TEXT', priceFen: 3000 }] } }] })
  })

  it('is not to be asked out of hours or when closed', async () => {
    await setService({ enabled: false })
    expect(await patient.refused(REQUEST, { input: await ask() })).toBe('CONSULTATION_CLOSED')
    await setService({ hours: [{ weekday: 1, start: '00:00', end: '00:01' }] })
    expect(await patient.refused(REQUEST, { input: await ask() })).toBe('CONSULTATION_OUT_OF_HOURS')
    await setService({})
  })

  it('takes no more than the day\'s number', async () => {
    const { consultationServices: [service] } = { consultationServices: (await doctor.query('{ myConsultationServices { dailyLimit remainingToday } }')).myConsultationServices }
    await setService({ dailyLimit: Math.max(1, service.dailyLimit - service.remainingToday) })
    const id = (await patient.send(REQUEST, { input: await ask() })).data?.requestConsultation?.id
    expect(await patient.refused(REQUEST, { input: await ask() })).toMatch(/CONSULTATION_LIMIT|CONSULTATION_DUPLICATE/)
    if (id) await patient.mutate('mutation ($id: ID!) { cancelConsultation(id: $id) { status } }', { id })
    await setService({})
  })
})

describe('[C1-03] who asks reads the rules first', () => {
  it('the rules name the consent form and its version, which is kept with the consultation', async () => {
    const { consultationRules: rules } = await hospital.anonymous.query('{ consultationRules(kind: TEXT) { title body version consentKey } }')
    expect(rules.body).toContain('退')
    const { text } = await hospital.anonymous.query('query ($key: String!) { text(key: $key) { title version } }', { key: rules.consentKey })
    expect(text.version).toBe(rules.version)
    expect(await patient.refused(REQUEST, { input: await ask({ consentId: randomUUID() }) })).toBe('CONSENT_REQUIRED')
    const id = await requestConsultation()
    const [kept] = await hospital.sql`select consent_version from clinical.consultation where id = ${id}`
    expect(kept!.consent_version).toBe(rules.version)
    await patient.mutate('mutation ($id: ID!) { cancelConsultation(id: $id) { status } }', { id })
    await until(async () => ['CANCELLED', 'EXPIRED'].includes((await orderOf(id)).status))
  })
})

describe('[C1-04] a text consultation', () => {
  it('runs from the uploaded picture over payment and a live talk to its end', async () => {
    const id = await requestConsultation({ uploadReceipts: [await upload(patient, await photo())] })
    await pay(id)
    const waiting = (await doctor.query('{ consultations(filter: { status: [WAITING] }) { nodes { id description patient { name age } availableActions } } }')).consultations.nodes
    expect(waiting).toMatchObject([{ id, description: expect.stringContaining('头晕'), patient: { name: '周建国' }, availableActions: ['acceptConsultation', 'refuseConsultation'] }])
    const room = await roomOf(patient, id)
    const [atPatient, atDoctor] = [await follow(patient, room.id, 0), await follow(doctor, room.id, 0)]
    await atDoctor.nextThat(({ conversationEvents: { message } }) => message?.kind === 'IMAGE')
    expect((await accept(id)).acceptConsultation).toMatchObject({ status: 'ACTIVE', availableActions: ['completeConsultation'] })

    const greeting = await say(doctor, room.id, { text: '您好，早晚血压大概多少？' })
    const heard = (await atPatient.nextThat(({ conversationEvents: { message } }) => message?.sender === 'PRACTITIONER')).conversationEvents
    expect(heard).toMatchObject({ sequence: greeting.sequence, message: { text: '您好，早晚血压大概多少？' }, conversation: { patient: { name: '周建国' }, practitioner: { name: '林若楠' } } })
    const sent = await say(patient, room.id, { uploadReceipt: await upload(patient, await photo()) })
    await atDoctor.nextThat(({ conversationEvents: { sequence } }) => sequence === sent.sequence)
    const shown = await patient.open(sent.file.url)
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/webp'])
    await doctor.mutate('mutation ($id: ID!, $sequence: Int!) { markRead(conversationId: $id, sequence: $sequence) { readByPractitioner } }', { id: room.id, sequence: sent.sequence })
    await atPatient.nextThat(({ conversationEvents }) => conversationEvents.readByPractitioner === sent.sequence)

    await complete(id)
    await atPatient.nextThat(({ conversationEvents }) => conversationEvents.open === false)
    expect(await patient.refused('mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }', { input: { conversationId: room.id, clientId: randomUUID(), text: '还有问题' } })).toBe('CONVERSATION_CLOSED')
    await until(async () => (await orderOf(id)).status === 'FULFILLED')
    await Promise.all([atPatient.close(), atDoctor.close()])
  })

  it('loses and doubles nothing when a side reconnects while the other writes', async () => {
    const id = await paidConsultation()
    await accept(id)
    const { id: room, lastSequence } = await roomOf(patient, id)
    const writing = (async () => { for (let i = 0; i < 30; i++) await say(doctor, room, { text: `${i}` }) })()
    const seen: { sequence: number; text?: string }[] = []
    while (seen.filter(({ text }) => text !== undefined).length < 30) {
      const stream = await follow(patient, room, seen.at(-1)?.sequence ?? lastSequence)
      for (let i = 0; i < 5 && seen.filter(({ text }) => text !== undefined).length < 30; i++) {
        const { conversationEvents: { sequence, message } } = await stream.next()
        seen.push({ sequence, ...(message?.sender === 'PRACTITIONER' && { text: message.text }) })
      }
      await stream.close()
    }
    await writing
    expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map((_, i) => lastSequence + 1 + i))
    expect(seen.flatMap(({ text }) => text ?? [])).toEqual(Array.from({ length: 30 }, (_, i) => `${i}`))
    await complete(id)
  })

  it('counts the patient\'s messages and ends after the doctor\'s last answer', async () => {
    await setService({ messageLimit: 2 })
    const id = await paidConsultation()
    await accept(id)
    const room = await roomOf(patient, id)
    const clientId = randomUUID()
    await say(patient, room.id, { text: '第一条', clientId })
    await say(patient, room.id, { text: '第一条', clientId })
    await say(patient, room.id, { text: '第二条' })
    expect(await patient.refused('mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }', { input: { conversationId: room.id, clientId: randomUUID(), text: '第三条' } })).toBe('MESSAGE_LIMIT')
    await until(async () => (await patient.query('query ($id: ID!) { consultation(id: $id) { messagesLeft } }', { id })).consultation.messagesLeft === 0)
    await say(doctor, room.id, { text: '请按时服药' })
    const minutesLeft = async () => (new Date((await patient.query('query ($id: ID!) { consultation(id: $id) { endsAt } }', { id })).consultation.endsAt).getTime() - hospital.clock.now().getTime()) / 60_000
    await until(async () => (await minutesLeft()) <= 10)
    await hospital.advance(11 * 60_000)
    await becomes(id, 'COMPLETED')
    await setService({})
  })

  it('is refunded to the fen when the doctor refuses', async () => {
    const id = await paidConsultation()
    await doctor.mutate('mutation ($id: ID!) { refuseConsultation(id: $id, reason: "建议到院面诊") { status } }', { id })
    await until(async () => (await orderOf(id)).refundedFen === 3000, 20_000)
    expect((await patient.query('query ($id: ID!) { consultation(id: $id) { status refusalReason } }', { id })).consultation).toEqual({ status: 'REFUSED', refusalReason: '建议到院面诊' })
  })

  it('is refunded when the patient takes it back before it is accepted', async () => {
    const id = await paidConsultation()
    await patient.mutate('mutation ($id: ID!) { cancelConsultation(id: $id) { status } }', { id })
    await until(async () => (await orderOf(id)).refundedFen === 3000, 20_000)
  })

  it('is refunded when the doctor does not answer within a day', async () => {
    const id = await paidConsultation()
    await hospital.advance(24 * HOUR + 1_000)
    await becomes(id, 'UNANSWERED')
    await until(async () => (await orderOf(id)).refundedFen === 3000, 20_000)
    const { messages } = await patient.query('{ messages(first: 50) { nodes { event } } }')
    expect(messages.nodes.map(({ event }: { event: string }) => event)).toContain('consultation.unanswered')
  })

  it('that nobody pays expires, and its order with it', async () => {
    const id = await requestConsultation()
    await hospital.advance(16 * 60_000)
    await becomes(id, 'EXPIRED')
    await until(async () => ['CANCELLED', 'EXPIRED'].includes((await orderOf(id)).status))
  })

  it('is for its two sides alone, on every path', async () => {
    const id = await paidConsultation()
    const room = await roomOf(patient, id)
    const other = await hospital.signInPatient('13800009999')
    const colleague = await hospital.signInStaff('chenliqun')
    for (const stranger of [other, colleague]) {
      expect(await stranger.query('query ($c: ID!, $r: ID!) { consultation(id: $c) { id } conversation(id: $r) { id } }', { c: id, r: room.id })).toEqual({ consultation: null, conversation: null })
      expect(await stranger.refused('mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }', { input: { conversationId: room.id, clientId: randomUUID(), text: '偷看' } })).toBe('NOT_FOUND')
      const stream = await follow(stranger, room.id, 0)
      expect(await stream.ended).toBe('NOT_FOUND')
    }
    await patient.mutate('mutation ($id: ID!) { cancelConsultation(id: $id) { status } }', { id })
  })
})
