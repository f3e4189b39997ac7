import { hospitalDay, hospitalInstant } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import { accountsOf, type Breach } from './breach.ts'
import { findBreaches, unfinished, type Unfinished } from './breaches.ts'
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
  const late = await comeToRest(world, payers)
  return { payers, breaches: await findBreaches(world, payers, late) }
}

async function enter(world: World, fate: Fate, person: Person): Promise<Payer> {
  const patientId = newId()
  await world.subgraph.jobs['finance.on.patient.recorded']!({ id: newId(), event: 'patient.recorded', data: { patientId, hisPatientId: person.hisPatientId } })
  return newPayer(fate, person, patientId)
}

/** The longest that anything waits for: notices up their ladder, refunds, deadlines; and what was sent last. Then come mornings, each with the bills of the days before. */
const NIGHT = [31 * MINUTE, 3 * HOUR, 4 * HOUR, 10 * MINUTE]
const MOST_MORNINGS = 4

/**
 * Nothing is broken any more, nobody sleeps, hours pass, an accountant sends failed refunds again, and what was never heard of stands on the channels' bills.
 * Answers what has waited for these and must not: all that we know of is asked about before.
 */
async function comeToRest(world: World, payers: readonly Payer[]): Promise<Unfinished[]> {
  for (const payer of payers) {
    payer.asleep = false
    payer.outages.length = 0
  }
  const failed: Unfinished[] = []
  for (const hours of NIGHT) failed.push(...await rest(world, payers, hours))
  const late = await unfinished(world, payers)
  for (let morning = 0; morning < MOST_MORNINGS; morning++) {
    failed.push(...await rest(world, payers, untilMorning(world), 'finance.reconcilePastDays'))
    if (!(await unfinished(world, payers)).length && !(await unheard(world, payers)).length) break
  }
  return [...failed, ...late]
}

/** Answers where the house's own daily work breaks. */
async function rest(world: World, payers: readonly Payer[], hours: number, job = 'finance.sweepForgotten'): Promise<Unfinished[]> {
  await world.worker.idle()
  await world.advance(hours)
  await noticesDelivered(world)
  const broken = await world.subgraph.jobs[job]!({}).then(() => [], (error: Error) => [{ what: `${job} fails: ${String(error.cause ?? error.message)}`, id: '' }])
  await world.worker.idle()
  await sendFailedAgain(world, payers)
  await world.worker.idle()
  return broken
}

/** When the daily comparison runs. */
function untilMorning({ clock }: World): number {
  const now = clock.now()
  const today = hospitalInstant(hospitalDay(now), '10:00').getTime() - now.getTime()
  return today > 0 ? today : today + 24 * HOUR
}

/** Paid at a channel, and not known here: a bill that is still to come names it. */
async function unheard({ sql, books }: World, payers: readonly Payer[]): Promise<string[]> {
  const rows = await sql<{ number: string }[]>`select number from finance.payment where status in ('CLOSED', 'FAILED') and account_id = any(${accountsOf(payers)}::uuid[])`
  const paid = books.paid()
  return rows.map(({ number }) => number).filter((number) => paid.has(number) && !payers.some(({ wrong }) => wrong.has(number)))
}

async function sendFailedAgain(world: World, payers: readonly Payer[]): Promise<void> {
  const failed = await world.sql<{ id: string; account: string }[]>`
    select r.id, o.account_id as account from finance.refund r join finance."order" o on o.id = r.order_id where r.status = 'FAILED' and o.account_id = any(${accountsOf(payers)}::uuid[])`
  for (const { id, account } of failed) await world.ask(payers.find(({ viewer }) => viewer.accountId === account)!, 'mutation ($id: ID!) { retryRefund(id: $id) { id } }', { id }, 'accountant')
}

const PATIENCE_MS = 20_000

async function noticesDelivered(world: World): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; world.books.waiting(await world.outsideNow()) > 0; await new Promise((resolve) => setTimeout(resolve, 30))) {
    if (Date.now() > end) throw new Error('Notices do not come to an end')
    await world.outside.control('clock/advance', { ms: 0 })
  }
}
