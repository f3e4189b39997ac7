import { afterAll, beforeAll, expect, test } from 'vitest'
import { ANONYMOUS, service, type Viewer } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import { administratorViewer, doctorViewer, patientViewer } from '@hospital/subgraph/testing'
import { openWorld, type World } from '../../test/world.ts'

let world: World
let person: { id: string; cards: { id: string }[] }
let own: Viewer & { kind: 'PATIENT' }
beforeAll(async () => {
  world = await openWorld()
  const { sessionId } = await world.signIn()
  person = await world.person(sessionId)
  own = await world.viewer(sessionId)
})
afterAll(() => world.close())

const ENTITIES = 'query ($those: [_Any!]!) { _entities(representations: $those) { ... on Patient { id name cards { number } } ... on Account { id maskedPhone } ... on PatientCard { id number } } }'
const references = () => [
  { __typename: 'Patient', id: person.id }, { __typename: 'Account', id: own.accountId }, { __typename: 'PatientCard', id: person.cards[0]!.id },
]

/** Which of person, account and card this viewer sees, and whether by the root field too. */
async function seenBy(viewer: Viewer) {
  const { data } = await world.execute<{ _entities: unknown[] }>(viewer, ENTITIES, { those: references() })
  const direct = await world.execute<{ patient: unknown }>(viewer, 'query ($id: ID!) { patient(id: $id) { id } }', { id: person.id })
  return { seen: data!._entities.map(Boolean), direct: Boolean(direct.data?.patient) }
}

const NOTHING = { seen: [false, false, false], direct: false }

test('the own account sees its persons on every path', async () => {
  expect(await seenBy(own)).toEqual({ seen: [true, true, true], direct: true })
})

test('another account sees nothing, even naming the person as its own', async () => {
  expect(await seenBy(patientViewer())).toEqual(NOTHING)
  expect(await seenBy(patientViewer([person.id]))).toEqual(NOTHING)
})

test('a practitioner sees whom he cares for, as long as he does', async () => {
  const doctor = doctorViewer()
  expect(await seenBy(doctor)).toEqual(NOTHING)
  const care = (until: number) => world.deliver('care.started', { patientId: person.id, practitionerId: doctor.practitionerId, subjectType: 'Consultation', subjectId: newId(), until: new Date(world.clock.now().getTime() + until).toISOString() })
  await care(3_600_000)
  expect(await seenBy(doctor)).toEqual({ seen: [true, false, true], direct: true })
  expect(await seenBy(doctorViewer())).toEqual(NOTHING)
  world.clock.advance(3_600_001)
  expect(await seenBy(doctor)).toEqual(NOTHING)
})

test('administrators see persons where their role lets them; the house sees all; strangers see nothing', async () => {
  expect(await seenBy(administratorViewer('SUPER_ADMIN'))).toEqual({ seen: [true, true, true], direct: true })
  expect(await seenBy({ ...administratorViewer(), permissions: ['order:read-all'] })).toEqual(NOTHING)
  expect(await seenBy(service('test'))).toEqual({ seen: [true, true, true], direct: true })
  expect(await seenBy(ANONYMOUS)).toEqual(NOTHING)
})

test('changes of a foreign person answer as of one that is not there', async () => {
  const stranger = patientViewer([person.id])
  const changes = [
    ['mutation ($id: ID!) { updatePatient(input: { id: $id, relationship: SPOUSE }) { id } }', person.id], ['mutation ($id: ID!) { removePatient(id: $id) }', person.id],
    ['mutation ($id: ID!) { setDefaultPatient(id: $id) { id } }', person.id], ['mutation ($id: ID!) { setDefaultCard(id: $id) { id } }', person.cards[0]!.id],
    ['mutation ($id: ID!) { sortCards(patientId: $id, cardIds: []) { id } }', person.id], ['mutation ($id: ID!) { refreshCards(patientId: $id) { id } }', person.id],
  ] as const
  for (const [source, id] of changes) {
    for (const one of [id, newId(), 'x']) expect(await world.refusal(stranger, source, { id: one })).toBe('NOT_FOUND')
    expect(await world.refusal(ANONYMOUS, source, { id })).toBe('UNAUTHENTICATED')
    for (const viewer of [administratorViewer(), doctorViewer()]) expect(await world.refusal(viewer, source, { id })).toBe('FORBIDDEN')
  }
})

test('a removed person is named in the account\'s history, to the account alone, and is changed no more', async () => {
  const { sessionId } = await world.signIn()
  const { id } = await world.person(sessionId)
  const viewer = await world.viewer(sessionId)
  await world.must(viewer, 'mutation ($id: ID!) { removePatient(id: $id) }', { id })
  const named = async (by: Viewer) => (await world.must(by, ENTITIES, { those: [{ __typename: 'Patient', id }] }))._entities[0]
  expect(await named(viewer)).toMatchObject({ id, name: '周文静' })
  expect(await named(own)).toBeNull()
  expect((await world.must(viewer, '{ me { patients { id } } }')).me.patients).toEqual([])
  for (const change of ['removePatient(id: $id)', 'setDefaultPatient(id: $id) { id }', 'refreshCards(patientId: $id) { id }']) expect(await world.refusal(viewer, `mutation ($id: ID!) { ${change} }`, { id })).toBe('NOT_FOUND')
})

test('a blacklisted account is told to every subgraph until its time is over', async () => {
  const ctx = world.subgraph.contextFor({ viewer: own, requestId: '', origin: { ip: null, userAgent: null } })
  const until = new Date(world.clock.now().getTime() + 60_000)
  await ctx.db.execute(`update patients.account set restricted_until = '${until.toISOString()}' where id = '${own.accountId}'`)
  expect((await world.viewer(own.sessionId)).restrictedUntil).toBe(until.toISOString())
  world.clock.advance(60_001)
  expect((await world.viewer(own.sessionId)).restrictedUntil).toBeUndefined()
})
