import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { administratorViewer } from '@hospital/subgraph/testing'
import { addDays, hospitalDay } from '@hospital/database/clock'
import { CANCEL, book, hold, inHis, noticesOf, remainingOf, segmentsOf, statusOf, withdrawn, type Segment } from '../../test/registration.ts'
import { arrive, bookToday } from '../../test/queue.ts'
import { openWorld, type World } from '../../test/world.ts'

let world: World
let today: string
let segments: Segment[]
let todays: Segment[]

beforeAll(async () => {
  world = await openWorld()
  today = hospitalDay(world.clock.now())
  segments = await segmentsOf(world, '陈立群', addDays(today, 1), 'AFTERNOON')
  todays = await segmentsOf(world, '陈立群', today, 'AFTERNOON')
})
afterEach(() => world.his.heal())
afterAll(() => world?.close())

const next = () => segments.shift()!

test('[B1-01] a booking is cancelled in time: in the HIS first, then here; the fee goes back', async () => {
  const person = await world.person()
  const segment = next()
  const { id } = await book(world, person, segment.id)
  const { appointment } = await world.must(person, 'query($id: ID!) { appointment(id: $id) { availableActions cancellableUntil } }', { id })
  expect(appointment).toEqual({ availableActions: ['cancelAppointment'], cancellableUntil: `${today}T14:00:00.000Z` })
  const { cancelAppointment } = await world.must(person, CANCEL, { id })
  expect(cancelAppointment).toEqual({ id, status: 'CANCELLED', cancelReason: '临时有事', availableActions: [] })
  expect(await inHis(world, id)).toMatchObject({ status: 'CANCELLED' })
  expect(await remainingOf(world, segment.id)).toBe(segment.remaining)
  expect(await withdrawn(world, id)).toBe(1)
  expect(await world.refusal(person, CANCEL, { id })).toBe('WRONG_STATE')
})

test('[B1-02] a same-day registration cannot be cancelled online, and is not offered it', async () => {
  const person = await world.person()
  const held = await book(world, person, todays.shift()!.id)
  expect(held.sameDay).toBe(true)
  const { appointment } = await world.must(person, 'query($id: ID!) { appointment(id: $id) { availableActions cancellableUntil sameDay } }', { id: held.id })
  expect(appointment).toEqual({ availableActions: [], cancellableUntil: null, sameDay: true })
  const { errors } = await world.execute(person, CANCEL, { id: held.id })
  expect(errors![0]).toMatchObject({ message: '当日挂号不支持在线取消，请到门诊挂号窗口办理。', extensions: { code: 'SAME_DAY_NOT_CANCELLABLE' } })
  expect(await statusOf(world, person, held.id)).toBe('BOOKED')
  expect(await withdrawn(world, held.id)).toBe(0)
})

test('[B1-01] with the HIS away a booking is not cancelled and still stands', async () => {
  const person = await world.person()
  const { id } = await book(world, person, next().id)
  await world.his.break({ mode: 'down' })
  expect(await world.refusal(person, CANCEL, { id })).toBe('HIS_UNAVAILABLE')
  expect(await statusOf(world, person, id)).toBe('BOOKED')
  await world.his.heal()
  await world.must(person, CANCEL, { id })
})

test('[B1-01] a cancellation whose answer was lost is looked up', async () => {
  const person = await world.person()
  const { id } = await book(world, person, next().id)
  await world.his.break({ mode: 'commit-then-timeout', times: 1 })
  expect((await world.must(person, CANCEL, { id })).cancelAppointment.status).toBe('CANCELLED')
})

test('[B1-01] a booking that the HIS cancelled while our process died follows a little later', async () => {
  const person = await world.person()
  const segment = next()
  const { id } = await book(world, person, segment.id)
  await world.his.break({ mode: 'down' })
  expect(await world.refusal(person, CANCEL, { id })).toBe('HIS_UNAVAILABLE')
  await world.his.heal()
  const { hisAppointmentId } = (await inHis(world, id))!
  await world.his.connectors.his.cancelAppointment({ hisAppointmentId, reason: '患者取消' })
  await world.advance(31_000)
  await world.runJobs()
  expect(await statusOf(world, person, id)).toBe('CANCELLED')
  expect(await withdrawn(world, id)).toBe(1)
  expect(await remainingOf(world, segment.id)).toBe(segment.remaining)
})

