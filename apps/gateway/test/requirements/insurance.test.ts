import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freeSlots, holdSlot, type FreeSlot } from '../booking.ts'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'
import { expectSoundLedger } from '../sound-ledger.ts'

let hospital: TestHospital
let patient: TestClient
let stranger: TestClient
let accountant: TestClient
let person: { id: string; name: string }
let uninsured: { id: string; name: string } | undefined
let slots: FreeSlot[]

/** Of the demonstration family, who are insured. */
const ID_CARDS: Record<string, string> = { 周文静: '330109198503126226', 周小雨: '330109201809087244' }

beforeAll(async () => {
  hospital = await openSeededHospital()
  patient = await hospital.signInPatient('13800000001')
  stranger = await hospital.signInPatient('13911112222')
  accountant = await hospital.signInStaff('accountant')
  const { me } = await patient.query('{ me { patients { id name cards { kind } } } }')
  const holds = ({ cards }: { cards: { kind: string }[] }) => cards.some(({ kind }) => kind === 'INSURANCE')
  person = me.patients.find(holds)
  uninsured = me.patients.find((one: { cards: { kind: string }[] }) => !holds(one))
  slots = await freeSlots(hospital, { atLeast: 14, where: 'main' })
}, 180_000)
afterAll(async () => {
  await hospital?.close()
})

const hold = (patientId = person.id) => holdSlot(patient, slots.shift()!.id, patientId)
const SPLIT = 'id status totalFen fundFen accountFen cashFen goodUntil reversedAt payment { id status amountFen }'
const voucher = async (name = person.name): Promise<string> => (await hospital.sandbox.control('insurance/vouchers', { name })).ecToken
const preSettle = async (orderId: string, ecToken?: string) =>
  (await patient.mutate(`mutation ($orderId: ID!, $ecToken: String!) { preSettleInsurance(orderId: $orderId, ecToken: $ecToken) { ${SPLIT} } }`, { orderId, ecToken: ecToken ?? await voucher() })).preSettleInsurance
const settle = async (settlementId: string) => (await patient.mutate('mutation ($id: ID!) { payByInsurance(settlementId: $id) { id number status amountFen } }', { id: settlementId })).payByInsurance
const codeOf = async (sent: Promise<{ errors?: { extensions?: { code?: string } }[] }>) => (await sent).errors?.[0]?.extensions?.code
const tryPreSettle = (orderId: string, ecToken: string, client = patient) => codeOf(client.send('mutation ($orderId: ID!, $ecToken: String!) { preSettleInsurance(orderId: $orderId, ecToken: $ecToken) { id } }', { orderId, ecToken }))
const trySettle = (id: string, client = patient) => codeOf(client.send('mutation ($id: ID!) { payByInsurance(settlementId: $id) { id } }', { id }))
const startPayment = async (orderId: string, method = 'WECHAT_H5'): Promise<{ id: string; number: string; amountFen: number; status: string }> =>
  (await patient.mutate('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { id number amountFen status } }', { input: { orderIds: [orderId], method, returnUrl: 'http://app.test/pay/return' } })).startPayment
const orderOf = async (id: string) =>
  (await patient.query(`query ($id: ID!) { order(id: $id) { status amountFen refundedFen insurance { ${SPLIT} } payments { id method status amountFen } refunds { status amountFen payment { method } } } }`, { id })).order
const becomes = (orderId: string, status: string) => until(async () => (await orderOf(orderId)).status === status, 30_000)
const isReversed = (orderId: string) => until(async () => (await orderOf(orderId)).insurance?.reversedAt !== null, 30_000)
const orderAtInsurer = async (): Promise<{ state: string; fundFen: number }> => (await hospital.sandbox.control('insurance/orders'))[0]

async function paidWith(orderId: string) {
  const split = await preSettle(orderId)
  await settle(split.id)
  const cash = await startPayment(orderId)
  await hospital.sandbox.pay(cash.number)
  await until(async () => ['PAID', 'FULFILLED'].includes((await orderOf(orderId)).status), 30_000)
  return { split, cash }
}

const entriesOf = (orderId: string) => hospital.sql<{ account: string; fen: string }[]>`
  select account::text, sum(debit_fen - credit_fen)::text as fen from finance.ledger_entry e
  where e.payment_id in (select payment_id from finance.allocation where order_id = ${orderId}) group by 1 having sum(debit_fen - credit_fen) <> 0 order by 1`

