import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, hospitalDay, hospitalInstant } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import { administratorViewer, doctorViewer, patientViewer } from '@hospital/subgraph/testing'
import { freeSlots, holdSlot } from '../booking.ts'
import type { TestClient } from '../client.ts'
import { EXPORT, fenIn, sheetOf } from '../exported.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'
import { expectSoundLedger } from '../sound-ledger.ts'

let hospital: TestHospital
let patient: TestClient
let accountant: TestClient
let operator: TestClient
let doctor: TestClient
let patientId: string
/** The day of the payments, and the day after, on which more goes back. */
let first: string
let second: string
let bought: Order[]

const MINUTE = 60_000

interface Order { id: string; number: string; amountFen: number; kind: string; institution: { id: string; name: string }; department: { id: string; name: string }; practitioner: { id: string; name: string } | null; payments: { id: string; number: string; channelTransactionId: string | null }[] }
interface Money { paidFen: number; refundedFen: number; netFen: number; payments: number; refunds: number }

const ORDER = 'query ($id: ID!) { order(id: $id) { id number status amountFen kind institution { id name } department { id name } practitioner { id name } payments { id number channelTransactionId } } }'
const ORDERS = 'query ($filter: OrderFilter, $first: Int) { orders(filter: $filter, first: $first) { totalCount nodes { id } } }'
const PAYMENTS = 'query ($filter: PaymentFilter) { payments(filter: $filter, first: 50) { totalCount nodes { id } } }'
const TOTALS = 'query ($filter: PaymentFilter) { paymentTotals(filter: $filter) { paidFen refundedFen netFen payments refunds } }'
const FIGURES = 'key paidFen refundedFen netFen earnedFen payments refunds'
const REPORT = `query ($filter: IncomeFilter!) { incomeReport(filter: $filter) { total { ${FIGURES} } periods { ${FIGURES} } kinds { ${FIGURES} } departments { ${FIGURES} department { id name } } practitioners { ${FIGURES} practitioner { id name } } } }`

beforeAll(async () => {
  hospital = await openSeededHospital()
  patient = await hospital.signInPatient('13800000001')
  accountant = await hospital.signInStaff('accountant')
  const { me } = await patient.query('{ me { patients { id name } } }')
  patientId = me.patients.find(({ name }: { name: string }) => name === '周建国').id
  first = hospitalDay(hospital.clock.now())
  second = addDays(first, 1)
  await tellTheStory()
}, 300_000)
afterAll(async () => {
  await hospital?.close()
})

/** Two orders in one payment and a third by itself; a part of the first goes back the same day, the third by and by the day after, when the first has been delivered. */
async function tellTheStory(): Promise<void> {
  const held: string[] = []
  for (const { id } of (await freeSlots(hospital, { atLeast: 3, daysAhead: 2, aboveFen: 200, where: 'each' })).slice(0, 3)) held.push((await holdSlot(patient, id, patientId)).orderId)
  const [one, two, three] = held as [string, string, string]
  await pay([one, two])
  await pay([three])
  await refund(one, 101)
  await hospital.advance(hospitalInstant(second, '00:30').getTime() - hospital.clock.now().getTime())
  // Sessions of the day before have ended.
  ;[accountant, operator, doctor, patient] = await Promise.all([administratorViewer('ACCOUNTANT'), administratorViewer('OPERATOR'), doctorViewer(), patientViewer()].map((viewer) => hospital.as(viewer))) as [TestClient, TestClient, TestClient, TestClient]
  await refund(three, 7)
  await deliver(one)
  bought = await Promise.all([one, two, three].map(orderOf))
}

const orderOf = async (id: string): Promise<Order & { status: string }> => (await accountant.query(ORDER, { id })).order

async function pay(orderIds: string[]): Promise<void> {
  const { startPayment } = await patient.mutate('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number } }', { input: { orderIds, method: 'WECHAT_NATIVE' } })
  await hospital.sandbox.pay(startPayment.number)
  for (const id of orderIds) await until(async () => (await orderOf(id)).status === 'PAID', 20_000)
}

async function refund(orderId: string, amountFen: number): Promise<void> {
  await accountant.mutate('mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { id } }', { input: { orderId, amountFen, reason: '多收', clientKey: newId() } })
  await until(async () => {
    await hospital.advance(MINUTE / 4)
    return (await orderOf(orderId)).status === 'PARTLY_REFUNDED'
  }, 30_000)
}

/** As clinical tells it at the end of a visit. */
async function deliver(orderId: string): Promise<void> {
  const data = { orderId, subjectType: 'Appointment', subjectId: newId() }
  await hospital.sql`select graphile_worker.add_job('finance.on.subject.delivered', ${JSON.stringify({ id: newId(), event: 'subject.delivered', data })}::text::json)`
  await until(async () => (await accountant.query('query ($id: ID!) { order(id: $id) { deliveredAt } }', { id: orderId })).order.deliveredAt, 20_000)
}