test('[B1-01] nobody cancels, releases or sees another\'s registration, by id or through entities', async () => {
  const person = await world.person()
  const { id } = await book(world, person, next().id)
  const other = await world.person()
  const release = 'mutation($id: ID!) { releaseAppointment(id: $id) { id } }'
  expect(await world.refusal(other, CANCEL, { id })).toBe('NOT_FOUND')
  expect(await world.refusal(other, release, { id })).toBe('NOT_FOUND')
  expect(await world.refusal(administratorViewer(), CANCEL, { id })).toBe('FORBIDDEN')
  const entity = 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Appointment { id } } }'
  const representations = { r: [{ __typename: 'Appointment', id }] }
  const seen = async (viewer: Parameters<World['must']>[0]) => (await world.must(viewer, entity, representations))._entities[0]
  expect(await statusOf(world, other, id)).toBeUndefined()
  expect(await seen(other)).toBeNull()
  expect(await seen({ kind: 'ANONYMOUS' })).toBeNull()
  expect(await seen(await world.doctor('林若楠'))).toBeNull()
  expect(await seen(person)).toEqual({ id })
  expect(await seen(await world.doctor('陈立群'))).toEqual({ id })
  const unpaid = await hold(world, await world.person(), next().id)
  expect((await world.must(await world.doctor('陈立群'), entity, { r: [{ __typename: 'Appointment', id: unpaid.id }] }))._entities[0]).toBeNull()
  expect(await seen(administratorViewer())).toEqual({ id })
  const listed = await world.must(other, 'query($p: ID!) { appointments(filter: { patientId: $p }) { nodes { id } totalCount } }', { p: person.patientId })
  expect(listed.appointments).toEqual({ nodes: [], totalCount: 0 })
})

test('[B1-01] a stopped clinic refunds and tells whoever is registered, and takes no more', async () => {
  const person = await world.person()
  const segment = next()
  const { id } = await book(world, person, segment.id)
  await world.his.control(`his/schedules/${await hisScheduleOf(segment)}/stop`, { reason: '医生外出会诊' })
  await world.subgraph.jobs['clinical.refreshSchedules']!({})
  await world.runJobs()
  const { appointment } = await world.must(person, 'query($id: ID!) { appointment(id: $id) { status cancelReason schedule { stopped stopReason remaining } } }', { id })
  expect(appointment).toEqual({ status: 'STOPPED', cancelReason: '停诊：医生外出会诊', schedule: { stopped: true, stopReason: '医生外出会诊', remaining: 0 } })
  expect(await withdrawn(world, id)).toBe(1)
  expect(await noticesOf(world, id)).toEqual(['appointment.booked', 'appointment.stopped'])
  const other = await world.person()
  expect(await world.refusal(other, 'mutation($s: ID!, $p: ID!) { holdAppointment(input: { slotId: $s, patientId: $p }) { id } }', { s: segments[0]!.id, p: other.patientId })).toBe('SLOT_STOPPED')
})

test('[B1-01] who waits already when the clinic is stopped leaves the queue with the fee back; who is with the doctor stays', async () => {
  const [one, other] = [await bookToday(world, '林若楠', today, 'MORNING'), await bookToday(world, '林若楠', today, 'MORNING')]
  await world.goTo(today, '08:20')
  const [served, waits] = [await arrive(world, one), await arrive(world, other)]
  const doctor = await world.doctor('林若楠')
  await world.must(doctor, 'mutation($q: ID!, $t: ID!) { callNext(queueId: $q) { id } startServing(id: $t) { id } }', { q: served.queueId, t: served.ticketId })
  const [clinic] = (await world.his.connectors.his.listSchedules({ from: today, to: today })).schedules.filter(({ practitionerId, session }) => session === 'MORNING' && world.ids.get(practitionerId ?? '') === doctor.practitionerId)
  await world.his.control(`his/schedules/${clinic!.id}/stop`, { reason: '设备故障' })
  await world.subgraph.jobs['clinical.refreshSchedules']!({})
  await world.runJobs()
  expect([await statusOf(world, served.person, served.appointmentId), await statusOf(world, waits.person, waits.appointmentId)]).toEqual(['ARRIVED', 'STOPPED'])
  expect([await withdrawn(world, served.appointmentId), await withdrawn(world, waits.appointmentId)]).toEqual([0, 1])
  expect((await world.must(waits.person, 'query($id: ID!) { queueTicket(id: $id) { status } }', { id: waits.ticketId })).queueTicket.status).toBe('LEFT')
})

test('[B1-01] after ten in the evening before the visit it is too late; at the end of the day who did not come is marked', async () => {
  const person = await world.person()
  const [morning] = await segmentsOf(world, '陈立群', addDays(today, 1), 'MORNING')
  const { id } = await book(world, person, morning!.id)
  await world.goTo(today, '22:00')
  expect(await world.refusal(person, CANCEL, { id })).toBe('CANCEL_TOO_LATE')
  await world.runJobs()
  await world.goTo(addDays(today, 2), '00:01')
  await world.runJobs()
  expect(await statusOf(world, person, id)).toBe('NOSHOW')
  expect(await withdrawn(world, id)).toBe(0)
  expect((await world.emitted('subject.delivered')).filter(({ subjectId }) => subjectId === id)).toHaveLength(1)
})

async function hisScheduleOf(segment: Segment): Promise<string> {
  const doctor = await world.doctor('陈立群')
  const { schedules } = await world.his.connectors.his.listSchedules({ from: today, to: addDays(today, 1) })
  return schedules.find(({ practitionerId, slots }) => world.ids.get(practitionerId ?? '') === doctor.practitionerId && slots.some(({ startsAt }) => startsAt.toISOString() === segment.startsAt))!.id
}
