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

const MINUTE = 60_000
/** 周建国 of the demonstration family. */
const ID_CARD = '330109195806153412'

beforeAll(async () => {
  hospital = await openSeededHospital()
  patient = await hospital.signInPatient('13800000001')
  stranger = await hospital.signInPatient('13911112222')
  accountant = await hospital.signInStaff('accountant')
  const { me } = await patient.query('{ me { patients { id name } } }')
  patientId = me.patients.find(({ name }: { name: string }) => name === '周建国').id
  slots = await freeSlots(hospital, { atLeast: 6, where: 'main' })
}, 180_000)
afterAll(async () => {
  await hospital?.close()
})

/** Of tomorrow, at the main hospital, one of each clinic. */
const BILLS = 'query ($patientId: ID!) { outpatientBills(patientId: $patientId, first: 50) { nodes { id number status title amountFen lines { item category quantity priceFen amountFen } receiptNumber guide order { id } } } }'
interface Bill { id: string; number: string; status: string; amountFen: number; receiptNumber: string | null; guide: string | null; order: { id: string } | null; lines: { quantity: number; priceFen: number; amountFen: number }[] }
const billsOf = async (client = patient): Promise<Bill[]> => (await client.query(BILLS, { patientId })).outpatientBills.nodes
const billOf = async (number: string): Promise<Bill> => (await billsOf()).find((bill) => bill.number === number)!

/** A bill that the HIS has just written for 周建国: its own id, and as the page sees it. */
async function issued(body: object = {}): Promise<Bill & { hisId: string }> {
  const invoice = await hospital.sandbox.control('his/bills', { idCard: ID_CARD, ...body })
  return { ...(await billOf(invoice.identifier[0].value)), hisId: invoice.id }
}

const ORDER_BILLS = 'mutation ($input: OrderBillsInput!) { orderBills(input: $input) { id status amountFen kind } }'
const sumOf = (bills: Bill[]) => bills.reduce((sum, { amountFen }) => sum + amountFen, 0)
const inputOf = (...bills: Bill[]) => ({ input: { billIds: bills.map(({ id }) => id), expectedFen: sumOf(bills) } })
const ordered = async (...bills: Bill[]): Promise<string[]> => (await patient.mutate(ORDER_BILLS, inputOf(...bills))).orderBills.map(({ id }: { id: string }) => id)
const START = 'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { id number amountFen allocations { amountFen order { id } } } }'
const paymentInput = (orderIds: string[]) => ({ input: { orderIds, method: 'WECHAT_H5', returnUrl: 'http://app.test/pay/return' } })
const startPayment = async (orderIds: string[]) => (await patient.mutate(START, paymentInput(orderIds))).startPayment
const ORDER = 'query ($id: ID!) { order(id: $id) { status amountFen refundedFen refundableFen refundObstacle refunds { status amountFen cause reason } refundRequests { id status amountFen answer } payments { id status } } }'
const orderOf = async (id: string, client = patient) => (await client.query(ORDER, { id })).order

/** Refunds arrive at the payer some time after they were asked for, and HIS is told again after a while. Looked at beside the gateway, which would mind being asked so often. */
const inTime = (look: () => Promise<boolean>) => until(async () => {
  const found = await look()
  if (!found) await hospital.advance(MINUTE / 6)
  return found
}, 20_000)
const statusIn = async (table: string, column: string, value: string): Promise<string | undefined> => (await hospital.sql.unsafe(`select status::text from ${table} where ${column} = $1`, [value]))[0]?.status
const becomes = (orderId: string, status: string) => inTime(async () => (await statusIn('finance."order"', 'id', orderId)) === status)
const billBecomes = (number: string, status: string) => inTime(async () => (await statusIn('finance.outpatient_bill', 'number', number)) === status)
const appointmentBecomes = (id: string, status: string) => inTime(async () => (await statusIn('clinical.appointment', 'id', id)) === status)
const told = (event: string) => until(async () => (await hospital.sql`select 1 from platform.message where event = ${event}`).length > 0)
const settlementsOf = async (hisId: string) => ((await hospital.sandbox.control('his/receipts')) as { request: { reference: string } }[]).filter(({ request }) => request.reference === `Invoice/${hisId}`)

async function paid(...bills: Bill[]): Promise<string[]> {
  const orderIds = await ordered(...bills)
  await hospital.sandbox.pay((await startPayment(orderIds)).number)
  for (const { number } of bills) await billBecomes(number, 'SETTLED')
  return orderIds
}

