import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, hospitalDay } from '@hospital/database/clock'
import { CHECK_IN, arrive, bookToday, placeOf } from '../../test/queue.ts'
import { book, inHis, segmentsOf, statusOf } from '../../test/registration.ts'
import { openWorld, type World } from '../../test/world.ts'
import { distanceMeters } from './distance.ts'

let world: World
let today: string

beforeAll(async () => {
  world = await openWorld({ at: '08:00' })
  today = hospitalDay(world.clock.now())
})
afterAll(() => world?.close())

test('[B1-08] distances on the globe are right', () => {
  expect(distanceMeters({ latitude: 39.9042, longitude: 116.4074 }, { latitude: 31.2304, longitude: 121.4737 }) / 1000).toBeCloseTo(1067, 0)
  expect(distanceMeters({ latitude: 30, longitude: 120 }, { latitude: 30.001, longitude: 120 })).toBeCloseTo(111.2, 1)
  expect(distanceMeters({ latitude: 30, longitude: 120 }, { latitude: 30, longitude: 120 })).toBe(0)
})

test('[B1-08] a patient at the hospital checks in once and takes a number; the HIS knows', async () => {
  const booked = await bookToday(world, '陈立群', today, 'MORNING')
  const { appointment } = await world.must(booked.person, 'query($id: ID!) { appointment(id: $id) { availableActions checkIn { opensAt closesAt fenceMeters } } }', { id: booked.appointmentId })
  expect(appointment.availableActions).toEqual(['checkIn'])
  expect(appointment.checkIn).toMatchObject({ closesAt: `${today}T03:30:00.000Z` })
  const waiting = await arrive(world, booked)
  expect(waiting.number).toBe('A001')
  const again = await world.execute(booked.person, CHECK_IN, { id: booked.appointmentId, latitude: 0, longitude: 0, accuracy: 1 })
  expect(again.errors![0]!.extensions.code).toBe('ALREADY_CHECKED_IN')
  await world.runJobs()
  expect(await inHis(world, booked.appointmentId)).toMatchObject({ status: 'ARRIVED' })
  const { appointment: arrived } = await world.must(booked.person, 'query($id: ID!) { appointment(id: $id) { status availableActions checkIn { fenceMeters } ticket { number position ahead status } } }', { id: booked.appointmentId })
  expect(arrived).toEqual({ status: 'ARRIVED', availableActions: [], checkIn: null, ticket: { number: 'A001', position: 1, ahead: 0, status: 'WAITING' } })
})

test('[B1-08] two taps at once give one number', async () => {
  const booked = await bookToday(world, '陈立群', today, 'MORNING')
  const input = { id: booked.appointmentId, ...(await placeOf(world, booked.person, booked.appointmentId)), accuracy: 10 }
  const answers = await Promise.all([1, 2, 3, 4].map(() => world.refusal(booked.person, CHECK_IN, input)))
  expect(answers.sort()).toEqual(['ALREADY_CHECKED_IN', 'ALREADY_CHECKED_IN', 'ALREADY_CHECKED_IN', undefined])
  const { appointment } = await world.must(booked.person, 'query($id: ID!) { appointment(id: $id) { ticket { number } } }', { id: booked.appointmentId })
  expect(appointment.ticket.number).toBe('A002')
})

test('[B1-08] outside the fence is refused with the distance; an inexact position with a way out', async () => {
  const booked = await bookToday(world, '陈立群', today, 'MORNING')
  const door = await placeOf(world, booked.person, booked.appointmentId)
  const from = (north: number, accuracy: number) => world.execute(booked.person, CHECK_IN, { id: booked.appointmentId, latitude: door.latitude + north / 111_195, longitude: door.longitude, accuracy })
  const far = (await from(2_340, 30)).errors![0]!
  expect(far.extensions).toMatchObject({ code: 'CHECK_IN_TOO_FAR', details: { distanceMeters: 2340, accuracyMeters: 30 } })
  expect(far.message).toBe('您距离医院约 2.3 公里，请到院后签到。')
  expect((await from(0, 201)).errors![0]!.extensions.code).toBe('CHECK_IN_INACCURATE')
  expect((await from(0, -1)).errors![0]!.extensions.code).toBe('INVALID_INPUT')
  expect(await statusOf(world, booked.person, booked.appointmentId)).toBe('BOOKED')
  const { fenceMeters } = (await world.must(booked.person, 'query($id: ID!) { appointment(id: $id) { checkIn { fenceMeters } } }', { id: booked.appointmentId })).appointment.checkIn
  // Beyond the fence, yet by less than the position is inexact: may well be inside.
  expect((await from(fenceMeters + 30, 50)).errors).toBeUndefined()
})

test('[B1-08] [B1-09] who comes after the own segment waits behind those who came in time', async () => {
  const late = await bookToday(world, '林若楠', today, 'MORNING')
  await world.goTo(today, '09:30')
  const inTime = await bookToday(world, '林若楠', today, 'MORNING')
  expect(await arrive(world, late)).toMatchObject({ number: 'A001' })
  const first = await arrive(world, inTime)
  expect(first.number).toBe('A002')
  const { appointment } = await world.must(late.person, 'query($id: ID!) { appointment(id: $id) { ticket { position } } }', { id: late.appointmentId })
  expect(appointment.ticket.position).toBe(2)
})

test('[B1-08] too early, too late, not booked, not one\'s own', async () => {
  const afternoon = await bookToday(world, '陈立群', today, 'AFTERNOON')
  const later = await world.person()
  const tomorrow = await book(world, later, (await segmentsOf(world, '陈立群', addDays(today, 1), 'MORNING'))[0]!.id)
  const at = { latitude: 30, longitude: 120, accuracy: 10 }
  expect(await world.refusal(afternoon.person, CHECK_IN, { id: afternoon.appointmentId, ...at })).toBe('CHECK_IN_TOO_EARLY')
  expect(await world.refusal(later, CHECK_IN, { id: tomorrow.id, ...at })).toBe('CHECK_IN_TOO_EARLY')
  expect(await world.refusal(later, CHECK_IN, { id: afternoon.appointmentId, ...at })).toBe('NOT_FOUND')
  await world.goTo(today, '17:01')
  expect(await world.refusal(afternoon.person, CHECK_IN, { id: afternoon.appointmentId, ...at })).toBe('CHECK_IN_TOO_LATE')
})
