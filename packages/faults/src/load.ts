import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { newDebtor, payAtWechat, payDebts } from './cashier.ts'
import type { Chance } from './chance.ts'
import { newTally, Refused, type Client, type Tally } from './client.ts'
import type { Fleet } from './fleet.ts'
import { addPerson, signInPatient, signInStaff } from './people.ts'

/** Everything that the hospital, or the channel, told somebody it had done. */
export interface Acknowledged {
  holds: string[]
  /** Payment numbers that the channel took money for. */
  paid: string[]
  /** Payment numbers that insurer or card were said to have paid. */
  settled: string[]
  cancelled: string[]
  messages: { conversationId: string; clientId: string; sequence: number; text: string }[]
}

export interface Load {
  acknowledged: Acknowledged
  tally: Tally
  /** What no client should ever see. */
  complaints: string[]
  /** Ends the load; every actor finishes what it is at. */
  stop(): Promise<void>
}

export interface LoadOptions {
  bookers: number
  talks: number
  /** Who pay bills, stays, by insurance and by card. */
  debtors: number
  chance: Chance
  /** Some holds are left to run out; else what is still held at the end is given up, and nobody waits for that. */
  expiring?: boolean
}

const HOLD = 'mutation ($input: HoldAppointmentInput!) { holdAppointment(input: $input) { id } }'
const ORDER = 'query ($id: ID!) { appointment(id: $id) { status order { id status } } }'
const PAY = 'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number status } }'
const RELEASE = 'mutation ($id: ID!) { releaseAppointment(id: $id) { status } }'
const CANCEL = 'mutation ($id: ID!) { cancelAppointment(id: $id) { status } }'
const STILL_HELD = '{ appointments(filter: { status: [HELD] }, first: 100) { nodes { id } } }'
const SEND = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { sequence } }'

/** Patients who book, pay, give up and cancel, who owe bills and stays, and who talk with a doctor, all through the gateway. */
export async function startLoad(fleet: Fleet, { bookers, talks, debtors, chance, expiring = true }: LoadOptions): Promise<Load> {
  const tally = newTally()
  const acknowledged: Acknowledged = { holds: [], paid: [], settled: [], cancelled: [], messages: [] }
  const complaints: string[] = []
  const stopping = new AbortController()
  const slots = await freeSlots(fleet)
  const repeatedly = async (pauseMs: number, act: () => Promise<void>) => {
    while (!stopping.signal.aborted) {
      await act().catch((error: Error) => void (error instanceof Refused || complaints.push(`${error.message}`)))
      await sleep(pauseMs + chance.below(pauseMs), undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  async function book(client: Client, patientId: string): Promise<void> {
    const held = await client.ask(HOLD, { input: { slotId: chance.pick(slots), patientId } })
    if (!('data' in held)) return
    const { id } = held.data.holdAppointment
    acknowledged.holds.push(id)
    const fate = chance.below(10)
    if (fate === 0 && expiring) return
    if (fate <= 1) return void (await client.ask(RELEASE, { id }))
    const number = await pay(client, id)
    if (!number || !chance.happens(0.3)) return
    await sleep(1_000)
    const { data } = (await client.ask(CANCEL, { id })) as { data?: unknown }
    if (data) acknowledged.cancelled.push(id)
  }

  async function pay(client: Client, id: string): Promise<string | undefined> {
    for (let waits = 0; waits < 60; waits++) {
      const { appointment } = await client.insist(ORDER, { id })
      if (appointment.order?.status === 'OPEN') break
      if (appointment.status !== 'HELD') return undefined
      await sleep(200)
    }
    const { appointment: { order } } = await client.insist(ORDER, { id })
    if (!order) return undefined
    const { startPayment: { number } } = await client.insist(PAY, { input: { orderIds: [order.id], method: 'WECHAT_NATIVE' } })
    return (await payAtWechat(fleet, number, acknowledged)) ? number : undefined
  }

  async function say(client: Client, conversationId: string): Promise<void> {
    const clientId = randomUUID()
    const text = `第 ${clientId.slice(0, 8)} 条`
    const { sendMessage: { sequence } } = await client.insist(SEND, { input: { conversationId, clientId, text } })
    acknowledged.messages.push({ conversationId, clientId, sequence, text })
  }

  async function giveUpHeld(client: Client): Promise<void> {
    const { appointments } = await client.insist(STILL_HELD)
    for (const { id } of appointments.nodes) await client.insist(RELEASE, { id }).catch((error: unknown) => { if (!(error instanceof Refused)) throw error })
  }

  const actors: Promise<void>[] = []
  const atLast: (() => Promise<void>)[] = []
  for (let at = 0; at < bookers; at++) {
    const client = await signInPatient(fleet, tally, nextPhone())
    const people = [await addPerson(client, '吴若兰'), await addPerson(client, '郑安平')]
    actors.push(repeatedly(400, () => book(client, chance.pick(people))))
    if (!expiring) atLast.push(() => giveUpHeld(client))
  }
  for (let at = 0; at < debtors; at++) {
    const debtor = await newDebtor(await signInPatient(fleet, tally, nextPhone()))
    actors.push(repeatedly(400, () => payDebts(fleet, debtor, chance, acknowledged)))
  }
  for (const { patient, doctor, conversationId } of await openTalks(fleet, tally, talks)) {
    for (const client of [patient, doctor]) actors.push(repeatedly(250, () => say(client, conversationId)))
  }
  return {
    acknowledged, tally, complaints,
    async stop() {
      stopping.abort()
      await Promise.all(actors)
      await Promise.all(atLast.map((act) => act()))
    },
  }
}

let phones = 0
const nextPhone = () => `1390000${String(++phones).padStart(4, '0')}`

/** Segments of the coming days; some are fought for. */
async function freeSlots(fleet: Fleet): Promise<string[]> {
  const rows = await fleet.sql<{ id: string }[]>`
    select s.id from clinical.slot s join clinical.schedule c on c.id = s.schedule_id
    where not s.stopped and not c.stopped and s.remaining > 0 and s.starts_at > now() + interval '30 hours' and c.fee_fen > 0 order by s.starts_at, s.id limit 600`
  const ids = rows.map(({ id }) => id)
  // Half of all want one of the first few.
  return [...ids, ...ids.map((_, at) => ids[at % 10]!)]
}

interface Talk {
  patient: Client
  doctor: Client
  conversationId: string
}

const ALL_WEEK = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: '00:00', end: '24:00' }))
const ASK = 'mutation ($input: RequestConsultationInput!) { requestConsultation(input: $input) { id } }'
const CONSENT = 'mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { id } }'