describe('[A3-07] [C5-04] paying by medical insurance', () => {
  it('[A3-07] [C5-04] shows fund, account and cash before, settles, and takes only the rest in cash; every leg is in the ledger to the fen', async () => {
    const { orderId } = await hold()
    const { order, paymentMethods } = await patient.query('query ($id: ID!) { order(id: $id) { amountFen } paymentMethods(orderIds: [$id]) }', { id: orderId })
    expect(paymentMethods).toContain('INSURANCE')
    const split = await preSettle(orderId)
    expect(split).toMatchObject({ status: 'PRESETTLED', totalFen: order.amountFen, payment: null })
    expect(split.fundFen + split.accountFen + split.cashFen).toBe(split.totalFen)
    expect(Math.min(split.fundFen, split.accountFen, split.cashFen)).toBeGreaterThan(0)
    expect(await settle(split.id)).toMatchObject({ status: 'SUCCEEDED', amountFen: split.fundFen + split.accountFen })
    expect(await orderOf(orderId)).toMatchObject({ status: 'OPEN', insurance: { status: 'SETTLED' } })
    expect(await settle(split.id)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await tryPreSettle(orderId, await voucher())).toBe('INSURANCE_SETTLED')
    const cash = await startPayment(orderId)
    expect(cash.amountFen).toBe(split.cashFen)
    await hospital.sandbox.pay(cash.number)
    await becomes(orderId, 'PAID')
    expect(await entriesOf(orderId)).toEqual([
      { account: 'CHANNEL_WECHAT', fen: String(split.cashFen) }, { account: 'INSURANCE_ACCOUNT', fen: String(split.accountFen) },
      { account: 'INSURANCE_FUND', fen: String(split.fundFen) }, { account: 'ORDER_LIABILITY', fen: String(-split.totalFen) },
    ])
    await expectSoundLedger(hospital)
  })

  it('[A3-07] needs no second way where nothing is left in cash', async () => {
    await hospital.sandbox.control('insurance/table', { accountPercent: 100 })
    const { orderId } = await hold()
    const split = await preSettle(orderId)
    expect(split.cashFen).toBe(0)
    await settle(split.id)
    await becomes(orderId, 'PAID')
    await hospital.sandbox.control('insurance/table', { accountPercent: 50 })
    await expectSoundLedger(hospital)
  })

  it('[C5-04] gives both legs back when a paid registration is cancelled', async () => {
    const { id, orderId } = await hold()
    const { split, cash } = await paidWith(orderId)
    await until(async () => (await patient.query('query ($id: ID!) { appointment(id: $id) { status } }', { id })).appointment.status === 'BOOKED', 30_000)
    await patient.mutate('mutation ($id: ID!) { cancelAppointment(id: $id, reason: "临时有事") { id } }', { id })
    await becomes(orderId, 'REFUNDED')
    const { refunds, insurance, refundedFen } = await orderOf(orderId)
    expect(refunds.map(({ amountFen, status, payment }: { amountFen: number; status: string; payment: { method: string } }) => [payment.method, amountFen, status]).sort()).toEqual([
      ['INSURANCE', split.fundFen + split.accountFen, 'SUCCEEDED'], ['WECHAT_H5', cash.amountFen, 'SUCCEEDED'],
    ])
    expect({ status: insurance.status, refundedFen }).toEqual({ status: 'REVERSED', refundedFen: split.totalFen })
    expect((await orderAtInsurer()).state).toBe('REFUNDED')
    await expectSoundLedger(hospital)
  })

  it('[C5-04] refunds such an order as a whole only, and a doubled click once', async () => {
    const { orderId } = await hold()
    const { split } = await paidWith(orderId)
    const refund = (amountFen: number, clientKey: string) => accountant.send('mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { id } }', { input: { orderId, amountFen, reason: '医生停诊', clientKey } })
    expect(await codeOf(refund(100, 'part-of-it'))).toBe('REFUND_INSURED_WHOLE')
    expect(await codeOf(refund(split.totalFen, 'the-whole-of-it'))).toBeUndefined()
    expect(await codeOf(refund(split.totalFen, 'the-whole-of-it'))).toBeUndefined()
    await becomes(orderId, 'REFUNDED')
    expect((await orderOf(orderId)).refunds).toHaveLength(2)
    await expectSoundLedger(hospital)
  })
})

