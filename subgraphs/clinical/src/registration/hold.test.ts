import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newId } from '@hospital/database/identifier'
import { hospitalDay, addDays } from '@hospital/database/clock'
import { HOLD, book, hold, inHis, remainingOf, segmentsOf, statusOf, withdrawn, type Segment } from '../../test/registration.ts'
import { openWorld, type World } from '../../test/world.ts'

let world: World
let segments: Segment[]
let tomorrow: string

beforeAll(async () => {
  world = await openWorld()
  tomorrow = addDays(hospitalDay(world.clock.now()), 1)
  segments = [...await segmentsOf(world, '陈立群', tomorrow, 'AFTERNOON'), ...await segmentsOf(world, '陈立群', tomorrow, 'MORNING')]
})
afterEach(() => world.his.heal())
afterAll(() => world?.close())

const next = () => segments.shift()!

test('[B1-01] a hold takes the place here and in the HIS, and its order falls due', async () => {
  const person = await world.person()
  const segment = next()
  const held = await hold(world, person, segment.id)
  expect(held).toMatchObject({ status: 'HELD', sameDay: false, feeFen: 5000, availableActions: ['releaseAppointment'] })
  expect(held.number).toMatch(/^GH\d{15}$/)
  expect(await inHis(world, held.id)).toMatchObject({ status: 'LOCKED', hisAppointmentId: held.hisNumber })
  expect(await remainingOf(world, segment.id)).toBe(segment.remaining - 1)
  const [due] = (await world.emitted('order.due')).filter(({ subjectId }) => subjectId === held.id)
  expect(due).toMatchObject({ kind: 'REGISTRATION', amountFen: 5000, patientId: person.patientId, accountId: person.accountId, payUntil: held.heldUntil })
  expect(new Date(held.heldUntil!).getTime() - world.clock.now().getTime()).toBeGreaterThan(14.5 * 60_000)
})

test('[B1-01] of a hundred who want the last place one gets it and ninety-nine are told that it is full', async () => {
  const segment = next()
  const hisSlot = await hisSlotOf(segment)
  await world.his.control(`his/slots/${hisSlot}/remaining`, { remaining: 1 })
  await world.subgraph.jobs['clinical.refreshSchedules']!({})
  expect(await remainingOf(world, segment.id)).toBe(1)
  const people = await Promise.all(Array.from({ length: 100 }, () => world.person()))
  const answers = await Promise.all(people.map((person) => world.execute<{ holdAppointment: { id: string } }>(person, HOLD, { slotId: segment.id, patientId: person.patientId })))
  const winners = answers.filter(({ errors }) => !errors)
  const refusals = answers.flatMap(({ errors }) => errors ?? []).map(({ extensions }) => extensions.code)
  expect(winners).toHaveLength(1)
  expect(refusals).toEqual(Array(99).fill('SLOT_FULL'))
  expect(await world.his.connectors.his.findSlot(hisSlot)).toMatchObject({ remaining: 0 })
  expect(await remainingOf(world, segment.id)).toBe(0)
  const late = await world.person()
  expect(await world.refusal(late, HOLD, { slotId: segment.id, patientId: late.patientId })).toBe('SLOT_FULL')
  expect(await appointmentsOf(late)).toEqual([])
})

test('[B1-01] a place that went at the counter meanwhile is refused, and shown as full', async () => {
  const segment = next()
  await world.his.control(`his/slots/${await hisSlotOf(segment)}/remaining`, { remaining: 0 })
  const person = await world.person()
  expect(await world.refusal(person, HOLD, { slotId: segment.id, patientId: person.patientId })).toBe('SLOT_FULL')
  expect(await remainingOf(world, segment.id)).toBe(0)
  expect(await appointmentsOf(person)).toEqual([])
})

