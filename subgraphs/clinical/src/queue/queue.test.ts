import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, hospitalDay } from '@hospital/database/clock'
import { administratorViewer } from '@hospital/subgraph/testing'
import { arrive, bookToday, type Waiting } from '../../test/queue.ts'
import { book, inHis, statusOf } from '../../test/registration.ts'
import { openWorld, type World } from '../../test/world.ts'
import { standingBehind } from './requeue.ts'

let world: World
let today: string
let doctor: Awaited<ReturnType<World['doctor']>>
let waiting: Waiting[]

beforeAll(async () => {
  world = await openWorld({ at: '08:00' })
  today = hospitalDay(world.clock.now())
  doctor = await world.doctor('陈立群')
  waiting = []
  for (let count = 0; count < 6; count++) waiting.push(await arrive(world, await bookToday(world, '陈立群', today, 'MORNING')))
})
afterAll(() => world?.close())

const step = (action: string, id: string, viewer: Parameters<World['must']>[0] = doctor) =>
  world.must(viewer, `mutation($id: ID!) { ${action}(${action === 'callNext' ? 'queueId' : 'id'}: $id) { id number status calledTimes availableActions } }`, { id }).then((data) => data[action])
const refused = (action: string, id: string, viewer: Parameters<World['must']>[0] = doctor) =>
  world.refusal(viewer, `mutation($id: ID!) { ${action}(${action === 'callNext' ? 'queueId' : 'id'}: $id) { id } }`, { id })
const board = async () => (await world.must(doctor, 'query($id: ID!) { queue(id: $id) { tickets { number status } } }', { id: waiting[0]!.queueId })).queue.tickets
  .filter(({ status }: { status: string }) => status === 'WAITING').map(({ number }: { number: string }) => number)

test('[B1-09] a doctor sees his queues of today and calls in order of arrival; one patient at a time', async () => {
  const { myQueues } = await world.must(doctor, '{ myQueues { id part practitioner { id } waitingCount nowServing { number } tickets { number status patient { id } } } }')
  const own = myQueues.find(({ id }: { id: string }) => id === waiting[0]!.queueId)
  expect(own).toMatchObject({ part: 'MORNING', practitioner: { id: doctor.practitionerId }, waitingCount: 6, nowServing: null })
  expect(myQueues.filter(({ practitioner }: { practitioner: object | null }) => practitioner).map(({ part }: { part: string }) => part)).toEqual(['MORNING', 'AFTERNOON', 'EVENING'])
  expect(own.tickets.map(({ number }: { number: string }) => number)).toEqual(['A001', 'A002', 'A003', 'A004', 'A005', 'A006'])

  expect(await step('callNext', waiting[0]!.queueId)).toMatchObject({ number: 'A001', status: 'CALLED', calledTimes: 1, availableActions: ['recallTicket', 'startServing', 'skipTicket'] })
  expect(await refused('callNext', waiting[0]!.queueId)).toBe('TICKET_ACTIVE')
  expect(await step('recallTicket', waiting[0]!.ticketId)).toMatchObject({ status: 'CALLED', calledTimes: 2 })
  expect(await refused('finishTicket', waiting[0]!.ticketId)).toBe('WRONG_STATE')
  await step('startServing', waiting[0]!.ticketId)
  expect(await refused('callNext', waiting[0]!.queueId)).toBe('TICKET_ACTIVE')
})

test('[B1-09] the visit is over: the fee is earned and the HIS has begun and closed the encounter', async () => {
  await world.runJobs()
  await step('finishTicket', waiting[0]!.ticketId)
  expect(await statusOf(world, waiting[0]!.person, waiting[0]!.appointmentId)).toBe('FULFILLED')
  const delivered = (await world.emitted('subject.delivered')).filter(({ subjectId }) => subjectId === waiting[0]!.appointmentId)
  expect(delivered).toHaveLength(1)
  await world.runJobs()
  expect(await inHis(world, waiting[0]!.appointmentId)).toMatchObject({ status: 'FULFILLED' })
})

test('[B1-09] who misses a call waits again behind three others', async () => {
  expect(await step('callNext', waiting[0]!.queueId)).toMatchObject({ number: 'A002' })
  expect(await step('skipTicket', waiting[1]!.ticketId)).toMatchObject({ status: 'MISSED', availableActions: ['requeueTicket'] })
  expect(await board()).toEqual(['A003', 'A004', 'A005', 'A006'])
  expect(await step('requeueTicket', waiting[1]!.ticketId)).toMatchObject({ status: 'WAITING' })
  expect(await board()).toEqual(['A003', 'A004', 'A005', 'A002', 'A006'])
  const logged = (await world.emitted('audit.recorded')).filter(({ subjectId }) => subjectId === waiting[1]!.ticketId)
  expect(logged.map(({ action, actorId }) => [action, actorId])).toEqual(['ticket.called', 'ticket.skipped', 'ticket.requeued'].map((action) => [action, doctor.practitionerId]))
  const { queueTicket } = await world.must(waiting[1]!.person, 'query($id: ID!) { queueTicket(id: $id) { position ahead estimatedMinutes queue { averageMinutes waitingCount nowServing { number } tickets { number } } availableActions } }', { id: waiting[1]!.ticketId })
  expect(queueTicket).toMatchObject({ position: 4, ahead: 3, estimatedMinutes: 3 * queueTicket.queue.averageMinutes, availableActions: [] })
  expect(queueTicket.queue).toMatchObject({ waitingCount: 5, nowServing: null, tickets: [{ number: 'A002' }] })
})