async function openTalks(fleet: Fleet, tally: Tally, count: number): Promise<Talk[]> {
  if (!count) return []
  const doctor = await signInStaff(fleet, tally, 'linruonan')
  await doctor.insist('mutation ($input: SetConsultationServiceInput!) { setConsultationService(input: $input) { id } }', { input: { kind: 'TEXT', enabled: true, priceFen: 3_000, hours: ALL_WEEK, messageLimit: 50, dailyLimit: 100 } })
  const { staffMe: { practitioner } } = await doctor.insist('{ staffMe { practitioner { id } } }')
  const talks: Talk[] = []
  for (let at = 0; at < count; at++) {
    const patient = await signInPatient(fleet, tally, nextPhone())
    const patientId = await addPerson(patient, '周听雨')
    const { consultationRules: { version, consentKey } } = await patient.insist('{ consultationRules(kind: TEXT) { version consentKey } }')
    const { giveConsent } = await patient.insist(CONSENT, { input: { patientId, textKey: consentKey, version, subjectType: 'Consultation' } })
    await patiently(async () => (await fleet.sql`select 1 from clinical.consent_given where consent_id = ${giveConsent.id}`)[0])
    const { requestConsultation: { id } } = await patient.insist(ASK, { input: { practitionerId: practitioner.id, kind: 'TEXT', patientId, description: '最近一周早晨起来头晕，血压偏高', uploadReceipts: [], consentId: giveConsent.id } })
    const order = await patiently(async () => (await patient.insist('query ($id: ID!) { consultation(id: $id) { order { id } } }', { id })).consultation.order)
    const { startPayment } = await patient.insist(PAY, { input: { orderIds: [order.id], method: 'WECHAT_NATIVE' } })
    await fleet.control(`pay/${startPayment.number}`, {})
    const room = await patiently(async () => (await patient.insist('query ($id: ID!) { consultation(id: $id) { conversation { id } } }', { id })).consultation.conversation)
    await doctor.insist('mutation ($id: ID!) { acceptConsultation(id: $id) { status } }', { id })
    // The limit of messages is a rule of its own; here there are to be many.
    await fleet.sql`update telemedicine.conversation set messages_left = 100000 where id = ${room.id}`
    await fleet.sql`update clinical.consultation set message_limit = 100000 where id = ${id}`
    talks.push({ patient, doctor, conversationId: room.id })
  }
  return talks
}

async function patiently<T>(look: () => Promise<T | null | undefined>): Promise<T> {
  for (const end = Date.now() + 120_000; Date.now() < end; await sleep(200)) {
    const found = await look()
    if (found) return found
  }
  throw new Error(`Never came: ${look}`)
}
