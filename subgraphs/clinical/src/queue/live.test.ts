import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hospitalDay } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import { arrive, bookToday, type Waiting } from '../../test/queue.ts'
import { openWorld, type World } from '../../test/world.ts'
import { followQueue } from './live.ts'

let world: World
let today: string
let doctor: Awaited<ReturnType<World['doctor']>>
let waiting: Waiting[]

const WATCH = `subscription($q: ID, $t: ID, $after: Int) { queueChanged(queueId: $q, ticketId: $t, after: $after) {
  sequence version nowServing waitingCount board { number status mine }
  ticket { id number status position ahead appointment { status } patient { id } } queue { id waitingCount version tickets { number position } } } }`

beforeAll(async () => {
  world = await openWorld({ at: '08:00' })
  today = hospitalDay(world.clock.now())
  doctor = await world.doctor('林若楠')
  waiting = []
  for (let count = 0; count < 4; count++) waiting.push(await arrive(world, await bookToday(world, '林若楠', today, 'MORNING')))
})
afterAll(() => world?.close())

let streams: AsyncIterator<unknown>[] = []

/** As the phone reads it. */
type View = any
beforeEach(async () => {
  await Promise.all(streams.map((stream) => stream.return?.()))
  streams = []
})

async function watch(viewer: Parameters<World['subscribe']>[0], variables: Record<string, unknown>) {
  const stream = await world.subscribe(viewer, WATCH, variables)
  streams.push(stream)
  return async (): Promise<View> => {
    const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('No event')), 3_000).unref())
    const { value, done } = await Promise.race([stream.next(), late])
    if (done) return 'end'
    if (value.errors) throw value.errors[0]
    return (value.data as View).queueChanged
  }
}

const act = (action: string, id: string) => world.must(doctor, `mutation($id: ID!) { ${action}(${action === 'callNext' ? 'queueId' : 'id'}: $id) { number } }`, { id })

test('[B1-09] a phone sees numbers only, its own flagged; every call, skip and re-queue comes within a second', async () => {
  const { person, ticketId, queueId } = waiting[1]!
  const next = await watch(person, { t: ticketId })
  const first = await next()
  expect(first).toMatchObject({ nowServing: null, waitingCount: 4, ticket: { number: 'A002', status: 'WAITING', position: 2, ahead: 1, appointment: { status: 'ARRIVED' }, patient: { id: person.patientId } } })
  expect(first.board).toEqual(['A001', 'A002', 'A003', 'A004'].map((number) => ({ number, status: 'WAITING', mine: number === 'A002' })))
  expect(first.queue.tickets).toEqual([{ number: 'A002', position: 2 }])

  const before = performance.now()
  await act('callNext', queueId)
  const called = await next()
  expect(performance.now() - before).toBeLessThan(1_000)
  expect(called).toMatchObject({ nowServing: 'A001', waitingCount: 3, ticket: { position: 1, ahead: 0 }, queue: { waitingCount: 3 } })
  expect(called.sequence).toBe(first.sequence + 1)

  await act('skipTicket', waiting[0]!.ticketId)
  expect((await next()).board[0]).toEqual({ number: 'A002', status: 'WAITING', mine: true })
  await act('callNext', queueId)
  expect(await next()).toMatchObject({ nowServing: 'A002', ticket: { status: 'CALLED', position: null, ahead: null } })
  await act('requeueTicket', waiting[0]!.ticketId)
  expect((await next()).board.map(({ number }: { number: string }) => number)).toEqual(['A002', 'A003', 'A004', 'A001'])
  await act('startServing', ticketId)
  await next()
  await act('finishTicket', ticketId)
  expect(await next()).toMatchObject({ nowServing: null, ticket: { status: 'DONE', appointment: { status: 'FULFILLED' } } })
})

test('[B1-09] after a reconnect the newest view comes if it is newer, and nothing twice', async () => {
  const { person, ticketId, queueId } = waiting[2]!
  const { sequence } = await (await watch(person, { t: ticketId }))()
  const same = await watch(person, { t: ticketId, after: sequence })
  await expect(Promise.race([same(), new Promise((resolve) => setTimeout(() => resolve('silence'), 300))])).resolves.toBe('silence')
  await act('callNext', queueId)
  await act('recallTicket', ticketId)
  const again = await watch(person, { t: ticketId, after: sequence })
  const caught = await again()
  expect(caught).toMatchObject({ sequence: sequence + 2, nowServing: 'A003', ticket: { status: 'CALLED' } })
  await act('skipTicket', ticketId)
  expect((await again()).sequence).toBe(sequence + 3)
})

test('[B1-09] the doctor sees every ticket of his queue', async () => {
  const view = await (await watch(doctor, { q: waiting[0]!.queueId }))()
  expect(view.ticket).toBeNull()
  expect(view.queue.tickets.map(({ number }: { number: string }) => number).sort()).toEqual(['A001', 'A002', 'A003', 'A004'])
  expect(view.board.every(({ mine }: { mine: boolean }) => !mine)).toBe(true)
})

test('[B1-09] who has no ticket in it sees no queue; one of the two arguments it must be', async () => {
  const stranger = await world.person()
  const code = (promise: Promise<unknown>) => promise.then(() => undefined, (error) => error.extensions.code)
  expect(await code(watch(stranger, { q: waiting[0]!.queueId }))).toBe('NOT_FOUND')
  expect(await code(watch(stranger, { t: waiting[0]!.ticketId }))).toBe('NOT_FOUND')
  expect(await code(watch(waiting[1]!.person, { t: waiting[0]!.ticketId }))).toBe('NOT_FOUND')
  expect(await code(watch(stranger, { q: newId() }))).toBe('NOT_FOUND')
  expect(await code(watch(stranger, {}))).toBe('INVALID_INPUT')
  expect(await code(watch({ kind: 'ANONYMOUS' }, { q: waiting[0]!.queueId }))).toBe('UNAUTHENTICATED')
})

test('[B1-09] a stream ends when its watcher may no longer see the queue', async () => {
  const { person, ticketId, queueId } = waiting[3]!
  const patientIds = [...person.patientIds]
  const next = await watch({ ...person, patientIds }, { t: ticketId })
  await next()
  patientIds.length = 0
  await act('callNext', queueId)
  expect(await next()).toBe('end')
})

test('[B1-09] fifty watchers cost one reading of the queue a change, and leave nothing behind', async () => {
  const { queueId, person } = waiting[3]!
  let readings = 0
  const ctx = world.subgraph.contextFor({ viewer: person, requestId: newId(), origin: { ip: null, userAgent: null } })
  const db = new Proxy(ctx.db, { get: (target, name) => {
    if (name === 'select') readings++
    const value = Reflect.get(target, name)
    return typeof value === 'function' ? value.bind(target) : value
  } })
  const followers = await Promise.all(Array.from({ length: 50 }, () => followQueue({ ...ctx, db }, { queueId })))
  await Promise.all(followers.map((one) => one.next()))
  const coming = followers.map((one) => one.next())
  await new Promise((resolve) => setTimeout(resolve, 50))
  readings = 0
  await act('skipTicket', waiting[3]!.ticketId)
  const seen = await Promise.all(coming)
  expect(new Set(seen.map(({ value }) => value.snapshot)).size).toBe(1)
  expect(readings).toBeLessThanOrEqual(2)

  const waits = followers.map((one) => one.next())
  await Promise.all(followers.map((one) => one.return!()))
  expect((await Promise.all(waits)).every(({ done }) => done)).toBe(true)
  readings = 0
  await act('requeueTicket', waiting[3]!.ticketId)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(readings).toBe(0)
})