describe('[A3-02] [A3-07] where insurance is offered', () => {
  const offered = async (...ids: string[]) => (await patient.query('query ($ids: [ID!]!) { paymentMethods(orderIds: $ids) }', { ids })).paymentMethods
  const rule = async (methods: string[], version?: number) =>
    (await accountant.mutate('mutation ($input: SavePaymentOfferRuleInput!) { savePaymentOfferRule(input: $input) { id version } }', { input: { business: 'REGISTRATION', methods, version } })).savePaymentOfferRule

  it('[A3-02] [A3-07] is what the rule says, without an account, and for one order at a time', async () => {
    const [one, other] = [await hold(), await hold()]
    expect(await offered(one.orderId)).toEqual(expect.arrayContaining(['HOSPITAL_CARD', 'INSURANCE']))
    const together = await offered(one.orderId, other.orderId)
    expect(together).toContain('HOSPITAL_CARD')
    expect(together).not.toContain('INSURANCE')
    const told = await preSettle(other.orderId)
    const { id, version } = await rule(['WECHAT_H5'])
    expect(await offered(one.orderId)).toEqual(['WECHAT_H5'])
    expect(await tryPreSettle(one.orderId, await voucher())).toBe('PAYMENT_METHOD')
    expect(await trySettle(told.id)).toBe('PAYMENT_METHOD')
    await rule(['INSURANCE'], version)
    expect(await offered(one.orderId)).toEqual(['INSURANCE'])
    await preSettle(one.orderId)
    await accountant.mutate('mutation ($id: ID!) { deletePaymentOfferRule(id: $id) }', { id })
    for (const { orderId } of [one, other]) await patient.mutate('mutation ($id: ID!) { cancelOrder(id: $id) { status } }', { id: orderId })
  })

  it('[A3-07] [B1-04] pays an outpatient bill: the HIS is told once both parts are there, and of the refund of both as one sum', async () => {
    const { identifier: [{ value: number }] } = await hospital.sandbox.control('his/bills', { idCard: ID_CARDS[person.name] })
    const { outpatientBills } = await patient.query('query ($id: ID!) { outpatientBills(patientId: $id, first: 50) { nodes { id number amountFen } } }', { id: person.id })
    const bill = outpatientBills.nodes.find((one: { number: string }) => one.number === number)
    const { orderBills: [{ id: orderId }] } = await patient.mutate('mutation ($input: OrderBillsInput!) { orderBills(input: $input) { id } }', { input: { billIds: [bill.id], expectedFen: bill.amountFen } })
    await paidWith(orderId)
    const billStatus = async () => (await patient.query('query ($id: ID!) { outpatientBill(id: $id) { status } }', { id: bill.id })).outpatientBill.status
    await until(async () => (await billStatus()) === 'SETTLED', 20_000)
    await becomes(orderId, 'FULFILLED')
    await expectSoundLedger(hospital)
    await accountant.mutate('mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { id } }', { input: { orderId, amountFen: bill.amountFen, reason: '检查未做', clientKey: 'insured-bill-back' } })
    await until(async () => { await hospital.advance(10_000); return (await orderOf(orderId)).status === 'REFUNDED' }, 30_000)
    expect((await orderOf(orderId)).refunds.map(({ payment: { method }, status }: { payment: { method: string }; status: string }) => `${method} ${status}`).sort()).toEqual(['INSURANCE SUCCEEDED', 'WECHAT_H5 SUCCEEDED'])
    const told = await hospital.sql<{ told_as: string; fen: string }[]>`select told_as, sum(amount_fen)::text as fen from finance.refund where order_id = ${orderId} and told_at is not null group by 1`
    expect(told.map(({ fen }) => Number(fen))).toEqual([bill.amountFen])
    expect((await hospital.sandbox.connectors.his.findRefund(told[0]!.told_as))?.amountFen).toBe(bill.amountFen)
    await expectSoundLedger(hospital)
  }, 90_000)
})

