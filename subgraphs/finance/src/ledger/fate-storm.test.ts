import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Breach } from '../../test/fates/breach.ts'
import { drawFate, printFate } from '../../test/fates/fate.ts'
import { live, type Pauses } from '../../test/fates/live.ts'
import type { Payer } from '../../test/fates/payer.ts'
import type { Person } from '../../test/fates/people.ts'
import { shrink } from '../../test/fates/shrink.ts'
import { openWorld, type World } from '../../test/fates/world.ts'
import { chanceFrom } from '../../test/random.ts'

const WHOLE = process.env.FAULTS === 'whole'
const FATES = Number(process.env.FAULTS_FATES ?? (WHOLE ? 5_000 : 80))
const FIXED = 20_261_128
const FRESH = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000_000)
/** Side by side. */
const AT_ONCE = WHOLE ? 125 : 40
/** So many batches know the same people. */
const GENERATION = 6
const MINUTE = 60_000

let world: World
beforeAll(async () => { world = await openWorld() }, 120_000)
afterAll(() => world?.close())

/** `1/2`: every other of them, beside a process that takes the rest. */
const [SHARE, SHARES] = (process.env.FAULTS_SHARE ?? '1/1').split('/').map(Number) as [number, number]
/** Half of them are always the same, half are new each time. */
const seeds = Array.from({ length: FATES }, (_, at) => (at % 2 ? FRESH : FIXED) + at).filter((_, at) => Math.floor(at / 2) % SHARES === SHARE - 1)

test(`[B1-03] [B1-04] [A3-06] [A3-07] ${seeds.length} fates of money of every kind by every way, many at a time: ledger, orders, channels, insurer and HIS agree to the fen (fixed seed ${FIXED}, fresh seed ${FRESH})`, { timeout: 7_200_000 }, async () => {
  const since = Date.now()
  const seen = new Map<string, number>()
  let people: Person[] = []
  for (let batch = 0; batch * AT_ONCE < seeds.length; batch++) {
    if (batch % GENERATION === 0) people = await world.people(AT_ONCE)
    const fates = seeds.slice(batch * AT_ONCE, (batch + 1) * AT_ONCE).map(drawFate)
    const pauses = pausesOf(fates[0]!.seed)
    const { payers, breaches } = await live(world, fates, people, pauses)
    if (breaches.length) expect.fail(await explain(breaches, pauses))
    await count(payers, seen)
    if (WHOLE) console.log(`  [fates] ${Math.min(seeds.length, (batch + 1) * AT_ONCE)} after ${Math.round((Date.now() - since) / 1000)} s`)
  }
  console.log(`  [fates] ${seeds.length} in ${Math.round((Date.now() - since) / 1000)} s; paid orders: ${[...seen].sort().map(([what, times]) => `${what} ${times}`).join(', ')}`)
  console.log(`  [fates] refused: ${[...world.refusals].sort().map(([what, times]) => `${what} ${times}`).join(', ')}`)
  // What never happens proves nothing; of many fates every kind is paid in every way.
  const ways = seeds.length < 1_000 ? [...KINDS, ...PLACES] : KINDS.flatMap((kind) => placesOf(kind).map((place) => `${kind} ${place}`))
  expect(ways.filter((way) => ![...seen.keys()].some((what) => what.includes(way)))).toEqual([])
})

const KINDS = ['REGISTRATION', 'CONSULTATION', 'OUTPATIENT_BILL', 'INPATIENT_DEPOSIT', 'CARD_TOP_UP'] as const
const PLACES = ['WECHAT', 'ALIPAY', 'UNIONPAY', 'HOSPITAL', 'INSURANCE'] as const

/** A card does not pay for itself; insurance pays neither that nor a prepayment. */
const placesOf = (kind: (typeof KINDS)[number]) => PLACES.filter((place) => !(place === 'INSURANCE' && (kind === 'INPATIENT_DEPOSIT' || kind === 'CARD_TOP_UP')) && !(place === 'HOSPITAL' && kind === 'CARD_TOP_UP'))

const pausesOf = (seed: number): Pauses => {
  const chance = chanceFrom(seed)
  // Nobody who has just ordered has lost the time to pay.
  const long = 2 + chance.below(5)
  return [0, ...Array.from({ length: 7 }, (_, at) => (at + 1 === long ? chance.pick([16, 45]) : chance.pick([0, 0, 0, 0.5, 2])) * MINUTE)]
}

/** How many orders were paid in which way. */
async function count(payers: readonly Payer[], seen: Map<string, number>): Promise<void> {
  const rows = await world.sql<{ what: string; count: number }[]>`
    select o.kind || ' ' || split_part(p.method::text, '_', 1) as what, count(*)::int as count from finance."order" o join finance.allocation a on a.order_id = o.id and a.claim = 'APPLIED' join finance.payment p on p.id = a.payment_id
    where o.account_id = any(${payers.map(({ viewer }) => viewer.accountId)}::uuid[]) group by 1`
  for (const row of rows) seen.set(row.what, (seen.get(row.what) ?? 0) + row.count)
}

/** What went wrong, whose fate it was, and the shortest one found that still ends so. */
async function explain(breaches: Breach[], pauses: Pauses): Promise<string> {
  const say = (some: Breach[]) => [...new Set(some.map(({ rule, what }) => `  ${rule}: ${what}`))].slice(0, 20).join('\n')
  const [victim] = breaches.flatMap(({ payer }) => payer ?? [])
  if (!victim) return `Broken for the house as a whole:\n${say(breaches)}`
  const own = breaches.filter(({ payer }) => payer === victim)
  console.log(`  [fates] seed ${victim.fate.seed} went wrong; a shorter one is looked for:\n${say(own)}`)
  const shrunk = await shrink(world, victim.fate, pauses)
  return [
    `${new Set(breaches.map(({ payer }) => payer)).size} fates went wrong; that of seed ${victim.fate.seed}:`, say(own), printFate(victim.fate),
    shrunk ? `\nThe shortest found:\n${printFate(shrunk.fate)}\nends so:\n${say(shrunk.breaches)}` : '\nBy itself it did not go wrong again.',
    `\nPauses after the moments, in minutes: ${pauses.map((pause) => pause / MINUTE).join(', ')}`,
  ].join('\n')
}