describe('[B1-04] outpatient bills', () => {
  it('[B1-04] are read from HIS by person, with lines that add up to the fen; a stranger finds none', async () => {
    const bills = await billsOf()
    expect(bills.length).toBeGreaterThanOrEqual(2)
    for (const { amountFen, lines } of bills) expect(lines.reduce((sum, line) => sum + line.quantity * line.priceFen, 0)).toBe(amountFen)
    expect(await stranger.refused(BILLS, { patientId })).toBe('NOT_FOUND')
    const { outpatientBill } = await stranger.query('query ($id: ID!) { outpatientBill(id: $id) { id } }', { id: bills[0]!.id })
    expect(outpatientBill).toBeNull()
    expect(await stranger.refused(ORDER_BILLS, inputOf(bills[0]!))).toBe('NOT_FOUND')
  })

  it('[B1-04] paid here is settled in HIS once, with a receipt and where to go next, and the patient is told', async () => {
    const bill = await issued()
    const [orderId] = await paid(bill)
    expect(await billOf(bill.number)).toMatchObject({ status: 'SETTLED', receiptNumber: expect.stringMatching(/^SJ/), guide: expect.stringContaining('检验科') })
    await becomes(orderId!, 'FULFILLED')
    expect(await settlementsOf(bill.hisId)).toHaveLength(1)
    await told('bill.settled')
    expect(await patient.refused(ORDER_BILLS, inputOf(bill))).toBe('BILL_NOT_PAYABLE')
    await expectSoundLedger(hospital)
  })

  it('[B1-04] an HIS that took the money and did not answer, or was away, has it once', async () => {
    const bill = await issued()
    const [orderId] = await ordered(bill)
    const { number } = await startPayment([orderId!])
    await hospital.sandbox.break('his', { mode: 'commit-then-timeout', times: 1 })
    await hospital.sandbox.pay(number)
    await until(async () => (await settlementsOf(bill.hisId)).length === 1, 20_000)
    await hospital.sandbox.break('his', { mode: 'down' })
    await hospital.advance(5 * MINUTE)
    await hospital.sandbox.heal()
    await billBecomes(bill.number, 'SETTLED')
    expect(await settlementsOf(bill.hisId)).toHaveLength(1)
    expect(await orderOf(orderId!)).toMatchObject({ refunds: [] })
  }, 90_000)

  it('[B1-04] paid at the counter meanwhile: what was paid here goes back by itself, and the patient is told why', async () => {
    const bill = await issued()
    const [orderId] = await ordered(bill)
    const { number } = await startPayment([orderId!])
    await hospital.sandbox.control(`his/bills/${bill.hisId}/pay`, {})
    await hospital.sandbox.pay(number)
    await becomes(orderId!, 'REFUNDED')
    expect(await orderOf(orderId!)).toMatchObject({ refundedFen: bill.amountFen, refunds: [{ status: 'SUCCEEDED', cause: 'WITHDRAWN', reason: '该账单已在窗口缴费' }] })
    expect((await billOf(bill.number)).status).toBe('PAID_AT_COUNTER')
    await told('bill.refused')
    await expectSoundLedger(hospital)
  })

  it('[B1-04] a bill that was paid, cancelled or changed at the hospital is not ordered at the sum the page showed', async () => {
    const [counter, cancelled, changed] = [await issued(), await issued(), await issued()]
    await hospital.sandbox.control(`his/bills/${counter.hisId}/pay`, {})
    await hospital.sandbox.control(`his/bills/${cancelled.hisId}/cancel`, {})
    expect(await patient.refused(ORDER_BILLS, inputOf(counter))).toBe('BILL_NOT_PAYABLE')
    expect(await patient.refused(ORDER_BILLS, inputOf(cancelled))).toBe('BILL_NOT_PAYABLE')
    const [before] = await ordered(changed)
    await hospital.sandbox.control(`his/bills/${changed.hisId}/revise`, { extraFen: 300 })
    expect(await patient.refused(ORDER_BILLS, inputOf(changed))).toBe('BILL_CHANGED')
    expect((await orderOf(before!)).status).toBe('CANCELLED')
    const [after] = await ordered(await billOf(changed.number))
    expect(await orderOf(after!)).toMatchObject({ status: 'OPEN', amountFen: changed.amountFen + 300 })
    await hospital.sandbox.break('his', { mode: 'down' })
    expect(await patient.refused(ORDER_BILLS, inputOf(await billOf(changed.number)))).toBe('HIS_UNAVAILABLE')
    await hospital.sandbox.heal()
  })

  it('[B1-04] two phones at once make one order and one payment; given up, the bill can be paid again', async () => {
    const bill = await issued()
    const made = await Promise.all([1, 2, 3].map(() => ordered(bill)))
    const [orderId] = made[0]!
    expect(new Set(made.flat()).size).toBe(1)
    const payments = await Promise.all([1, 2].map(() => startPayment([orderId!])))
    expect(new Set(payments.map(({ id }) => id)).size).toBe(1)
    await patient.mutate('mutation ($id: ID!) { cancelOrder(id: $id) { status } }', { id: orderId })
    await billBecomes(bill.number, 'UNPAID')
    const [again] = await ordered(bill)
    expect(again).not.toBe(orderId)
  })
})

