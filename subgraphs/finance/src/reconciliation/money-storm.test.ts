import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, hospitalDay, hospitalInstant } from '@hospital/database/clock'
import { openCashier, type Cashier } from '../../test/cashier.ts'
import { payInStorm } from '../../test/money-storm.ts'
import { chanceFrom } from '../../test/random.ts'
import { verifyLedger } from '../ledger/verify.ts'
import { reconcileDay } from './reconcile.ts'

const SEED = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000)
const PAYMENTS = process.env.FAULTS === 'whole' ? 10_000 : 500

/** As many as a worker has in hand. */
const WORKERS_JOBS = 8

let cashier: Cashier
beforeAll(async () => {
  cashier = await openCashier()
})
afterAll(() => cashier?.close())

test(`[B1-03] ${PAYMENTS} payments with shuffled, repeated, forged, late and lost callbacks and double pay: effect once, no fen differs (seed ${SEED})`, { timeout: 3_600_000 }, async () => {
  const day = addDays(hospitalDay(cashier.clock.now()), 1)
  await cashier.advance(hospitalInstant(day, '09:00').getTime() - cashier.clock.now().getTime())
  const since = Date.now()
  const { orderIds, forged, refusedForgeries } = await payInStorm(cashier, chanceFrom(SEED), PAYMENTS)
  await comeToRest()
  console.log(`  [faults] ${PAYMENTS} payments with ${forged} forged callbacks have come to rest in ${Math.round((Date.now() - since) / 1000)} s`)

  const { db } = cashier.house()
  expect(refusedForgeries).toBe(forged)
  expect(await verifyLedger({ db })).toEqual([])
  expect(await db.execute(sql`select status::text, count(*)::int from finance.payment where status not in ('SUCCEEDED', 'CLOSED') group by 1`)).toEqual([])
  expect(await db.execute(sql`select status::text, count(*)::int from finance.refund where status <> 'SUCCEEDED' group by 1`)).toEqual([])
  const [orders] = await db.execute<{ all: number; paid: number }>(sql`select count(*)::int as all, count(*) filter (where status = 'PAID')::int as paid from finance."order"`)
  expect(orders!.all).toBe(PAYMENTS)
  expect(orderIds).toHaveLength(PAYMENTS)
  // Whoever did not give the order up has it paid.
  const [open] = await db.execute<{ strange: number }>(sql`select count(*)::int as strange from finance."order" where status not in ('PAID', 'CANCELLED')`)
  expect(open!.strange).toBe(0)
  expect(orders!.paid).toBeGreaterThan(PAYMENTS * 0.9)

  await cashier.advance(86_400_000)
  const row = await reconcileDay(cashier.house(), day)
  expect(await db.execute(sql`select kind::text, subject::text, number, here_fen, there_fen, here_status, there_status from finance.reconciliation_difference`)).toEqual([])
  expect([row.ledgerFen, row.tradeBillFen, row.fundFlowFen]).toEqual([row.ordersFen, row.ordersFen, row.ordersFen])
  const [spent] = await db.execute<{ fen: string }>(sql`select sum(amount_fen) as fen from finance."order" where status = 'PAID'`)
  expect(row.ordersFen).toBe(Number(spent!.fen))
})

/** Hours pass: callbacks come up their ladder, deadlines fire, refunds arrive. */
async function comeToRest(): Promise<void> {
  for (let round = 0; round < 14; round++) {
    await cashier.advance(round < 4 ? 60_000 : 45 * 60_000)
    await cashier.runJobs(WORKERS_JOBS)
    await callbacksDelivered()
  }
}

async function callbacksDelivered(): Promise<void> {
  const due = async () => (await cashier.outside.control<{ callbacksDue: number }>('state')).callbacksDue
  for (const end = Date.now() + 600_000; (await due()) > 0; await new Promise((resolve) => setTimeout(resolve, 50))) if (Date.now() > end) throw new Error('Callbacks do not come to an end')
}