test('[B1-01] one person has one registration in a clinic, however often it is asked for at once', async () => {
  const person = await world.person()
  const [one, other] = [next(), next()]
  const answers = await Promise.all([one, other, one].map(({ id }) => world.refusal(person, HOLD, { slotId: id, patientId: person.patientId })))
  expect(answers.sort()).toEqual(['APPOINTMENT_DUPLICATE', 'APPOINTMENT_DUPLICATE', undefined])
  expect(await remainingOf(world, one.id) + await remainingOf(world, other.id)).toBe(one.remaining + other.remaining - 1)
})

test('[B1-01] refuses who may not book, what is gone, and what is not there', async () => {
  const person = await world.person()
  const { id } = segments[0]!
  const held = (viewer: typeof person, slotId = id, patientId = person.patientId) => world.refusal(viewer, HOLD, { slotId, patientId })
  expect(await held({ ...person, restrictedUntil: new Date(world.clock.now().getTime() + 60_000).toISOString() })).toBe('RESTRICTED')
  expect(await held(person, id, (await world.person()).patientId)).toBe('NOT_FOUND')
  expect(await held(person, newId())).toBe('NOT_FOUND')
  expect(await held(person, 'nothing')).toBe('NOT_FOUND')
  const unrecorded = newId()
  expect(await held({ ...person, patientIds: [unrecorded] }, id, unrecorded)).toBe('HIS_RECORD_REQUIRED')
  expect(await world.refusal(await world.doctor('陈立群') as never, HOLD, { slotId: id, patientId: person.patientId })).toBe('FORBIDDEN')
})

test('[B1-01] an account keeps at most three unpaid holds', async () => {
  const accountId = newId()
  const people = await Promise.all(Array.from({ length: 4 }, async () => ({ ...(await world.person()), accountId })))
  const segment = segments.find(({ remaining }) => remaining >= 3)!
  const more = segments.find((one) => one !== segment)!
  const answers = await Promise.all(people.map((person, at) => world.refusal(person, HOLD, { slotId: at === 0 ? more.id : segment.id, patientId: person.patientId })))
  expect(answers.sort()).toEqual(['APPOINTMENT_LIMIT', undefined, undefined, undefined])
  segments = segments.filter((one) => one !== segment && one !== more)
})

test('[B1-01] with the HIS down nothing is held on either side and no fee arises', async () => {
  const person = await world.person()
  const segment = next()
  await world.his.break({ mode: 'down' })
  expect(await world.refusal(person, HOLD, { slotId: segment.id, patientId: person.patientId })).toBe('HIS_UNAVAILABLE')
  expect(await remainingOf(world, segment.id)).toBe(segment.remaining)
  expect(await appointmentsOf(person)).toEqual([])
  expect((await world.emitted('order.due')).filter(({ patientId }) => patientId === person.patientId)).toEqual([])
})

test('[B1-01] a lock whose answer was lost is found in the HIS by our reference and given back', async () => {
  const person = await world.person()
  const segment = next()
  const hisSlot = await hisSlotOf(segment)
  const before = (await world.his.connectors.his.findSlot(hisSlot))!.remaining
  await world.his.break({ mode: 'commit-then-timeout', times: 1 })
  expect(await world.refusal(person, HOLD, { slotId: segment.id, patientId: person.patientId })).toBe('HIS_UNAVAILABLE')
  expect((await world.his.connectors.his.findSlot(hisSlot))!.remaining).toBe(before - 1)
  await world.advance(15_000)
  await world.runJobs()
  expect((await world.his.connectors.his.findSlot(hisSlot))!.remaining).toBe(before)
  expect(await remainingOf(world, segment.id)).toBe(segment.remaining)
  expect(await hold(world, person, segment.id)).toMatchObject({ status: 'HELD' })
})

