import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freeSlots, holdSlot, type FreeSlot } from '../booking.ts'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'
import { expectSoundLedger } from '../sound-ledger.ts'

let hospital: TestHospital
let patient: TestClient
let stranger: TestClient
let accountant: TestClient
let patientId: string
let slots: FreeSlot[]

beforeAll(async () => {
  hospital = await openSeededHospital()
  patient = await hospital.signInPatient('13800000001')
  stranger = await hospital.signInPatient('13911112222')
  accountant = await hospital.signInStaff('accountant')
  const { me } = await patient.query('{ me { patients { id name } } }')
  patientId = me.patients.find(({ name }: { name: string }) => name === '周建国').id
  slots = await freeSlots(hospital, { atLeast: 12, where: 'main' })
}, 180_000)
afterAll(async () => {
  await hospital?.close()
})

const hold = (forId = patientId) => holdSlot(patient, slots.shift()!.id, forId)

const START = 'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { id number status } }'
const start = (orderId: string, method = 'HOSPITAL_CARD') => patient.send<any>(START, { input: { orderIds: [orderId], method, returnUrl: 'http://app.test/pay/return' } })
const codeOf = ({ errors }: { errors?: { extensions?: { code?: string } }[] }) => errors?.[0]?.extensions?.code
const orderOf = async (id: string) => (await patient.query('query ($id: ID!) { order(id: $id) { status refundedFen availableActions payments { method status } subject { __typename ... on CardTopUp { cardTopUpStatus: status creditedAt } } } }', { id })).order
const becomes = (orderId: string, status: string) => until(async () => (await orderOf(orderId)).status === status, 30_000)
const balance = async (): Promise<number> => (await patient.query('query ($id: ID!) { hospitalCardAccount(patientId: $id) { balanceFen } }', { id: patientId })).hospitalCardAccount.balanceFen
const orderTopUp = async (amountFen: number) => (await patient.mutate('mutation ($id: ID!, $fen: Fen!) { topUpHospitalCard(patientId: $id, amountFen: $fen) { id } }', { id: patientId, fen: amountFen })).topUpHospitalCard.id as string

async function topUp(amountFen: number): Promise<string> {
  const orderId = await orderTopUp(amountFen)
  const { data } = await start(orderId, 'WECHAT_H5')
  await hospital.sandbox.pay(data.startPayment.number)
  return orderId
}