/** What the channel's account of the ledger says of a span of days: read past everything that is tested here. */
async function ledgerOf(from: string, to: string): Promise<Pick<Money, 'paidFen' | 'refundedFen' | 'netFen'>> {
  const [row] = await hospital.sql`select coalesce(sum(debit_fen), 0) as paid, coalesce(sum(credit_fen), 0) as refunded from finance.ledger_entry
    where account = 'CHANNEL_WECHAT' and (at at time zone 'Asia/Shanghai')::date between ${from}::date and ${to}::date`
  return { paidFen: Number(row!.paid), refundedFen: Number(row!.refunded), netFen: Number(row!.paid) - Number(row!.refunded) }
}

const refusal = async (client: TestClient, source: string, filter: object) => (await client.send(source, { filter })).errors?.[0]?.extensions
const totals = async (filter: object): Promise<Money> => (await accountant.query(TOTALS, { filter })).paymentTotals
const report = async (filter: object) => (await accountant.query(REPORT, { filter })).incomeReport

describe('[A3-04] transactions', () => {
  it('their totals are the ledger’s to the fen: of the first day, of the day after with what went back then, and of both', async () => {
    const sums = bought.reduce((sum, { amountFen }) => sum + amountFen, 0)
    expect(await ledgerOf(first, first)).toEqual({ paidFen: sums, refundedFen: 101, netFen: sums - 101 })
    expect(await ledgerOf(second, second)).toEqual({ paidFen: 0, refundedFen: 7, netFen: -7 })
    for (const [bookedFrom, bookedTo] of [[first, first], [second, second], [first, second]] as const) expect(await totals({ bookedFrom, bookedTo })).toMatchObject(await ledgerOf(bookedFrom, bookedTo))
    expect(await totals({ bookedFrom: first, bookedTo: second })).toMatchObject({ payments: 3, refunds: 2 })
    // Added up in the background, they stay what they are.
    await hospital.sql`select graphile_worker.add_job('finance.foldIncome', '{}'::json)`
    await until(async () => (await hospital.sql`select count(*)::int as waiting from finance.income_tally`)[0]!.waiting === 0, 20_000)
    expect(await totals({})).toMatchObject(await ledgerOf(first, second))
  })

  it('the list holds the payments whose money moved on the day, also those of the day before', async () => {
    const [one, , three] = bought
    const on = async (day: string) => (await accountant.query(PAYMENTS, { filter: { bookedFrom: day, bookedTo: day } })).payments.nodes.map(({ id }: { id: string }) => id)
    expect(await on(second)).toEqual([three!.payments[0]!.id])
    expect(new Set(await on(first))).toEqual(new Set([one!.payments[0]!.id, three!.payments[0]!.id]))
  })

  it('are found by the number of the payment, of an order in it, or of the channel, and by business, method, state and department; totals follow the filter', async () => {
    const [one, two] = bought
    const { id, number, channelTransactionId } = two!.payments[0]!
    for (const typed of [number, number.slice(0, 14).toLowerCase(), two!.number, channelTransactionId]) {
      expect((await accountant.query(PAYMENTS, { filter: { number: typed } })).payments.nodes, String(typed)).toContainEqual({ id })
    }
    expect(await totals({ number })).toMatchObject({ paidFen: one!.amountFen + two!.amountFen, refundedFen: 101, payments: 2, refunds: 1 })
    expect(await totals({ number, departmentId: two!.department.id })).toMatchObject({ paidFen: two!.amountFen, refundedFen: 0 })
    expect(await totals({ departmentId: two!.department.id, method: 'WECHAT_NATIVE', kind: 'REGISTRATION', status: ['SUCCEEDED'] })).toMatchObject({ paidFen: two!.amountFen })
    for (const none of [{ status: ['CLOSED'] }, { method: 'WECHAT_H5' }, { kind: 'CONSULTATION' }, { institutionId: newId() }, { departmentId: 'x' }, { number: '%' }]) {
      expect((await accountant.query(PAYMENTS, { filter: none })).payments.totalCount, JSON.stringify(none)).toBe(0)
      expect(await totals(none), JSON.stringify(none)).toEqual({ paidFen: 0, refundedFen: 0, netFen: 0, payments: 0, refunds: 0 })
    }
  })

  it('leave as a workbook whose sums are the ledger’s, of one day and of both', async () => {
    for (const [bookedFrom, bookedTo] of [[first, first], [second, second], [first, second]] as const) {
      const rows = await sheetOf(accountant, 'payments', { bookedFrom, bookedTo }, ['number', 'orders', 'paid', 'returned', 'net'])
      expect({ paidFen: fenIn(rows, '入账收款（元）'), refundedFen: fenIn(rows, '入账退款（元）'), netFen: fenIn(rows, '入账净额（元）') }).toEqual(await ledgerOf(bookedFrom, bookedTo))
    }
  })

  it('are nobody’s but finance’s; a span that ends before it begins is refused', async () => {
    for (const client of [operator, doctor, patient]) {
      expect((await refusal(client, TOTALS, {}))?.code).toBe('FORBIDDEN')
      expect((await client.send(EXPORT, { input: { list: 'payments' } })).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    }
    expect((await refusal(hospital.anonymous, TOTALS, {}))?.code).toBe('UNAUTHENTICATED')
    for (const source of [PAYMENTS, TOTALS]) {
      expect(await refusal(accountant, source, { bookedFrom: second, bookedTo: first })).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'bookedTo' } })
      expect(await refusal(accountant, source, { from: hospitalInstant(second), to: hospitalInstant(first) })).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'to' } })
    }
  })
})

