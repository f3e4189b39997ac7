import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chanceFrom } from '../src/chance.ts'
import { startFleet, type Fleet } from '../src/fleet.ts'
import { startLoad, type Load } from '../src/load.ts'
import { brokenPromises, comeToRest } from '../src/truth.ts'

const WHOLE = process.env.FAULTS === 'whole'
const SEED = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000)
const KILLS = Number(process.env.FAULTS_KILLS ?? (WHOLE ? 50 : 5))
const REST_MS = 240_000
const say = (line: string) => console.log(`  [faults] ${line}`)
const chance = chanceFrom(SEED)

let fleet: Fleet
beforeAll(async () => {
  fleet = await startFleet(say)
  // Holds that are not paid for end while the test waits.
  await fleet.sql`insert into clinical.setting (key, value) values ('holdMinutes', 1), ('unpaidHoldsPerAccount', 100), ('liveAppointmentsPerAccount', 1000)`
}, 300_000)
afterAll(() => fleet?.stop())

/** What a client may be told while the hospital is being killed: a stable code that says what happened, never that we do not know. */
function expectClear({ tally, complaints }: Load): void {
  say(`answered ${tally.answered}, gone ${tally.gone}, refused ${[...tally.refused].map(([code, count]) => `${code} ${count}`).join(', ')}`)
  expect(complaints).toEqual([])
  expect([...tally.refused.keys()].filter((code) => ['INTERNAL', 'NO_CODE', 'INTERNAL_SERVER_ERROR'].includes(code))).toEqual([])
}

async function expectKept(load: Load): Promise<void> {
  await comeToRest(fleet, REST_MS)
  expect(await brokenPromises(fleet, load.acknowledged)).toEqual([])
  await fleet.run('subgraphs/finance/src/verify-ledger.ts')
}

test(`[unbreakable] ${KILLS} kill -9 under booking, paying, cancelling and talking: nothing promised is lost or doubled (seed ${SEED})`, { timeout: 1_200_000 }, async () => {
  const load = await startLoad(fleet, { bookers: 5, talks: 2, chance })
  for (let kill = 1; kill <= KILLS; kill++) {
    await sleep(500 + chance.below(3_000))
    const victim = chance.pick(fleet.processes)
    say(`kill ${kill}: ${victim.name}`)
    if (!victim.kill()) say(`${victim.name} was not up`)
    // Sometimes the next dies while this one is away.
    if (chance.happens(0.7)) await victim.healthy()
  }
  for (const one of fleet.processes) await one.healthy()
  await sleep(3_000)
  await load.stop()
  const { holds, paid, messages, cancelled } = load.acknowledged
  say(`acknowledged: ${holds.length} holds, ${paid.length} payments, ${cancelled.length} cancellations, ${messages.length} messages`)
  expect(Math.min(holds.length, paid.length, messages.length)).toBeGreaterThan(0)
  expectClear(load)
  await expectKept(load)
})
