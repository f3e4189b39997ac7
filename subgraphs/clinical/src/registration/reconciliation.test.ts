import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import { addDays, hospitalDay } from '@hospital/database/clock'
import { service } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import { book, hold, inHis, noticesOf, remainingOf, segmentsOf, statusOf, withdrawn, type Segment } from '../../test/registration.ts'
import { openWorld, type World } from '../../test/world.ts'

let world: World
let segments: Segment[]

beforeAll(async () => {
  world = await openWorld()
  segments = await segmentsOf(world, '陈立群', addDays(hospitalDay(world.clock.now()), 1), 'AFTERNOON')
})
afterEach(() => world.his.heal())
afterAll(() => world?.close())

const MINUTE = 60_000
const next = () => segments.shift()!
const db = () => world.subgraph.contextFor({ viewer: service('clinical'), requestId: newId(), origin: { ip: null, userAgent: null } }).db

/** As the crontab does, and what follows from it. */
async function reconcile(): Promise<void> {
  await advance(3 * MINUTE)
  await world.subgraph.jobs['clinical.reconcileWithHis']!({})
  await world.runJobs()
  await advance(MINUTE)
  await world.runJobs()
}
async function advance(milliseconds: number): Promise<void> {
  world.clock.advance(milliseconds)
  await world.his.control('clock/advance', { ms: milliseconds })
}

test('[unbreakable] a booking that the hospital cancelled at its counter ends here too, is refunded and told; comparing again changes nothing', async () => {
  const person = await world.person()
  const segment = next()
  const { id } = await book(world, person, segment.id)
  await world.his.connectors.his.cancelAppointment({ hisAppointmentId: (await inHis(world, id))!.hisAppointmentId, reason: '医生出诊调整' })
  for (let times = 0; times < 2; times++) {
    await reconcile()
    expect(await statusOf(world, person, id)).toBe('CANCELLED')
    expect(await withdrawn(world, id)).toBe(1)
  }
  expect((await noticesOf(world, id)).filter((event) => event === 'appointment.cancelled')).toHaveLength(1)
  expect(await remainingOf(world, segment.id)).toBe(segment.remaining)
})

test('[unbreakable] what ended here and still stands in the HIS is given back there', async () => {
  const person = await world.person()
  const held = await hold(world, person, next().id)
  const booked = await book(world, await world.person(), next().id)
  // As after a restore, or when all attempts to tell the HIS were in vain.
  for (const id of [held.id, booked.id]) await db().execute(sql`update clinical.appointment set status = 'CANCELLED', holds_place = false where id = ${id}`)
  expect([(await inHis(world, held.id))?.status, (await inHis(world, booked.id))?.status]).toEqual(['LOCKED', 'BOOKED'])
  await reconcile()
  expect([(await inHis(world, held.id))?.status, (await inHis(world, booked.id))?.status]).toEqual(['CANCELLED', 'CANCELLED'])
})

test('[unbreakable] an HIS that does not answer, or answers garbage, ends no booking', async () => {
  const person = await world.person()
  const { id } = await book(world, person, next().id)
  for (const mode of ['down', 'garbage', 'error'] as const) {
    await world.his.break({ mode })
    await reconcile()
    expect(await statusOf(world, person, id), mode).toBe('BOOKED')
  }
})
