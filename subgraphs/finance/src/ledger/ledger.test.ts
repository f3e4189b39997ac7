import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import { newId } from '@hospital/database/identifier'
import { inTransaction } from '@hospital/subgraph/transaction'
import { chanceFrom } from '../../test/random.ts'
import { openScenario, type Scenario } from '../../test/scenario.ts'
import { brewStorm, type Storm } from '../../test/storm.ts'
import { ledgerEntry, ledgerTransaction } from '../tables.ts'
import { book } from './ledger.ts'

let s: Scenario
beforeAll(async () => { s = await openScenario() })
afterAll(() => s.close())

const SEED = Number(process.env.PROPERTY_SEED ?? 20_261_123)
const ROUNDS = Number(process.env.PROPERTY_ROUNDS ?? 10)
const STEPS = 80

test(`[B1-03] whatever happens in whatever order, the ledger balances, orders stay lawful and the patient's money is right (seed ${SEED})`, { timeout: 300_000 }, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const seed = SEED + round
    const storm = await brewStorm(s, chanceFrom(seed), 10)
    for (let step = 0; step < STEPS; step++) {
      await storm.step()
      if (step % 10 === 0) expect(await s.discrepancies(), `seed ${seed}, step ${step}`).toEqual([])
    }
    await storm.calm()
    expect(await s.discrepancies(), `seed ${seed} at its end`).toEqual([])
    expect(await unfinished(storm), `seed ${seed}: lives that did not end`).toEqual([])
    await expectMoneyRight(storm, seed)
    await storm.close()
  }
})

async function unfinished({ dues }: Storm): Promise<unknown[]> {
  const ids = sql.join(dues.map(({ orderId }) => sql`${orderId}::uuid`), sql`, `)
  return s.house().db.execute(sql`
    select 'order' as what, id, status::text from finance."order" where id in (${ids}) and status in ('OPEN', 'REFUNDING')
    union all select 'payment', p.id, p.status::text from finance.payment p join finance.allocation a on a.payment_id = p.id where a.order_id in (${ids}) and p.status in ('CREATED', 'PENDING')
    union all select 'refund', id, status::text from finance.refund where order_id in (${ids}) and status <> 'SUCCEEDED'`)
}

/** What the payer is out of pocket at the channel is what their orders cost, to the fen; a wrong amount waits for a person. */
async function expectMoneyRight({ dues, numbers, wrong, withdrawn }: Storm, seed: number): Promise<void> {
  const orders = await s.house().db.execute<{ id: string; status: string; kept: string }>(sql`
    select id, status::text, case when paid_at is null then 0 else amount_fen - refunded_fen end as kept from finance."order" where id in (${sql.join(dues.map(({ orderId }) => sql`${orderId}::uuid`), sql`, `)})`)
  const kept = orders.reduce((sum, row) => sum + Number(row.kept), 0)
  const spent = [...numbers].filter((number) => !wrong.has(number)).reduce((sum, number) => sum + s.channel.balanceOf(number), 0)
  expect(spent, `seed ${seed}: spent and kept`).toBe(kept)
  for (const { id, status } of orders.filter((row) => withdrawn.has(row.id))) expect(['CANCELLED', 'EXPIRED', 'REFUNDED'], `seed ${seed}, order ${id}`).toContain(status)
}

test('[B1-03] the database itself refuses an unbalanced, changed or repeated booking', async () => {
  const { orderId } = await s.openOrder()
  await s.pay([orderId])
  const { db } = s.house()
  const at = new Date()
  const refused = (work: () => Promise<unknown>) => work().then(() => 'done', (error: { cause?: { message: string }; message: string }) => error.cause?.message ?? error.message)
  expect(await refused(() => db.update(ledgerEntry).set({ debitFen: 1 }))).toContain('append-only')
  expect(await refused(() => db.delete(ledgerEntry))).toContain('append-only')
  expect(await refused(() => db.delete(ledgerTransaction))).toContain('append-only')
  expect(await refused(() => db.execute(sql`truncate finance.ledger_entry`))).not.toBe('done')
  expect(await refused(() => db.transaction(async (tx) => {
    const transactionId = newId()
    await tx.insert(ledgerTransaction).values({ id: transactionId, fact: 'ORDER_PAID', factId: newId(), at })
    await tx.insert(ledgerEntry).values([{ at, transactionId, account: 'PATIENT_PREPAID', debitFen: 2, memo: '' }, { at, transactionId, account: 'ORDER_LIABILITY', creditFen: 1, memo: '' }])
  }))).toContain('does not balance')
  expect(await refused(() => db.insert(ledgerTransaction).values({ fact: 'ORDER_PAID', factId: newId(), at }))).toContain('does not balance')
  expect(await refused(() => inTransaction(s.house(), (tx) => book(tx, { fact: 'ORDER_PAID', factId: orderId, debit: 'PATIENT_PREPAID', credit: 'ORDER_LIABILITY', amountFen: 1, memo: '' })))).toContain('ledger_fact_once')
})
