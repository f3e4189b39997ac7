import { afterAll, beforeAll, expect, test } from 'vitest'
import { ANONYMOUS, type Viewer } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import { doctorViewer, patientViewer } from '@hospital/subgraph/testing'
import { openWorld, type World } from '../../test/world.ts'

let world: World
beforeAll(async () => { world = await openWorld() })
afterAll(() => world.close())

const notify = (to: { accountId?: string; practitionerId?: string }, title = '预约成功', id = newId()) =>
  world.deliver('notice.due', { event: 'test.told', title, body: '请按时就诊', link: '/appointments/1', subjectType: 'Appointment', subjectId: newId(), ...to }, id)
const read = (viewer: Viewer) => world.must(viewer, '{ unreadMessages messages(first: 50) { totalCount nodes { id title readAt } } }')
const follow = (viewer: Viewer, after?: number) => world.subscribe(viewer, 'subscription ($after: Int) { inbox(after: $after) { sequence kind subjectType subjectId } }', { after })
const sequenceOf = async (stream: AsyncIterableIterator<any>) => (await stream.next()).value.data.inbox.sequence as number

test('a notice reaches account and practitioner once, however often it is delivered', async () => {
  const [patient, doctor, stranger] = [patientViewer(), doctorViewer(), patientViewer()]
  const id = newId()
  for (let i = 0; i < 3; i++) await notify({ accountId: patient.accountId, practitionerId: doctor.practitionerId }, '预约成功', id)
  for (const viewer of [patient, doctor]) expect(await read(viewer)).toMatchObject({ unreadMessages: 1, messages: { totalCount: 1 } })
  expect(await read(stranger)).toMatchObject({ unreadMessages: 0, messages: { nodes: [] } })
})

test('the newest is first; reading counts once, and foreign messages are untouched', async () => {
  const [patient, stranger] = [patientViewer(), patientViewer()]
  for (const title of ['一', '二', '三']) await notify({ accountId: patient.accountId }, title)
  const { messages: { nodes } } = await read(patient)
  expect(nodes.map(({ title }: { title: string }) => title)).toEqual(['三', '二', '一'])
  const ids = [nodes[0].id, nodes[1].id, newId(), 'x']
  const mark = (viewer: Viewer) => world.must(viewer, 'mutation ($ids: [ID!]!) { markMessagesRead(ids: $ids) }', { ids })
  expect((await mark(stranger)).markMessagesRead).toBe(0)
  expect([(await mark(patient)).markMessagesRead, (await mark(patient)).markMessagesRead]).toEqual([2, 0])
  expect((await read(patient)).unreadMessages).toBe(1)
})

test('the inbox yields what is missing, then what comes; a reconnect loses and doubles nothing', async () => {
  const patient = patientViewer()
  await notify({ accountId: patient.accountId })
  const first = await follow(patient, 0)
  expect(await sequenceOf(first)).toBe(1)
  const waiting = sequenceOf(first)
  await notify({ accountId: patient.accountId })
  expect(await waiting).toBe(2)
  await first.return!()
  await Promise.all(Array.from({ length: 20 }, () => notify({ accountId: patient.accountId })))
  const second = await follow(patient, 2)
  const seen: number[] = []
  while (seen.length < 20) seen.push(await sequenceOf(second))
  expect(seen).toEqual(Array.from({ length: 20 }, (_, i) => i + 3))
  await second.return!()
})

test('without `after` it begins with what comes; others\' notices do not come', async () => {
  const patient = patientViewer()
  await notify({ accountId: patient.accountId })
  const stream = await follow(patient)
  const next = sequenceOf(stream)
  await notify({ accountId: newId() })
  await notify({ accountId: patient.accountId })
  expect(await next).toBe(2)
  await stream.return!()
})

test('a foreign message is invisible by reference, and strangers have no inbox', async () => {
  const patient = patientViewer()
  await notify({ accountId: patient.accountId })
  const { messages: { nodes: [{ id }] } } = await read(patient)
  const entity = async (viewer: Viewer) => (await world.must(viewer, 'query ($those: [_Any!]!) { _entities(representations: $those) { ... on Message { id } } }', { those: [{ __typename: 'Message', id }] }))._entities[0]
  expect(await entity(patient)).toEqual({ id })
  for (const viewer of [ANONYMOUS, patientViewer(), doctorViewer()]) expect(await entity(viewer)).toBeNull()
  await expect(follow(ANONYMOUS)).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } })
})