describe('[B1-05] paying together', () => {
  it('[B1-05] bills and the hold of a registration go in one payment whose parts sum to the fen; each is delivered for itself', async () => {
    const [one, two, held] = [await issued(), await issued({ title: '西药处方' }), await holdSlot(patient, slots.shift()!.id, patientId)]
    const orderIds = [...(await ordered(one, two)), held.orderId]
    const [payment, doubled] = await Promise.all([startPayment(orderIds), startPayment(orderIds)])
    expect(doubled.id).toBe(payment.id)
    expect(payment.allocations.reduce((sum: number, { amountFen }: { amountFen: number }) => sum + amountFen, 0)).toBe(payment.amountFen)
    await hospital.sandbox.pay(payment.number)
    await billBecomes(one.number, 'SETTLED')
    await billBecomes(two.number, 'SETTLED')
    await appointmentBecomes(held.id, 'BOOKED')
    // One part alone, and of it no more than its own.
    const [first] = orderIds
    const refund = 'mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { id } }'
    expect(await accountant.refused(refund, { input: { orderId: first, amountFen: one.amountFen + 1, reason: '多退', clientKey: 'too-much-of-it' } })).toBe('REFUND_TOO_MUCH')
    await accountant.mutate(refund, { input: { orderId: first, amountFen: 1_000, reason: '少做一项', clientKey: 'one-part-alone' } })
    await becomes(first!, 'PARTLY_REFUNDED')
    expect(await orderOf(orderIds[1]!)).toMatchObject({ refundedFen: 0 })
    expect(await orderOf(held.orderId)).toMatchObject({ refundedFen: 0 })
    await expectSoundLedger(hospital)
  }, 90_000)

  it('[B1-05] the part of an order that died meanwhile goes back by itself, and the others stand', async () => {
    const [bill, held] = [await issued(), await holdSlot(patient, slots.shift()!.id, patientId)]
    const [orderId] = await ordered(bill)
    const { number } = await startPayment([orderId!, held.orderId])
    await hospital.sandbox.control(`pay/${number}`, { silent: true })
    await hospital.sandbox.break('wechatpay', { mode: 'down' })
    await hospital.advance(16 * MINUTE)
    await inTime(async () => ['EXPIRED', 'CANCELLED'].includes((await statusIn('finance."order"', 'id', held.orderId))!))
    await hospital.sandbox.heal()
    await billBecomes(bill.number, 'SETTLED')
    await inTime(async () => (await statusIn('finance.refund', 'order_id', held.orderId)) === 'SUCCEEDED')
    expect(await orderOf(held.orderId)).toMatchObject({ refunds: [{ cause: 'SURPLUS' }] })
    expect(await orderOf(orderId!)).toMatchObject({ refundedFen: 0 })
    await expectSoundLedger(hospital)
  }, 90_000)

  it('[B1-05] money of two institutions, a foreign order and a dead one are refused', async () => {
    const [main, east, dead] = [await issued(), await issued({ site: 'east' }), await issued()]
    const [one, other, gone] = [...(await ordered(main)), ...(await ordered(east)), ...(await ordered(dead))]
    expect(await patient.refused(START, paymentInput([one!, other!]))).toBe('ORDERS_APART')
    expect(await stranger.refused(START, paymentInput([one!]))).toBe('NOT_FOUND')
    await patient.mutate('mutation ($id: ID!) { cancelOrder(id: $id) { status } }', { id: gone })
    expect(await patient.refused(START, paymentInput([one!, gone!]))).toBe('ORDER_NOT_PAYABLE')
  })
})

