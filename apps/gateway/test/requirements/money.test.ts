import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freeSlots, holdSlot, type FreeSlot, type Held } from '../booking.ts'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'
import { expectSoundLedger } from '../sound-ledger.ts'

let hospital: TestHospital
let patient: TestClient
let accountant: TestClient
let stranger: TestClient
let patientId: string
let slots: FreeSlot[]

const MINUTE = 60_000

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

/** One slot of each clinic: a patient takes one of a clinic only. */
const hold = () => holdSlot(patient, slots.shift()!.id, patientId)

const startPayment = async (orderIds: string[], method = 'WECHAT_H5'): Promise<{ id: string; number: string; payUrl: string }> =>
  (await patient.mutate('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { id number payUrl } }', { input: { orderIds, method, returnUrl: 'http://app.test/pay/return' } })).startPayment
const orderOf = async (id: string, client = patient) =>
  (await client.query('query ($id: ID!) { order(id: $id) { status amountFen refundedFen refundableFen availableActions refunds { status amountFen cause } payments { id status } subject { ... on Appointment { status } } } }', { id })).order
const becomes = (orderId: string, status: string) => until(async () => (await orderOf(orderId)).status === status, 20_000)
const appointmentBecomes = (id: string, status: string) => until(async () => (await patient.query('query ($id: ID!) { appointment(id: $id) { status } }', { id })).appointment.status === status, 20_000)

async function paid(): Promise<Held & { number: string; paymentId: string }> {
  const held = await hold()
  const payment = await startPayment([held.orderId])
  await hospital.sandbox.pay(payment.number)
  await appointmentBecomes(held.id, 'BOOKED')
  return { ...held, number: payment.number, paymentId: payment.id }
}

describe('[B1-03] paying a registration', () => {
  it('goes from the order over the channel\'s page and its callback to the confirmed registration', async () => {
    const { id, orderId } = await hold()
    expect(await orderOf(orderId)).toMatchObject({ status: 'OPEN', availableActions: ['startPayment', 'cancelOrder'], subject: { status: 'HELD' } })
    const { payUrl, number } = await startPayment([orderId])
    expect(payUrl).toContain(`redirect_url=${encodeURIComponent('http://app.test/pay/return')}`)
    expect(await (await fetch(payUrl)).text()).toContain('确认支付')
    await hospital.sandbox.pay(number)
    await appointmentBecomes(id, 'BOOKED')
    expect(await orderOf(orderId)).toMatchObject({ status: 'PAID', payments: [{ status: 'SUCCEEDED' }] })
    const { messages } = await until(async () => {
      const answer = await patient.query('{ messages { nodes { event title } } }')
      return answer.messages.nodes.some(({ event }: { event: string }) => event === 'order.paid') && answer
    })
    expect(messages.nodes).toContainEqual({ event: 'order.paid', title: '支付成功' })
  })

  it('a callback repeated, forged, stale or tampered with has no second effect', async () => {
    const { number, orderId } = await paid()
    for (const trick of ['tampered', 'forged', 'wrong-serial', 'stale', 'sign-test']) {
      expect(await hospital.sandbox.control(`wechatpay/callbacks/${number}`, { trick }), trick).toMatchObject({ status: 401 })
    }
    for (const trick of ['duplicate', 'duplicate', 'wrong-amount']) {
      expect(await hospital.sandbox.control(`wechatpay/callbacks/${number}`, { trick }), trick).toMatchObject({ status: 204 })
    }
    expect(await orderOf(orderId)).toMatchObject({ status: 'PAID', refunds: [] })
    await expectSoundLedger(hospital)
  })

  it('a hold that expired gives the money of a late payment back by itself', async () => {
    const { id, orderId } = await hold()
    const { number } = await startPayment([orderId])
    // Paid in the last moment and never reported; both deadlines pass while nobody can ask the channel.
    await hospital.sandbox.control(`pay/${number}`, { silent: true })
    await hospital.sandbox.break('wechatpay', { mode: 'down' })
    await hospital.advance(16 * MINUTE)
    await appointmentBecomes(id, 'EXPIRED')
    await until(async () => ['EXPIRED', 'CANCELLED'].includes((await orderOf(orderId)).status))
    await hospital.sandbox.heal()
    const refunded = await until(async () => {
      await hospital.advance(5 * MINUTE)
      const { refunds } = await orderOf(orderId)
      return refunds.some(({ status }: { status: string }) => status === 'SUCCEEDED') && refunds
    }, 30_000)
    expect(refunded).toEqual([{ status: 'SUCCEEDED', amountFen: (await orderOf(orderId)).amountFen, cause: 'SURPLUS' }])
    await expectSoundLedger(hospital)
  })

  it('giving the order up at the cashier releases the hold', async () => {
    const { id, orderId } = await hold()
    const { cancelOrder } = await patient.mutate('mutation ($id: ID!) { cancelOrder(id: $id) { status } }', { id: orderId })
    expect(cancelOrder.status).toBe('CANCELLED')
    await until(async () => ['EXPIRED', 'CANCELLED'].includes((await patient.query('query ($id: ID!) { appointment(id: $id) { status } }', { id })).appointment.status))
  })

  it('a cancelled registration is refunded to the fen', async () => {
    const { id, orderId } = await paid()
    await patient.mutate('mutation ($id: ID!) { cancelAppointment(id: $id) { status } }', { id })
    await until(async () => {
      await hospital.advance(MINUTE)
      return (await orderOf(orderId)).status === 'REFUNDED'
    }, 20_000)
    const order = await orderOf(orderId)
    expect(order).toMatchObject({ refundedFen: order.amountFen, refundableFen: 0 })
    await expectSoundLedger(hospital)
  })
})