test('[B1-09] a hundred calls at once call one patient', async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, () => refused('callNext', waiting[0]!.queueId)))
  expect(answers.filter((one) => one === undefined)).toHaveLength(1)
  expect(answers.filter((one) => one === 'TICKET_ACTIVE')).toHaveLength(99)
  await step('skipTicket', waiting[2]!.ticketId)
})

test('[B1-09] nobody else calls, and a patient sees no other\'s ticket', async () => {
  const other = await world.doctor('林若楠')
  const { queueId, ticketId, person } = waiting[3]!
  expect(await refused('callNext', queueId, other)).toBe('NOT_FOUND')
  expect(await refused('skipTicket', ticketId, other)).toBe('NOT_FOUND')
  expect(await refused('callNext', queueId, person)).toBe('FORBIDDEN')
  expect(await refused('callNext', queueId, administratorViewer())).toBe('FORBIDDEN')
  const stranger = await world.person()
  const see = 'query($id: ID!, $q: ID!, $r: [_Any!]!) { queueTicket(id: $id) { id } queue(id: $q) { id } _entities(representations: $r) { ... on QueueTicket { id } ... on Queue { id } } }'
  const variables = { id: ticketId, q: queueId, r: [{ __typename: 'QueueTicket', id: ticketId }, { __typename: 'Queue', id: queueId }] }
  expect(await world.must(stranger, see, variables)).toEqual({ queueTicket: null, queue: null, _entities: [null, null] })
  expect(await world.must(waiting[4]!.person, see, variables)).toEqual({ queueTicket: null, queue: { id: queueId }, _entities: [null, { id: queueId }] })
})

test('[B1-09] in a department\'s clinic several doctors call, each his own patient; all may read who waits, on that day', async () => {
  const segments = await departmentSegments()
  const people = [await world.person(), await world.person()]
  const tickets: Waiting[] = []
  for (const person of people) tickets.push(await arrive(world, { person, appointmentId: (await book(world, person, segments[0]!.id)).id }))
  const colleague = await colleagueOf()
  const { queueId } = tickets[0]!
  const [first, second] = [await step('callNext', queueId), await step('callNext', queueId, colleague)]
  expect([first.number, second.number]).toEqual(['A001', 'A002'])
  expect(await refused('skipTicket', tickets[1]!.ticketId)).toBe('CONFLICT')
  const cares = (await world.emitted('care.started')).filter(({ subjectId }) => subjectId === tickets[0]!.appointmentId)
  const until = (practitionerId: string) => cares.filter((care) => care.practitionerId === practitionerId).map((care) => hospitalDay(new Date(care.until)))
  expect(until(colleague.practitionerId)).toEqual([addDays(today, 1)])
  expect(until(doctor.practitionerId)).toEqual([addDays(today, 1), addDays(today, 8)])
  const SEEN = 'query($day: Date!) { appointments(filter: { day: $day }) { nodes { id practitioner { id } } } }'
  const seen = (await world.must(colleague, SEEN, { day: today })).appointments.nodes.filter((one: { practitioner: object | null }) => !one.practitioner)
  expect(seen.map(({ id }: { id: string }) => id)).toEqual([tickets[1]!.appointmentId])
})

test('[B1-09] at the end of the day those not seen have left, and are marked as not having come', async () => {
  expect(await refused('callNext', (await world.must(doctor, '{ myQueues { id part practitioner { id } } }')).myQueues.find((one: { part: string; practitioner: object | null }) => one.part === 'EVENING' && one.practitioner).id)).toBe('QUEUE_EMPTY')
  await world.goTo(addDays(today, 1), '00:01')
  await world.runJobs()
  expect(await statusOf(world, waiting[4]!.person, waiting[4]!.appointmentId)).toBe('NOSHOW')
  const { queueTicket } = await world.must(waiting[4]!.person, 'query($id: ID!) { queueTicket(id: $id) { status position } }', { id: waiting[4]!.ticketId })
  expect(queueTicket).toEqual({ status: 'LEFT', position: null })
})

test('[B1-09] waiting again never leads past one\'s own class', () => {
  const line = [{ priorityClass: 1, rank: 1 }, { priorityClass: 1, rank: 2 }, { priorityClass: 2, rank: 3 }, { priorityClass: 2, rank: 4 }]
  expect(standingBehind(line, 3, 1, 9)).toEqual({ priorityClass: 2, rank: 3.5 })
  expect(standingBehind(line, 1, 1, 9)).toEqual({ priorityClass: 1, rank: 1.5 })
  expect(standingBehind(line, 1, 2, 9)).toEqual({ priorityClass: 2, rank: 2 })
  expect(standingBehind(line, 9, 1, 9)).toEqual({ priorityClass: 2, rank: 9 })
  expect(standingBehind([], 3, 1, 9)).toEqual({ priorityClass: 1, rank: 9 })
})

async function departmentSegments(): Promise<{ id: string; remaining: number }[]> {
  const { schedules } = await world.must(doctor, 'query($d: ID!, $day: Date!) { schedules(departmentId: $d, day: $day) { part practitioner { id } slots { id remaining } } }', { d: doctor.departmentId, day: today })
  const clinic = schedules.find((one: { part: string; practitioner: object | null }) => one.part === 'MORNING' && !one.practitioner)
  return clinic.slots.filter(({ remaining }: { remaining: number }) => remaining >= 2)
}

async function colleagueOf() {
  const { practitioners } = await world.his.connectors.his.listPractitioners({ count: 1000 })
  const own = practitioners.find(({ name }) => name === '陈立群')!
  return world.doctor(practitioners.find(({ role, departmentIds, name }) => role === 'DOCTOR' && departmentIds[0] === own.departmentIds[0] && name !== own.name)!.name)
}