describe('[A3-05] the income report', () => {
  it('equals the ledger, in sum and however it is divided; a refund counts on the day it went back', async () => {
    const both = await report({ from: first, to: second })
    expect(both.total).toMatchObject(await ledgerOf(first, second))
    for (const side of ['periods', 'kinds', 'departments', 'practitioners']) {
      for (const figure of ['paidFen', 'refundedFen', 'netFen', 'earnedFen', 'payments', 'refunds']) {
        expect(both[side].reduce((sum: number, row: Record<string, number>) => sum + row[figure]!, 0), `${side} ${figure}`).toBe(both.total[figure])
      }
    }
    expect(both.periods).toMatchObject([{ key: first, ...(await ledgerOf(first, first)) }, { key: second, ...(await ledgerOf(second, second)) }])
    expect(both.kinds).toMatchObject([{ key: 'REGISTRATION' }])
    expect(new Set(both.departments.map(({ department }: { department: { name: string } }) => department.name))).toEqual(new Set(bought.map(({ department }) => department.name)))
    // Delivered on the second day: what was left of it after the refund of the first.
    expect(both.periods.map(({ earnedFen }: { earnedFen: number }) => earnedFen)).toEqual([0, bought[0]!.amountFen - 101])
    const [revenue] = await hospital.sql`select sum(credit_fen - debit_fen) as earned from finance.ledger_entry where account = 'REVENUE_REGISTRATION'`
    expect(both.total.earnedFen).toBe(Number(revenue!.earned))
    await expectSoundLedger(hospital)
  })

  it('each figure leads to the transactions that add up to it', async () => {
    const { departments, practitioners, kinds, periods } = await report({ from: first, to: second })
    const span = { bookedFrom: first, bookedTo: second }
    const narrowed: [Money, object][] = [
      ...departments.map((row: Money & { key: string }) => [row, { ...span, departmentId: row.key }]), ...practitioners.filter(({ key }: { key: string }) => key !== 'none').map((row: Money & { key: string }) => [row, { ...span, practitionerId: row.key }]),
      ...kinds.map((row: Money & { key: string }) => [row, { ...span, kind: row.key }]), ...periods.map((row: Money & { key: string }) => [row, { bookedFrom: row.key, bookedTo: row.key }]),
    ]
    for (const [{ paidFen, refundedFen, netFen, payments, refunds }, filter] of narrowed) expect(await totals(filter), JSON.stringify(filter)).toEqual({ paidFen, refundedFen, netFen, payments, refunds })
  })

  it('is asked by months, by one department, by one doctor; another institution has nothing', async () => {
    const [one] = bought
    const months = await report({ from: first, to: second, period: 'MONTH' })
    expect(months.periods.map(({ key }: { key: string }) => key)).toEqual([...new Set([first.slice(0, 7), second.slice(0, 7)])])
    expect(months.total).toMatchObject(await ledgerOf(first, second))
    expect((await report({ from: first, to: second, departmentId: one!.department.id })).total).toMatchObject({ paidFen: one!.amountFen, refundedFen: 101 })
    expect((await report({ from: first, to: second, institutionId: newId() })).total).toMatchObject({ paidFen: 0, refundedFen: 0, earnedFen: 0 })
    expect((await report({ from: second, to: second, kind: 'CONSULTATION' })).periods).toMatchObject([{ key: second, paidFen: 0 }])
  })

  it('leaves as a workbook with the names of departments, whose sums are the report’s', async () => {
    const rows = await sheetOf(accountant, 'income', { from: first, to: second }, [])
    expect({ paidFen: fenIn(rows, '收款（元）'), refundedFen: fenIn(rows, '退款（元）'), netFen: fenIn(rows, '净收款（元）') }).toEqual(await ledgerOf(first, second))
    expect(new Set(rows.map((row) => row['科室']))).toEqual(new Set(bought.map(({ department }) => department.name)))
  })

  it('is for accountants and administrators; spans that are wrong or too long are refused', async () => {
    const today = { from: first, to: first }
    for (const client of [operator, doctor, patient]) expect((await refusal(client, REPORT, today))?.code).toBe('FORBIDDEN')
    expect((await refusal(hospital.anonymous, REPORT, today))?.code).toBe('UNAUTHENTICATED')
    const admin = await hospital.signInStaff('admin')
    expect((await admin.query(REPORT, { filter: today })).incomeReport.total.paidFen).toBeGreaterThan(0)
    for (const wrong of [{ from: second, to: first }, { from: first, to: addDays(first, 367) }, { from: first, to: addDays(first, 1_831), period: 'MONTH' }]) {
      expect(await refusal(accountant, REPORT, wrong)).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'to' } })
    }
    expect((await accountant.send(EXPORT, { input: { list: 'income', filter: today } })).errors).toBeUndefined()
    expect((await operator.send(EXPORT, { input: { list: 'income', filter: today } })).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  })
})