describe('[A3-06] the hospital card', () => {
  it('[A3-06] is topped up once, also when the answer of the hospital\'s system gets lost', async () => {
    const before = await balance()
    const orderId = await topUp(5_000)
    await becomes(orderId, 'FULFILLED')
    expect(await balance()).toBe(before + 5_000)
    expect((await orderOf(orderId)).subject).toMatchObject({ __typename: 'CardTopUp', cardTopUpStatus: 'CREDITED' })
    const lost = await orderTopUp(3_000)
    await hospital.sandbox.break('his', { mode: 'commit-then-timeout', times: 1 })
    const { data } = await start(lost, 'WECHAT_H5')
    await hospital.sandbox.pay(data.startPayment.number)
    await becomes(lost, 'FULFILLED')
    await hospital.sandbox.heal()
    expect(await balance()).toBe(before + 8_000)
    await expectSoundLedger(hospital)
  }, 60_000)

  it('[A3-06] pays, and a refund returns to it', async () => {
    await topUp(20_000)
    await until(async () => (await balance()) >= 20_000, 20_000)
    const before = await balance()
    const { id, orderId, amountFen } = await hold()
    expect((await patient.query('query ($id: ID!) { paymentMethods(orderIds: [$id]) }', { id: orderId })).paymentMethods).toContain('HOSPITAL_CARD')
    expect((await start(orderId)).data.startPayment.status).toBe('SUCCEEDED')
    expect(await balance()).toBe(before - amountFen)
    await until(async () => (await patient.query('query ($id: ID!) { appointment(id: $id) { status } }', { id })).appointment.status === 'BOOKED', 20_000)
    await patient.mutate('mutation ($id: ID!) { cancelAppointment(id: $id, reason: "临时有事") { id } }', { id })
    await becomes(orderId, 'REFUNDED')
    expect(await balance()).toBe(before)
    await expectSoundLedger(hospital)
  })

  it('[A3-06] is charged once where the answer got lost', async () => {
    const before = await balance()
    const { orderId, amountFen } = await hold()
    await hospital.sandbox.break('his', { mode: 'commit-then-timeout', times: 1 })
    const { data } = await start(orderId)
    await hospital.sandbox.heal()
    expect(data.startPayment.status).toBe('PENDING')
    expect((await patient.mutate('mutation ($id: ID!) { refreshPayment(id: $id) { status } }', { id: data.startPayment.id })).refreshPayment.status).toBe('SUCCEEDED')
    expect(await balance()).toBe(before - amountFen)
    await expectSoundLedger(hospital)
  }, 60_000)

  it('[A3-06] never falls below zero: of two phones that pay at once, one is refused', async () => {
    const [one, other] = [await hold(), await hold()]
    const spare = (await balance()) - Math.max(one.amountFen, other.amountFen)
    if (spare > 0) await drain(spare)
    const answers = await Promise.all([start(one.orderId), start(other.orderId)])
    expect(answers.map((answer) => codeOf(answer) ?? answer.data.startPayment.status).sort()).toEqual(['CARD_BALANCE_SHORT', 'SUCCEEDED'])
    expect(await balance()).toBeGreaterThanOrEqual(0)
    const open = codeOf(answers[0]!) ? one : other
    expect(await orderOf(open.orderId)).toMatchObject({ status: 'OPEN' })
    expect((await start(open.orderId, 'WECHAT_H5')).data.startPayment.status).toBe('PENDING')
    await expectSoundLedger(hospital)
  })

  it('[A3-06] pays several orders of one person in one payment, never those of two', async () => {
    const [one, other] = [await hold(), await hold()]
    const sum = one.amountFen + other.amountFen
    await becomes(await topUp(sum), 'FULFILLED')
    const before = await balance()
    const { data } = await patient.send<any>(START, { input: { orderIds: [one.orderId, other.orderId], method: 'HOSPITAL_CARD' } })
    expect(data.startPayment.status).toBe('SUCCEEDED')
    for (const { orderId } of [one, other]) await becomes(orderId, 'PAID')
    expect(await balance()).toBe(before - sum)
    const { me } = await patient.query('{ me { patients { id name } } }')
    const relative = me.patients.find(({ id }: { id: string }) => id !== patientId)
    const [own, relatives] = [await hold(), await hold(relative.id)]
    const { paymentMethods } = await patient.query('query ($ids: [ID!]!) { paymentMethods(orderIds: $ids) }', { ids: [own.orderId, relatives.orderId] })
    expect(paymentMethods).toContain('WECHAT_H5')
    expect(paymentMethods).not.toContain('HOSPITAL_CARD')
    expect(codeOf(await patient.send(START, { input: { orderIds: [own.orderId, relatives.orderId], method: 'HOSPITAL_CARD' } }))).toBe('PAYMENT_METHOD')
    for (const { orderId } of [own, relatives]) await patient.mutate('mutation ($id: ID!) { cancelOrder(id: $id) { status } }', { id: orderId })
  }, 60_000)

  it('[A3-06] refuses amounts that are none, foreign persons, and a card that would pay for itself', async () => {
    const wrong = async (fen: number, client = patient) => codeOf(await client.send('mutation ($id: ID!, $fen: Fen!) { topUpHospitalCard(patientId: $id, amountFen: $fen) { id } }', { id: patientId, fen }))
    expect([await wrong(0), await wrong(99), await wrong(500_001), await wrong(5_000, stranger)]).toEqual(['INVALID_INPUT', 'INVALID_INPUT', 'INVALID_INPUT', 'NOT_FOUND'])
    expect(codeOf(await stranger.send('query ($id: ID!) { hospitalCardAccount(patientId: $id) { balanceFen } }', { id: patientId }))).toBe('NOT_FOUND')
    const orderId = await orderTopUp(5_000)
    expect(codeOf(await start(orderId))).toBe('PAYMENT_METHOD')
    const { data } = await start(orderId, 'WECHAT_H5')
    await hospital.sandbox.pay(data.startPayment.number)
    await becomes(orderId, 'FULFILLED')
    expect(codeOf(await accountant.send('mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { id } }', { input: { orderId, amountFen: 5_000, reason: '不想要了', clientKey: 'no-such-way' } }))).toBe('NOT_REFUNDABLE')
  })
})

/** Takes so much off the card at the counter's own system. */
async function drain(fen: number): Promise<void> {
  const [record] = await hospital.sql<{ his_patient_id: string }[]>`select his_patient_id from finance.patient_record where patient_id = ${patientId}`
  await hospital.sandbox.connectors.his.chargeCard({ hisPatientId: record!.his_patient_id, reference: `counter-${fen}`, amountFen: fen })
}