describe('[C5-03] refunds that patients ask for', () => {
  const ASK = 'mutation ($input: AskRefundInput!) { askRefund(input: $input) { id status amountFen } }'
  const APPROVE = 'mutation ($input: ApproveRefundRequestInput!) { approveRefundRequest(input: $input) { id status refund { id } } }'
  const REFUSE = 'mutation ($input: RefuseRefundRequestInput!) { refuseRefundRequest(input: $input) { id status answer } }'
  const ask = async (orderId: string, reason = 'NOT_SERVED') => (await patient.mutate(ASK, { input: { orderId, reason } })).askRefund

  it('[C5-03] a person approves: once however often it is clicked, money back by the way it came, with an entry in the log', async () => {
    const bill = await issued()
    const [orderId] = await paid(bill)
    await becomes(orderId!, 'FULFILLED')
    const asked = await ask(orderId!)
    expect(asked).toMatchObject({ status: 'PENDING', amountFen: bill.amountFen })
    expect((await ask(orderId!)).id).toBe(asked.id)
    const found = await accountant.query('{ refundRequests(filter: { status: [PENDING], kind: OUTPATIENT_BILL }) { nodes { id order { number } availableActions } } }')
    expect(found.refundRequests.nodes).toContainEqual(expect.objectContaining({ id: asked.id, availableActions: ['approveRefundRequest', 'refuseRefundRequest'] }))
    const input = { id: asked.id, amountFen: bill.amountFen }
    expect(await accountant.refused(APPROVE, { input: { ...input, amountFen: bill.amountFen + 1 } })).toBe('REFUND_TOO_MUCH')
    const clicks = await Promise.all([1, 2, 3].map(() => accountant.mutate(APPROVE, { input })))
    expect(new Set(clicks.map(({ approveRefundRequest }) => approveRefundRequest.status))).toEqual(new Set(['APPROVED']))
    await becomes(orderId!, 'REFUNDED')
    expect(await orderOf(orderId!)).toMatchObject({ refunds: [{ status: 'SUCCEEDED', cause: 'REQUESTED', amountFen: bill.amountFen }], refundRequests: [{ status: 'COMPLETED' }] })
    expect((await billOf(bill.number)).status).toBe('REFUNDED')
    const administrator = await hospital.signInStaff('admin')
    await until(async () => (await administrator.query('{ auditEntries(filter: { action: "refund-request.approve" }) { nodes { subjectId } } }')).auditEntries.nodes.some(({ subjectId }: { subjectId: string }) => subjectId === asked.id))
    await expectSoundLedger(hospital)
  }, 90_000)

  it('[C5-03] a person refuses with a reason, which the patient reads; an own request is taken back; a stranger has no part in it', async () => {
    const [orderId] = await paid(await issued())
    await becomes(orderId!, 'FULFILLED')
    expect(await stranger.refused(ASK, { input: { orderId, reason: 'NOT_NEEDED' } })).toBe('NOT_FOUND')
    expect(await patient.refused(ASK, { input: { orderId, reason: 'OTHER' } })).toBe('INVALID_INPUT')
    const first = await ask(orderId!)
    expect(await stranger.refused('mutation ($id: ID!) { withdrawRefundRequest(id: $id) { id } }', { id: first.id })).toBe('NOT_FOUND')
    expect((await patient.mutate('mutation ($id: ID!) { withdrawRefundRequest(id: $id) { status } }', { id: first.id })).withdrawRefundRequest.status).toBe('WITHDRAWN')
    expect(await accountant.refused(APPROVE, { input: { id: first.id, amountFen: 1 } })).toBe('WRONG_STATE')
    const second = await ask(orderId!)
    expect(await patient.refused(REFUSE, { input: { id: second.id, answer: '自己' } })).toBe('FORBIDDEN')
    expect(await accountant.refused(REFUSE, { input: { id: second.id, answer: ' ' } })).toBe('INVALID_INPUT')
    await accountant.mutate(REFUSE, { input: { id: second.id, answer: '药品已经发出' } })
    expect((await orderOf(orderId!)).refundRequests[0]).toMatchObject({ status: 'REFUSED', answer: '药品已经发出' })
    await told('refund.refused')
  }, 90_000)

  it('[C5-03] the rule decides: a registration of tomorrow goes back by itself, what is too late or not online is refused', async () => {
    const held = await holdSlot(patient, slots.shift()!.id, patientId)
    await hospital.sandbox.pay((await startPayment([held.orderId])).number)
    await appointmentBecomes(held.id, 'BOOKED')
    expect((await ask(held.orderId, 'NOT_NEEDED')).status).toBe('APPROVED')
    await becomes(held.orderId, 'REFUNDED')
    await appointmentBecomes(held.id, 'CANCELLED')
    const [orderId] = await paid(await issued())
    await becomes(orderId!, 'FULFILLED')
    await hospital.advance(8 * 86_400_000)
    const later = await hospital.signInPatient('13800000001')
    expect(await later.refused(ASK, { input: { orderId, reason: 'NOT_NEEDED' } })).toBe('REFUND_TOO_LATE')
    expect((await orderOf(orderId!, later)).refundObstacle).toContain('已超过在线退费的时间')
  }, 120_000)
})
