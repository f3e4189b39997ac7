import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'

let hospital: TestHospital
/** The father's account and the daughter's: both care for the grandfather, who is one record in the HIS. */
let father: TestClient
let daughter: TestClient
let stranger: TestClient

const GRANDFATHER = { name: '周建国', idCard: '330109195806153412' }
const STRANGERS_OWN = { name: '冯立', idCard: '330109199003078912' }
const of = new Map<TestClient, string>()

const ADD = 'mutation ($input: AddPatientInput!) { addPatient(input: $input) { id } }'
const BILLS = 'query ($id: ID!) { outpatientBills(patientId: $id, first: 50) { nodes { id number status amountFen order { id status } } } }'
const ORDER_BILLS = 'mutation ($input: OrderBillsInput!) { orderBills(input: $input) { id amountFen } }'
const START = 'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { id number status } }'
const CANCEL = 'mutation ($id: ID!) { cancelOrder(id: $id) { status } }'

beforeAll(async () => {
  hospital = await openSeededHospital()
  father = await hospital.signInPatient('13800000001')
  const { me } = await father.query('{ me { patients { id name } } }')
  of.set(father, me.patients.find(({ name }: { name: string }) => name === GRANDFATHER.name).id)
  daughter = await caringFor('13911110021', GRANDFATHER)
  stranger = await caringFor('13911110022', STRANGERS_OWN)
}, 180_000)
afterAll(() => hospital?.close())

async function caringFor(phone: string, person: typeof GRANDFATHER): Promise<TestClient> {
  const client = await hospital.signInPatient(phone)
  const { addPatient } = await client.mutate(ADD, { input: { ...person, relationship: 'OTHER' } })
  of.set(client, addPatient.id)
  return client
}

interface Bill { id: string; number: string; status: string; amountFen: number; order: { id: string; status: string } | null }

async function billOf(client: TestClient, number: string): Promise<Bill | undefined> {
  return (await client.query(BILLS, { id: of.get(client) })).outpatientBills.nodes.find((bill: Bill) => bill.number === number)
}

/** A bill that the HIS has just written, by its number. */
const issue = async ({ idCard }: typeof GRANDFATHER): Promise<string> => (await hospital.sandbox.control('his/bills', { idCard })).identifier[0].value
const inputOf = (...bills: Bill[]) => ({ input: { billIds: bills.map(({ id }) => id), expectedFen: bills.reduce((sum, { amountFen }) => sum + amountFen, 0) } })
const orderBy = async (client: TestClient, bill: Bill): Promise<string> => (await client.mutate(ORDER_BILLS, inputOf(bill))).orderBills[0].id
const payment = (...orderIds: string[]) => ({ input: { orderIds, method: 'WECHAT_H5', returnUrl: 'http://app.test/pay/return' } })

describe('[R16] [B1-04] a bill of somebody whom two accounts care for', () => {
  it('[B1-04] is seen by both, paid by one of them at a time, and settled once', async () => {
    const number = await issue(GRANDFATHER)
    const [hers, his] = [await billOf(daughter, number), await billOf(father, number)]
    expect(hers).toMatchObject({ id: his!.id, amountFen: his!.amountFen, status: 'UNPAID' })
    const orderId = await orderBy(daughter, hers!)
    expect(await father.refused(ORDER_BILLS, inputOf(his!))).toBe('BILL_BEING_PAID')
    expect(await father.refused(START, payment(orderId))).toBe('NOT_FOUND')
    expect(await father.refused(CANCEL, { id: orderId })).toBe('NOT_FOUND')
    await daughter.mutate(CANCEL, { id: orderId })
    const again = await until(async () => (await father.send<any>(ORDER_BILLS, inputOf(his!))).data?.orderBills[0].id as string | undefined)
    const { startPayment } = await father.mutate(START, payment(again!))
    await hospital.sandbox.pay(startPayment.number)
    await until(async () => (await billOf(daughter, number))?.status === 'SETTLED', 20_000)
    // Whose money it was, the other account does not see.
    const { payment: foreign } = await daughter.query('query ($id: ID!) { payment(id: $id) { id } }', { id: startPayment.id })
    expect(foreign).toBeNull()
    expect(await daughter.refused('mutation ($input: AskRefundInput!) { askRefund(input: $input) { id } }', { input: { orderId: again, reason: 'NOT_NEEDED' } })).toBe('NOT_FOUND')
  }, 60_000)

  it('[A3-07] [A3-06] is paid from the person\'s own insurance and card whichever account pays', async () => {
    const bill = (await billOf(daughter, await issue(GRANDFATHER)))!
    await billOf(father, bill.number)
    const orderId = await orderBy(daughter, bill)
    const { patient } = (await daughter.query('query ($id: ID!) { order(id: $id) { patient { id } } }', { id: orderId })).order
    expect(patient.id).toBe(of.get(daughter))
    expect(await daughter.refused('mutation ($id: ID!) { preSettleInsurance(orderId: $id, ecToken: "none") { id } }', { id: orderId })).not.toBe('NOT_FOUND')
    await daughter.mutate(CANCEL, { id: orderId })
  })
})