describe('[A3-07] [C5-04] reversal by itself', () => {
  it('[C5-04] reverses the settlement when the cash part fails, and the order can be paid anew', async () => {
    const { orderId } = await hold()
    const split = await preSettle(orderId)
    await settle(split.id)
    const cash = await startPayment(orderId)
    await hospital.sandbox.control(`fail/${cash.number}`, {})
    await patient.mutate('mutation ($id: ID!) { refreshPayment(id: $id) { status } }', { id: cash.id })
    expect((await orderOf(orderId)).insurance.status).toBe('REVERSED')
    await isReversed(orderId)
    expect((await orderAtInsurer()).state).toBe('REFUNDED')
    expect((await startPayment(orderId)).amountFen).toBe(split.totalFen)
    await expectSoundLedger(hospital)
  })

  it('[C5-04] reverses the settlement of an order that is given up', async () => {
    const { orderId } = await hold()
    await settle((await preSettle(orderId)).id)
    await patient.mutate('mutation ($id: ID!) { cancelOrder(id: $id) { status } }', { id: orderId })
    await isReversed(orderId)
    await expectSoundLedger(hospital)
  })

  it('[A3-07] looks an answer up that got lost: settled once, never guessed', async () => {
    const { orderId } = await hold()
    const split = await preSettle(orderId)
    await hospital.sandbox.break('insurance', { mode: 'commit-then-timeout', times: 1 })
    expect(await settle(split.id)).toMatchObject({ status: 'SUCCEEDED' })
    await hospital.sandbox.heal()
    expect((await orderOf(orderId)).insurance.status).toBe('SETTLED')
    expect(await orderAtInsurer()).toMatchObject({ state: 'SETTLED', fundFen: split.fundFen })
    await patient.mutate('mutation ($id: ID!) { cancelOrder(id: $id) { status } }', { id: orderId })
    await isReversed(orderId)
  }, 60_000)

  it('[A3-07] revokes at the insurer what is not settled when the payer takes another way', async () => {
    const { orderId } = await hold()
    const split = await preSettle(orderId)
    await hospital.sandbox.break('insurance', { mode: 'down' })
    expect(await trySettle(split.id)).toBe('INSURANCE_UNAVAILABLE')
    await hospital.sandbox.heal()
    await until(async () => (await startPayment(orderId).catch(() => null))?.amountFen === split.totalFen, 20_000)
    expect((await orderAtInsurer()).state).toBe('REVOKED')
    expect((await orderOf(orderId)).insurance.status).toBe('FAILED')
    await patient.mutate('mutation ($id: ID!) { cancelOrder(id: $id) { status } }', { id: orderId })
  }, 60_000)
})

describe('[A3-07] refusals', () => {
  it('[A3-07] says what stands in the way, and moves no money', async () => {
    const { orderId } = await hold()
    const expired = (await hospital.sandbox.control('insurance/vouchers', { name: person.name, expired: true })).ecToken
    expect(await tryPreSettle(orderId, expired)).toBe('INSURANCE_VOUCHER_EXPIRED')
    expect(await tryPreSettle(orderId, await voucher('孙晓东').catch(() => voucher('赵国栋')))).toBe('INSURANCE_PERSON')
    expect(await tryPreSettle(orderId, await voucher(), stranger)).toBe('NOT_FOUND')
    await hospital.sandbox.control('insurance/answers', { call: '6201', bizCode: 'SPLIT' })
    expect(await tryPreSettle(orderId, await voucher())).toBe('INSURANCE_UNAVAILABLE')
    const split = await preSettle(orderId)
    expect(await trySettle(split.id, stranger)).toBe('NOT_FOUND')
    await hospital.sandbox.control('insurance/answers', { call: '6202', bizCode: '4006' })
    expect(await trySettle(split.id)).toBe('INSURANCE_REFUSED')
    expect(await trySettle(split.id)).toBe('INSURANCE_PRESETTLEMENT_EXPIRED')
    const again = await preSettle(orderId)
    await hospital.sql`update finance.insurance_settlement set total_fen = total_fen + 100, cash_fen = cash_fen + 100 where id = ${again.id}`
    expect(await trySettle(again.id)).toBe('INSURANCE_AMOUNT_CHANGED')
    expect((await orderOf(orderId)).payments.every(({ status }: { status: string }) => status !== 'SUCCEEDED')).toBe(true)
    expect(await codeOf(patient.send('{ insuranceVoucherUrl(returnUrl: "http://elsewhere.test/") }'))).toBe('INVALID_INPUT')
    await patient.mutate('mutation ($id: ID!) { cancelOrder(id: $id) { status } }', { id: orderId })
  })

  it('[A3-07] refuses a person without an insurance card, and what insurance does not pay', async () => {
    const { topUpHospitalCard } = await patient.mutate('mutation ($id: ID!) { topUpHospitalCard(patientId: $id, amountFen: 5000) { id } }', { id: person.id })
    expect(await tryPreSettle(topUpHospitalCard.id, await voucher())).toBe('INSURANCE_NOT_COVERED')
    expect(uninsured, 'the seed has a person without insurance').toBeDefined()
    const { orderId } = await hold(uninsured!.id)
    expect(await tryPreSettle(orderId, await voucher())).toBe('INSURANCE_CARD_REQUIRED')
  })

  it('[A3-07] hears the insurer\'s report only where it is signed', async () => {
    const answer = await fetch(`${hospital.url}/callbacks/insurance`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"medOrgOrd":"YB1"}' })
    expect(answer.status).toBe(401)
    await until(async () => ((await hospital.sandbox.control('insurance/notices')) as { state: string }[]).every(({ state }) => state === 'DELIVERED'), 20_000)
  })
})