describe('[A3-03] the transactions in the console', () => {
  it('are found by their number and refunded in part, once for a doubled click, with an entry in the log', async () => {
    const { orderId, number, paymentId } = await paid()
    const found = await accountant.query('query ($number: String!) { payments(filter: { number: $number }) { totalCount nodes { id status amountFen orders { id title } } } }', { number })
    expect(found.payments).toMatchObject({ totalCount: 1, nodes: [{ id: paymentId, status: 'SUCCEEDED', orders: [{ id: orderId }] }] })
    const input = { orderId, amountFen: 1, reason: '多收一分', clientKey: 'one-form-of-a-page' }
    const clicks = await Promise.all([1, 2, 3].map(() => accountant.mutate('mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { id requestedBy } }', { input })))
    expect(new Set(clicks.map(({ refundOrder }) => refundOrder.id)).size).toBe(1)
    await until(async () => {
      await hospital.advance(MINUTE)
      return (await orderOf(orderId)).status === 'PARTLY_REFUNDED'
    }, 20_000)
    expect(await accountant.refused('mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { id } }', { input: { ...input, amountFen: 100_000_000, clientKey: 'another-form' } })).toBe('REFUND_TOO_MUCH')
    const admin = await hospital.signInStaff('admin')
    const entries = await until(async () => {
      const { auditEntries } = await admin.query('query ($id: ID!) { auditEntries(filter: { subjectId: $id }) { nodes { action actorKind after } } }', { id: orderId })
      return auditEntries.nodes.length && auditEntries.nodes
    })
    expect(entries).toMatchObject([{ action: 'order.refund', actorKind: 'ADMINISTRATOR', after: { amountFen: 1, reason: '多收一分' } }])
    await expectSoundLedger(hospital)
  })

  it('are nobody else\'s: not a doctor\'s, not another patient\'s, not through the graph\'s joins', async () => {
    const { id, orderId, paymentId } = await paid()
    const doctor = await hospital.signInStaff('chenliqun')
    for (const client of [stranger, doctor]) {
      expect((await client.query('query ($id: ID!) { order(id: $id) { id } }', { id: orderId })).order).toBeNull()
      expect((await client.query('query ($id: ID!) { payment(id: $id) { id } }', { id: paymentId })).payment).toBeNull()
      expect((await client.query('{ orders { totalCount } }')).orders.totalCount).toBe(0)
      expect((await client.send('query ($id: ID!) { appointment(id: $id) { order { id } } }', { id })).data?.appointment?.order ?? null).toBeNull()
      expect(await client.refused('{ ledgerEntries { nodes { id } } }')).toBe('FORBIDDEN')
      expect(await client.refused('mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { id } }', { input: { orderId, amountFen: 1, reason: '无权', clientKey: 'not-allowed-key' } })).toBe('FORBIDDEN')
    }
    expect(await hospital.anonymous.refused('{ orders { totalCount } }')).toBe('UNAUTHENTICATED')
  })
})

describe('[A7-06] my orders', () => {
  it('are one list over every kind, with what each is for and who it is for', async () => {
    const { orders } = await patient.query(`{ orders(first: 50) { totalCount nodes { number kind status patient { name } department { name } practitioner { name } subject { __typename ... on Appointment { status startsAt } } } } }`)
    expect(orders.totalCount).toBeGreaterThanOrEqual(6)
    for (const order of orders.nodes) expect(order).toMatchObject({ number: expect.stringMatching(/^GH\d{15}$/), patient: { name: '周建国' }, department: { name: expect.any(String) }, subject: { __typename: 'Appointment', startsAt: expect.any(String) } })
    const { patient: person } = await patient.query('query ($id: ID!) { patient(id: $id) { orders(first: 1) { totalCount nodes { id } } } }', { id: patientId })
    expect(person.orders.totalCount).toBe(orders.totalCount)
  })
})