describe('[R16] own and foreign things together', () => {
  it('[B1-04] [B1-03] are answered as if the foreign were not there, and nothing of it is begun', async () => {
    const foreign = (await billOf(father, await issue(GRANDFATHER)))!
    const own = (await billOf(stranger, await issue(STRANGERS_OWN)))!
    expect(await stranger.refused(ORDER_BILLS, inputOf(own, foreign))).toBe('NOT_FOUND')
    expect((await billOf(stranger, own.number))!.status).toBe('UNPAID')
    const [foreignOrder, ownOrder] = [await orderBy(father, foreign), await orderBy(stranger, own)]
    expect(await stranger.refused(START, payment(ownOrder, foreignOrder))).toBe('NOT_FOUND')
    const { paymentMethods } = await stranger.query('query ($ids: [ID!]!) { paymentMethods(orderIds: $ids) }', { ids: [ownOrder, foreignOrder] })
    expect(paymentMethods).toEqual([])
    expect(await hospital.sql`select 1 from finance.allocation where order_id in (${ownOrder}, ${foreignOrder})`).toHaveLength(0)
    const { orders } = await stranger.query('query ($ids: [ID!]!) { orders(filter: { ids: $ids }, first: 10) { nodes { id } } }', { ids: [ownOrder, foreignOrder] })
    expect(orders.nodes).toEqual([{ id: ownOrder }])
    for (const [client, id] of [[father, foreignOrder], [stranger, ownOrder]] as const) await client.mutate(CANCEL, { id })
  })

  it('[A3-06] [B2-01] a stay, a card and a top-up are those of own persons only', async () => {
    const grandfather = of.get(father)
    expect(await stranger.refused('mutation ($id: ID!) { payDeposit(input: { patientId: $id, amountFen: 20000, clientKey: "a-strangers-key" }) { id } }', { id: grandfather })).toBe('NOT_FOUND')
    expect(await stranger.refused('query ($id: ID!) { inpatientAccount(patientId: $id) { balanceFen } }', { id: grandfather })).toBe('NOT_FOUND')
    expect(await stranger.refused('query ($id: ID!) { hospitalCardAccount(patientId: $id) { balanceFen } }', { id: grandfather })).toBe('NOT_FOUND')
    const { topUpHospitalCard } = await father.mutate('mutation ($id: ID!) { topUpHospitalCard(patientId: $id, amountFen: 5000) { id } }', { id: grandfather })
    const { order } = await stranger.query('query ($id: ID!) { order(id: $id) { id subject { __typename } } }', { id: topUpHospitalCard.id })
    expect(order).toBeNull()
    expect(await stranger.refused(START, payment(topUpHospitalCard.id))).toBe('NOT_FOUND')
    await father.mutate(CANCEL, { id: topUpHospitalCard.id })
  })
})
