import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newId } from '@hospital/database/identifier'
import { addDays, hospitalDay } from '@hospital/database/clock'
import { book, hold, inHis, noticesOf, payFor, remainingOf, segmentsOf, statusOf, withdrawn, type Segment } from '../../test/registration.ts'
import { openWorld, type World } from '../../test/world.ts'

let world: World
let segments: Segment[]

beforeAll(async () => {
  world = await openWorld()
  const tomorrow = addDays(hospitalDay(world.clock.now()), 1)
  segments = [...await segmentsOf(world, '林若楠', tomorrow, 'MORNING'), ...await segmentsOf(world, '林若楠', tomorrow, 'AFTERNOON')]
})
afterEach(() => world.his.heal())
afterAll(() => world?.close())

const next = () => segments.shift()!

test('[B1-03] the fee comes: the HIS books, the account is told, the doctor may read who comes until a week after', async () => {
  const person = await world.person()
  const held = await book(world, person, next().id)
  expect(await statusOf(world, person, held.id)).toBe('BOOKED')
  expect(await inHis(world, held.id)).toMatchObject({ status: 'BOOKED', paidFen: held.feeFen })
  expect(await noticesOf(world, held.id)).toEqual(['appointment.booked'])
  const [care] = (await world.emitted('care.started')).filter(({ subjectId }) => subjectId === held.id)
  expect(care).toMatchObject({ patientId: person.patientId, practitionerId: (await world.doctor('林若楠')).practitionerId })
  expect(new Date(care!.until).getTime()).toBe(Date.parse(`${addDays(hospitalDay(world.clock.now()), 9)}T00:00:00+08:00`))
})

test('[B1-03] the same payment told twice books once', async () => {
  const person = await world.person()
  const held = await hold(world, person, next().id)
  const due = (await world.emitted('order.due')).find(({ subjectId }) => subjectId === held.id)!
  const paid = { orderId: due.orderId, subjectType: 'Appointment', subjectId: held.id, amountFen: held.feeFen, paymentNumber: 'P-twice', paidAt: world.clock.now().toISOString() }
  const id = newId()
  await Promise.all([world.deliver('order.paid', paid, id), world.deliver('order.paid', paid, id)])
  await world.runJobs()
  expect(await statusOf(world, person, held.id)).toBe('BOOKED')
  expect(await withdrawn(world, held.id)).toBe(0)
  expect(await noticesOf(world, held.id)).toEqual(['appointment.booked'])
})

test('[B1-03] a confirmation whose answer was lost is looked up, not guessed', async () => {
  const person = await world.person()
  const held = await hold(world, person, next().id)
  await payFor(world, held)
  await world.his.break({ mode: 'commit-then-timeout', times: 1 })
  await world.runJobs()
  expect(await statusOf(world, person, held.id)).toBe('BOOKED')
})

test('[B1-03] the HIS refuses after payment: the fee goes back by itself and the patient is told', async () => {
  const person = await world.person()
  const segment = next()
  const held = await hold(world, person, segment.id)
  // Only the HIS's clock: its lock runs out before ours.
  await world.his.control('clock/advance', { ms: 20 * 60_000 })
  await payFor(world, held)
  await world.runJobs()
  expect(await statusOf(world, person, held.id)).toBe('REFUSED')
  expect(await withdrawn(world, held.id)).toBe(1)
  expect(await noticesOf(world, held.id)).toEqual(['appointment.refused'])
  expect(await remainingOf(world, segment.id)).toBe(segment.remaining)
  world.clock.advance(20 * 60_000)
})

test('[B1-03] with the HIS down a paid registration waits and is confirmed when it is back', async () => {
  const person = await world.person()
  const held = await hold(world, person, next().id)
  await payFor(world, held)
  await world.his.break({ mode: 'down' })
  await world.runJobs()
  expect(await statusOf(world, person, held.id)).toBe('CONFIRMING')
  await world.advance(60_000)
  await world.runJobs()
  expect(await statusOf(world, person, held.id)).toBe('CONFIRMING')
  await world.his.heal()
  await world.advance(120_000)
  await world.runJobs()
  expect(await statusOf(world, person, held.id)).toBe('BOOKED')
})

test('[B1-03] with the HIS down for half an hour the fee goes back, and the lock when it is up again', async () => {
  const person = await world.person()
  const segment = next()
  const held = await hold(world, person, segment.id)
  await payFor(world, held)
  await world.his.break({ mode: 'down' })
  for (let minutes = 0; minutes <= 31; minutes++) {
    await world.runJobs()
    world.clock.advance(60_000)
  }
  expect(await statusOf(world, person, held.id)).toBe('REFUSED')
  expect(await withdrawn(world, held.id)).toBe(1)
  await world.his.heal()
  await world.advance(300_000)
  await world.runJobs()
  expect(await inHis(world, held.id)).toMatchObject({ status: 'CANCELLED' })
  expect(await remainingOf(world, segment.id)).toBe(segment.remaining)
})

test('[B1-03] money that comes after the hold has run out goes back', async () => {
  const person = await world.person()
  const held = await hold(world, person, next().id)
  await world.advance(16 * 60_000)
  await world.runJobs()
  expect(await withdrawn(world, held.id)).toBe(1)
  await payFor(world, held)
  await world.runJobs()
  expect(await statusOf(world, person, held.id)).toBe('EXPIRED')
  expect(await withdrawn(world, held.id)).toBe(2)
})

test('[B1-03] given up at the cashier, or refunded in full by the hospital, the place is free again', async () => {
  const person = await world.person()
  const [one, other] = [next(), next()]
  const closed = await hold(world, person, one.id)
  await world.deliver('order.closed', { orderId: newId(), subjectType: 'Appointment', subjectId: closed.id, reason: 'CANCELLED' })
  await world.runJobs()
  expect(await statusOf(world, person, closed.id)).toBe('CANCELLED')
  expect(await remainingOf(world, one.id)).toBe(one.remaining)

  const booked = await book(world, person, other.id)
  const refund = { orderId: newId(), subjectType: 'Appointment', subjectId: booked.id, refundFen: 100, at: world.clock.now().toISOString() }
  await world.deliver('order.refunded', { ...refund, full: false })
  expect(await statusOf(world, person, booked.id)).toBe('BOOKED')
  await world.deliver('order.refunded', { ...refund, full: true })
  await world.runJobs()
  expect(await statusOf(world, person, booked.id)).toBe('CANCELLED')
  expect(await inHis(world, booked.id)).toMatchObject({ status: 'CANCELLED' })
  expect(await remainingOf(world, other.id)).toBe(other.remaining)
})
