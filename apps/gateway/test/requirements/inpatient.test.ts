import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, hospitalDay } from '@hospital/database/clock'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'
import { expectSoundLedger } from '../sound-ledger.ts'

let hospital: TestHospital
let patient: TestClient
let stranger: TestClient
let patientId: string
let otherId: string
/** The stay of 周建国, who lies in the hospital from the first day. */
let hisAccountId: string

const MINUTE = 60_000

beforeAll(async () => {
  hospital = await openSeededHospital()
  patient = await hospital.signInPatient('13800000001')
  stranger = await hospital.signInPatient('13911112222')
  const { me } = await patient.query('{ me { patients { id name } } }')
  const idOf = (wanted: string) => me.patients.find(({ name }: { name: string }) => name === wanted).id
  ;[patientId, otherId] = [idOf('周建国'), idOf('周文静')]
  const { inpatientAccount: { number } } = await patient.query('query ($patientId: ID!) { inpatientAccount(patientId: $patientId) { number } }', { patientId })
  hisAccountId = (await hospital.sandbox.control('his/stays')).find(({ identifier }: { identifier: { value: string }[] }) => identifier[0]!.value === number).id
}, 180_000)
afterAll(async () => {
  await hospital?.close()
})

const STAY = `query ($patientId: ID!) { inpatientAccount(patientId: $patientId) {
  number status chargedFen paidFen balanceFen admittedOn depositLimits { minFen maxFen suggestedFen } receipts { receiptNumber amountFen online } deposits { id status receiptNumber }
} }`
const stayOf = async (id = patientId) => (await patient.query(STAY, { patientId: id })).inpatientAccount
const PAY = 'mutation ($input: PayDepositInput!) { payDeposit(input: $input) { id status order { id amountFen } } }'
let keys = 0
const inputOf = (amountFen: number) => ({ input: { patientId, amountFen, clientKey: `deposit-form-${++keys}` } })
const START = 'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number } }'
async function started(amountFen: number): Promise<{ id: string; orderId: string; number: string }> {
  const { payDeposit: { id, order } } = await patient.mutate(PAY, inputOf(amountFen))
  const { startPayment } = await patient.mutate(START, { input: { orderIds: [order.id], method: 'WECHAT_H5', returnUrl: 'http://app.test/pay/return' } })
  return { id, orderId: order.id, number: startPayment.number }
}
const orderOf = async (id: string) => (await patient.query('query ($id: ID!) { order(id: $id) { status refundedFen refundObstacle refunds { status } } }', { id })).order
/** Looked at beside the gateway, which would mind being asked so often. */
const inTime = (look: () => Promise<boolean>) => until(async () => {
  const found = await look()
  if (!found) await hospital.advance(MINUTE / 6)
  return found
}, 20_000)
const statusIn = async (table: string, id: string): Promise<string | undefined> => (await hospital.sql.unsafe(`select status::text from ${table} where id = $1`, [id]))[0]?.status
const orderBecomes = (id: string, status: string) => inTime(async () => (await statusIn('finance."order"', id)) === status)
const depositBecomes = (id: string, status: string) => inTime(async () => (await statusIn('finance.inpatient_deposit', id)) === status)
const onlineReceipts = async () => (await stayOf()).receipts.filter(({ online }: { online: boolean }) => online)

