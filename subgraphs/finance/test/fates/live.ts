import { newId } from '@hospital/database/identifier'
import { findBreaches, unfinished, type Breach } from './breaches.ts'
import { perform } from './deeds.ts'
import type { Fate } from './fate.ts'
import { actFor, newPayer, type Payer } from './payer.ts'
import type { Person } from './people.ts'
import type { World } from './world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** How much time passes after each moment; the clock is everybody's. */
export type Pauses = readonly number[]

export interface Lived {
  payers: Payer[]
  breaches: Breach[]
}

/** Lets these fates happen side by side, each to a payer of its own, and everything come to rest. */
export async function live(world: World, fates: readonly Fate[], people: readonly Person[], pauses: Pauses): Promise<Lived> {
  const payers = await Promise.all(fates.map((fate, at) => enter(world, fate, people[at]!)))
  world.worker.knows(payers)
  const last = Math.max(...fates.map(({ moments }) => moments.length))
  for (let at = 0; at < last; at++) {
    await Promise.all(payers.flatMap((payer) => (payer.fate.moments[at] ?? []).map((deed) =>
      actFor(payer, () => perform(world, payer, deed)).catch((error: Error) => void payer.complaints.push(`${JSON.stringify(deed)} throws ${error.stack}`)))))
    await world.advance(pauses[at] ?? 0)
  }
  await comeToRest(world, payers)
  return { payers, breaches: await findBreaches(world, payers) }
}

async function enter(world: World, fate: Fate, person: Person): Promise<Payer> {
  const patientId = newId()
  await world.subgraph.jobs['finance.on.patient.recorded']!({ id: newId(), event: 'patient.recorded', data: { patientId, hisPatientId: person.hisPatientId } })
  return newPayer(fate, person, patientId)
}

/** The longest that anything waits for is a night: notices up their ladder, refunds, deadlines. */
const NIGHT = [31 * MINUTE, 3 * HOUR, 4 * HOUR, 9 * HOUR, 9 * HOUR, 9 * HOUR, 9 * HOUR]

/** Nothing is broken any more, nobody sleeps, hours pass, and an accountant sends failed refunds again. */
async function comeToRest(world: World, payers: readonly Payer[]): Promise<void> {
  for (const payer of payers) {
    payer.asleep = false
    payer.outages.length = 0
  }
  for (const [round, hours] of NIGHT.entries()) {
    await world.worker.idle()
    await world.advance(hours)
    if (round === 2) await world.subgraph.jobs['finance.sweepForgotten']!({})
    await noticesDelivered(world)
    await world.worker.idle()
    await sendFailedAgain(world, payers)
    await world.worker.idle()
    if (round >= 2 && !(await unfinished(world, payers)).length) return
  }
}

async function sendFailedAgain(world: World, payers: readonly Payer[]): Promise<void> {
  const failed = await world.sql<{ id: string; account: string }[]>`
    select r.id, o.account_id as account from finance.refund r join finance."order" o on o.id = r.order_id where r.status = 'FAILED' and o.account_id = any(${payers.map(({ viewer }) => viewer.accountId)}::uuid[])`
  for (const { id, account } of failed) await world.ask(payers.find(({ viewer }) => viewer.accountId === account)!, 'mutation ($id: ID!) { retryRefund(id: $id) { id } }', { id }, 'accountant')
}

const PATIENCE_MS = 20_000

async function noticesDelivered(world: World): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; world.books.waiting(await world.outsideNow()) > 0; await new Promise((resolve) => setTimeout(resolve, 30))) {
    if (Date.now() > end) throw new Error('Notices do not come to an end')
    await world.outside.control('clock/advance', { ms: 0 })
  }
}