test('[B1-01] an unpaid hold runs out: both sides have the place again, the order is withdrawn once', async () => {
  const person = await world.person()
  const segment = next()
  const held = await hold(world, person, segment.id)
  await world.advance(14 * 60_000)
  await world.runJobs()
  expect(await statusOf(world, person, held.id)).toBe('HELD')
  await world.advance(61_000)
  await world.runJobs()
  expect(await statusOf(world, person, held.id)).toBe('EXPIRED')
  expect(await inHis(world, held.id)).toMatchObject({ status: 'CANCELLED' })
  expect(await remainingOf(world, segment.id)).toBe(segment.remaining)
  expect(await withdrawn(world, held.id)).toBe(1)
})

test('[B1-01] a hold runs out also when nobody was there at that moment', async () => {
  const person = await world.person()
  const segment = next()
  const held = await hold(world, person, segment.id)
  await world.advance(3 * 3_600_000)
  await world.runJobs()
  expect(await statusOf(world, person, held.id)).toBe('EXPIRED')
  expect(await remainingOf(world, segment.id)).toBe(segment.remaining)
})

test('[B1-01] a hold given back frees the place at once, also while the HIS is away for a while', async () => {
  const person = await world.person()
  const segment = next()
  const held = await hold(world, person, segment.id)
  await world.his.break({ mode: 'down' })
  await world.must(person, 'mutation($id: ID!) { releaseAppointment(id: $id) { status } }', { id: held.id })
  await world.runJobs()
  expect(await remainingOf(world, segment.id)).toBe(segment.remaining - 1)
  await world.his.heal()
  await world.advance(5_000)
  await world.runJobs()
  expect(await statusOf(world, person, held.id)).toBe('CANCELLED')
  expect(await inHis(world, held.id)).toMatchObject({ status: 'CANCELLED' })
  expect(await remainingOf(world, segment.id)).toBe(segment.remaining)
  expect(await world.refusal(person, 'mutation($id: ID!) { releaseAppointment(id: $id) { status } }', { id: held.id })).toBe('WRONG_STATE')
})

test('[B1-01] a refresh from the HIS never gives back a place that is held here', async () => {
  const person = await world.person()
  const segment = next()
  await book(world, person, segment.id)
  await world.his.control(`his/slots/${await hisSlotOf(segment)}/remaining`, { remaining: segment.capacity })
  await world.subgraph.jobs['clinical.refreshSchedules']!({})
  expect(await remainingOf(world, segment.id)).toBe(segment.capacity - 1)
})

test('[B1-01] a segment that is over cannot be booked', async () => {
  await world.goTo(tomorrow, '15:00')
  const person = await world.person()
  const past = (await segmentsAll()).find(({ endsAt }) => new Date(endsAt) <= world.clock.now())!
  expect(await world.refusal(person, HOLD, { slotId: past.id, patientId: person.patientId })).toBe('SLOT_PAST')
  expect(await remainingOf(world, past.id)).toBe(0)
})

async function segmentsAll() {
  const doctor = await world.doctor('陈立群')
  const { schedules } = await world.must(doctor, 'query($d: ID!, $day: Date!) { schedules(departmentId: $d, day: $day) { slots { id endsAt } } }', { d: doctor.departmentId, day: tomorrow })
  return schedules.flatMap((one: { slots: Segment[] }) => one.slots) as Segment[]
}

/** The HIS's id of a segment: by its doctor and start, as a clerk at the counter would find it. */
async function hisSlotOf(segment: Segment): Promise<string> {
  const { schedules } = await world.his.connectors.his.listSchedules({ from: tomorrow, to: tomorrow })
  const doctor = await world.doctor('陈立群')
  const own = schedules.filter(({ practitionerId }) => practitionerId && world.ids.get(practitionerId) === doctor.practitionerId)
  return own.flatMap(({ slots }) => slots).find(({ startsAt }) => startsAt.toISOString() === segment.startsAt)!.id
}

async function appointmentsOf(person: Parameters<World['must']>[0]) {
  return (await world.must(person, '{ appointments { nodes { id status } } }')).appointments.nodes
}
