import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { hospitalDay, hospitalInstant, addDays } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import { administratorViewer } from '@hospital/subgraph/testing'
import { openCashier, type Cashier } from '../../test/cashier.ts'

let cashier: Cashier
let day: string

beforeAll(async () => {
  cashier = await openCashier()
  day = addDays(hospitalDay(cashier.clock.now()), 1)
  await cashier.advance(hospitalInstant(day, '09:00').getTime() - cashier.clock.now().getTime())
})
afterEach(() => cashier.outside.heal())
afterAll(() => cashier?.close())

const COMPARE = 'mutation ($day: Date!) { reconcileDay(day: $day, channel: WECHATPAY) { day runs ordersFen ledgerFen tradeBillFen fundFlowFen feeFen payments refunds differences { totalCount nodes { kind subject number hereFen thereFen hereStatus } } } }'
interface Compared {
  runs: number
  ordersFen: number
  ledgerFen: number
  tradeBillFen: number
  fundFlowFen: number
  payments: number
  refunds: number
  differences: { totalCount: number; nodes: { kind: string; subject: string; number: string }[] }
}
async function compareDay(of = day, viewer = cashier.accountant): Promise<Compared> {
  const { data, errors } = await cashier.execute<{ reconcileDay: Compared }>(viewer, COMPARE, { day: of })
  if (errors) throw errors[0]
  return data!.reconcileDay
}
const refusal = (work: Promise<unknown>) => work.then(() => 'done', (error: { extensions: { code: string } }) => error.extensions.code)
async function paid(amountFen: number, options: object = {}) {
  const payment = await cashier.start([await cashier.openOrder(amountFen)])
  await cashier.outside.control(`pay/${payment.number}`, options)
  return payment
}
async function until(holds: () => Promise<boolean>) {
  for (const end = Date.now() + 10_000; !(await holds()); await new Promise((resolve) => setTimeout(resolve, 30))) if (Date.now() > end) throw new Error(`Not so in time: ${holds}`)
}
const statusOf = async (number: string) => (await cashier.house().db.execute<{ status: string }>(sql`select status from finance.payment where number = ${number}`))[0]!.status

test('[B1-03] a day is compared to the fen; what only the bill knew is taken first, what differs is listed, and comparing again replaces it', { timeout: 60_000 }, async () => {
  const reported = await paid(2_500)
  const silent = await paid(1_800, { silent: true })
  const wrong = await paid(900, { amountFen: 899 })
  await until(async () => (await statusOf(reported.number)) === 'SUCCEEDED' && (await statusOf(wrong.number)) === 'FAILED')
  const strange = await foreignTrade(777)
  const invented = await inventPayment(1_234)

  expect(await refusal(compareDay())).toBe('INVALID_INPUT')
  await cashier.advance(86_400_000)
  const first = await compareDay()
  expect(await statusOf(silent.number)).toBe('SUCCEEDED')
  expect(first.differences.nodes.map(({ kind, subject, number }) => `${kind} ${subject} ${number}`).sort()).toEqual([
    `AMOUNT_DIFFERS LEDGER ${invented}`, `AMOUNT_DIFFERS PAYMENT ${wrong.number}`, `MISSING_HERE PAYMENT ${strange}`, `MISSING_THERE PAYMENT ${invented}`, `STATUS_DIFFERS PAYMENT ${wrong.number}`,
  ].sort())
  expect(first).toMatchObject({ runs: 1, payments: 3, ordersFen: 2_500 + 1_800 + 1_234, ledgerFen: 2_500 + 1_800, tradeBillFen: 2_500 + 1_800 + 899 + 777 })
  expect(first.fundFlowFen).toBe(first.tradeBillFen)

  const again = await compareDay()
  expect(again.runs).toBe(2)
  expect(again.differences.totalCount).toBe(first.differences.totalCount)
  const alerts = await cashier.house().db.execute(sql`select 1 from finance.alert where kind = 'RECONCILIATION_DIFFERS'`)
  expect(alerts).toHaveLength(1)
})

test('[B1-03] bills that cannot be had, or do not hold, compare nothing', async () => {
  for (const mode of ['down', 'garbage'] as const) {
    await cashier.outside.break({ mode })
    expect(await refusal(compareDay()), mode).toBe('PAYMENT_UNAVAILABLE')
  }
})

test('[B1-03] the daily job compares every day that an outage made it miss, once', { timeout: 60_000 }, async () => {
  const job = () => cashier.subgraph.jobs['finance.reconcilePastDays']!({})
  const days = async () => (await cashier.house().db.execute<{ day: string; runs: number }>(sql`select day::text, runs from finance.reconciliation order by day`)).map(({ day: one, runs }) => `${one} ${runs}`)
  await cashier.advance(3 * 86_400_000)
  await job()
  const all = await days()
  expect(all.length).toBeGreaterThanOrEqual(4)
  expect(all).toContain(`${addDays(day, 3)} 1`)
  await job()
  expect(await days()).toEqual(all)
})

test('[B1-03] who may not see money compares nothing and sees no comparison', async () => {
  for (const viewer of [cashier.patient, administratorViewer('OPERATOR')]) {
    expect(await refusal(compareDay(day, viewer as never))).toBe('FORBIDDEN')
    const { errors } = await cashier.execute(viewer, '{ reconciliations(first: 5) { nodes { id } } }')
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  }
  const { data } = await cashier.execute<{ reconciliations: { totalCount: number } }>(cashier.accountant, '{ reconciliations(first: 2) { totalCount nodes { day } } }')
  expect(data!.reconciliations.totalCount).toBeGreaterThan(3)
})

/** Money at the channel under a number that we never gave. */
async function foreignTrade(amountFen: number): Promise<string> {
  const number = `FREMD${Date.now()}`
  await cashier.outside.connectors.wechatpay.createNative({ outTradeNo: number, amountFen, description: '未知', expiresAt: new Date(cashier.clock.now().getTime() + 900_000), notifyUrl: 'http://127.0.0.1:1/none' })
  await cashier.outside.control(`pay/${number}`, { silent: true })
  return number
}

/** A payment that says that it succeeded, without booking and without the channel: as after tampering with the database. */
async function inventPayment(amountFen: number): Promise<string> {
  const number = `ERFUNDEN${Date.now()}`
  const orderId = await cashier.openOrder(amountFen)
  const id = newId()
  await cashier.house().db.transaction(async (tx) => {
    await tx.execute(sql`insert into finance.payment (id, number, method, status, amount_fen, account_id, description, created_at, expires_at, succeeded_at)
      values (${id}, ${number}, 'WECHAT_H5', 'SUCCEEDED', ${amountFen}, ${newId()}, '', now(), now(), ${cashier.clock.now().toISOString()}::timestamptz)`)
    await tx.execute(sql`insert into finance.allocation (payment_id, order_id, amount_fen, claim) values (${id}, ${orderId}, ${amountFen}, 'SURPLUS')`)
  })
  return number
}