describe('[B2-01] prepayments of a stay', () => {
  it('[B2-01] shows charges, paid and balance of the HIS, what was paid in, and the amounts that the hospital suggests', async () => {
    const stay = await stayOf()
    expect(stay).toMatchObject({ status: 'IN_HOSPITAL', paidFen: 300_000, receipts: [{ amountFen: 300_000, online: false }], depositLimits: { minFen: 10_000, maxFen: 2_000_000, suggestedFen: [100_000, 300_000, 500_000, 1_000_000] } })
    expect(stay.chargedFen).toBeGreaterThan(0)
    expect(stay.balanceFen).toBe(stay.paidFen - stay.chargedFen)
    expect(await stayOf(otherId)).toBeNull()
    expect(await stranger.refused(STAY, { patientId })).toBe('NOT_FOUND')
  })

  it('[B2-01] a prepayment lands in HIS with a receipt, once for a doubled press', async () => {
    const input = inputOf(50_000)
    const presses = await Promise.all([1, 2, 3].map(() => patient.mutate(PAY, input)))
    expect(new Set(presses.map(({ payDeposit }) => payDeposit.order.id)).size).toBe(1)
    const [{ payDeposit: { id, order } }] = presses as [{ payDeposit: { id: string; order: { id: string } } }]
    const { startPayment } = await patient.mutate(START, { input: { orderIds: [order.id], method: 'WECHAT_H5', returnUrl: 'http://app.test/pay/return' } })
    const before = await stayOf()
    await hospital.sandbox.pay(startPayment.number)
    await depositBecomes(id, 'PLACED')
    const after = await stayOf()
    expect(after.paidFen).toBe(before.paidFen + 50_000)
    expect(after.receipts).toContainEqual({ receiptNumber: after.deposits[0].receiptNumber, amountFen: 50_000, online: true })
    await orderBecomes(order.id, 'FULFILLED')
    expect((await orderOf(order.id)).refundObstacle).toContain('不支持在线退费')
    await until(async () => (await hospital.sql`select 1 from platform.message where event = 'deposit.placed'`).length > 0)
  }, 90_000)

  it('[B2-01] an HIS that took the money and did not answer, or was away, has it once', async () => {
    const before = (await onlineReceipts()).length
    const { id, number } = await started(20_000)
    await hospital.sandbox.break('his', { mode: 'commit-then-timeout', times: 1 })
    await hospital.sandbox.pay(number)
    await until(async () => (await hospital.sandbox.control('state')).faults.his === undefined, 20_000)
    await hospital.sandbox.break('his', { mode: 'down' })
    await hospital.advance(5 * MINUTE)
    await hospital.sandbox.heal()
    await depositBecomes(id, 'PLACED')
    expect((await onlineReceipts()).length).toBe(before + 1)
  }, 90_000)

  it('[B2-01] the range is the institution\'s, set in the console and enforced by the server', async () => {
    expect(await patient.refused(PAY, inputOf(9_999))).toBe('DEPOSIT_AMOUNT')
    expect(await patient.refused(PAY, inputOf(2_000_001))).toBe('DEPOSIT_AMOUNT')
    expect(await patient.refused(PAY, { input: { patientId: otherId, amountFen: 50_000, clientKey: 'nobody-stays-here' } })).toBe('NOT_FOUND')
    expect(await stranger.refused(PAY, inputOf(50_000))).toBe('NOT_FOUND')
    const administrator = await hospital.signInStaff('admin')
    await administrator.mutate('mutation ($input: SetSettingInput!) { setSetting(input: $input) { key } }', { input: { key: 'inpatient.deposit.min', revision: 0, value: 300 } })
    await until(async () => (await stayOf()).depositLimits.minFen === 30_000)
    expect(await patient.refused(PAY, inputOf(20_000))).toBe('DEPOSIT_AMOUNT')
  })
})

describe('[B2-02] the bill of a stay', () => {
  const BILL = 'query ($patientId: ID!, $day: Date) { inpatientBill(patientId: $patientId, day: $day) { from to day totalFen categories { category amountFen lines { day item quantity priceFen amountFen } } days { day amountFen } } }'
  const billOf = async (day?: string) => (await patient.query(BILL, { patientId, day })).inpatientBill
  const sum = (parts: { amountFen: number }[]) => parts.reduce((fen, { amountFen }) => fen + amountFen, 0)

  it('[B2-02] adds up by category and by day to the account of the HIS, to the fen', async () => {
    const [bill, stay] = [await billOf(), await stayOf()]
    expect(bill.totalFen).toBe(stay.chargedFen)
    expect(sum(bill.categories)).toBe(bill.totalFen)
    expect(sum(bill.days)).toBe(bill.totalFen)
    for (const { amountFen, lines } of bill.categories) expect(sum(lines)).toBe(amountFen)
    expect(bill.days).toHaveLength(5)
  })

  it('[B2-02] any day of the stay can be chosen, no other', async () => {
    const { days, from, to } = await billOf()
    for (const { day, amountFen } of days) {
      const one = await billOf(day)
      expect(one).toMatchObject({ day, totalFen: amountFen })
      expect(new Set(one.categories.flatMap(({ lines }: { lines: { day: string }[] }) => lines.map((line) => line.day)))).toEqual(new Set([day]))
    }
    expect(to).toBe(hospitalDay(hospital.clock.now()))
    expect(await patient.refused(BILL, { patientId, day: addDays(from, -1) })).toBe('INVALID_INPUT')
    expect(await patient.refused(BILL, { patientId, day: addDays(to, 1) })).toBe('INVALID_INPUT')
    expect(await stranger.refused(BILL, { patientId })).toBe('NOT_FOUND')
  })

  it('[B2-02] what does not add up is refused by name, not shown', async () => {
    await hospital.sandbox.control(`his/stays/${hisAccountId}/skew`, { fen: 1 })
    expect(await patient.refused(BILL, { patientId })).toBe('HIS_SUMS_DIFFER')
    await hospital.sandbox.control(`his/stays/${hisAccountId}/skew`, { fen: -1 })
    expect((await billOf()).totalFen).toBe((await stayOf()).chargedFen)
  })

  it('[B2-01] discharged meanwhile: what was paid goes back by itself, and nothing more is taken', async () => {
    const { id, orderId, number } = await started(40_000)
    await hospital.sandbox.control(`his/stays/${hisAccountId}/discharge`, {})
    await hospital.sandbox.pay(number)
    await depositBecomes(id, 'REFUSED')
    await orderBecomes(orderId, 'REFUNDED')
    expect(await orderOf(orderId)).toMatchObject({ refundedFen: 40_000, refunds: [{ status: 'SUCCEEDED' }] })
    expect(await patient.refused(PAY, inputOf(40_000))).toBe('INPATIENT_DISCHARGED')
    await expectSoundLedger(hospital)
  }, 90_000)
})