describe('[A1-04] orders of every business in one list', () => {
  const found = async (filter: object, client = operator) => (await client.query(ORDERS, { filter, first: 50 })).orders.nodes.map(({ id }: { id: string }) => id)

  it('are narrowed by business, state, place, doctor, person, number, time and amount, and by all at once', async () => {
    const [one, two] = bought
    const cheapest = Math.min(...bought.map(({ amountFen }) => amountFen))
    for (const filter of [
      { departmentId: one!.department.id }, { number: one!.number.toLowerCase() }, { practitionerId: one!.practitioner?.id, number: one!.number }, { status: ['PARTLY_REFUNDED', 'FULFILLED'], departmentId: one!.department.id },
      { kind: 'REGISTRATION', institutionId: one!.institution.id, departmentId: one!.department.id, patientIds: [patientId, newId()], minFen: one!.amountFen, maxFen: one!.amountFen, from: hospitalInstant(first), to: hospitalInstant(second) },
    ]) expect(await found(filter), JSON.stringify(filter)).toEqual([one!.id])
    expect(await found({ status: ['PAID'] })).toEqual([two!.id])
    expect(new Set(await found({ minFen: cheapest }))).toEqual(new Set(bought.map(({ id }) => id)))
    for (const none of [{ maxFen: cheapest - 1 }, { kind: 'CONSULTATION' }, { from: hospitalInstant(second) }, { patientIds: [newId()] }, { patientIds: [] }, { number: '_H' }]) expect(await found(none), JSON.stringify(none)).toEqual([])
  })

  it('another institution’s are as if there were none; ranges that end before they begin are refused', async () => {
    expect(await found({ institutionId: newId() })).toEqual([])
    expect(await found({ institutionId: 'nowhere' })).toEqual([])
    expect(await refusal(operator, ORDERS, { minFen: 2, maxFen: 1 })).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'maxFen' } })
    expect(await refusal(operator, ORDERS, { from: hospitalInstant(second), to: hospitalInstant(first) })).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'to' } })
  })

  it('leave as a workbook of the filtered rows with the chosen columns and the names of places and doctors', async () => {
    const [one] = bought
    const rows = await sheetOf(operator, 'orders', { kind: 'REGISTRATION', from: hospitalInstant(first), to: hospitalInstant(second), departmentId: one!.department.id }, ['number', 'kind', 'institution', 'department', 'amount', 'refunded', 'status'])
    expect(rows).toEqual([{ 订单编号: one!.number, 业务: '预约挂号', 机构: one!.institution.name, 科室: one!.department.name, '金额（元）': String(one!.amountFen / 100), '已退（元）': '1.01', 状态: expect.any(String) }])
  })

  it('[A3-04] leave with the end of a person’s number only, and for those alone who may see orders and export', async () => {
    const [row] = await sheetOf(accountant, 'orders', { kind: 'REGISTRATION' }, ['patient'])
    expect(row).toEqual({ 就诊人尾号: `****${patientId.slice(-6)}` })
  })

  it('are a patient’s own only, whatever is asked for, and no doctor’s; neither exports them', async () => {
    const stranger = await hospital.signInPatient('13911112222')
    expect(await found({ patientIds: [patientId], institutionId: bought[0]!.institution.id }, stranger)).toEqual([])
    expect(await found({}, doctor)).toEqual([])
    for (const client of [stranger, doctor]) expect((await client.send(EXPORT, { input: { list: 'orders' } })).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  })
})
