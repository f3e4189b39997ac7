import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '@hospital/database/identifier'
import type { EventPayloads } from '@hospital/events/catalogue'
import { nextIdCard } from '../../test/id-card.ts'
import { ADD, openWorld, type World } from '../../test/world.ts'

let world: World
beforeAll(async () => { world = await openWorld() })
afterAll(() => world.close())
afterEach(() => world.outside.control('faults/clear'))

const people = async (sessionId: string) => (await world.must(await world.viewer(sessionId), '{ me { maskedPhone patientLimit patients { id name isDefault } } }')).me
const add = async (sessionId: string, input: Record<string, unknown>) => world.refusal(await world.viewer(sessionId), ADD, { input: { name: '周文静', relationship: 'OTHER', idCard: nextIdCard(), ...input } })
const remove = async (sessionId: string, id: string) => world.refusal(await world.viewer(sessionId), 'mutation ($id: ID!) { removePatient(id: $id) }', { id })
const GUARDIAN = () => ({ name: '周文静', idCard: nextIdCard(), phone: '13800000001' })

describe('[A1-08] the record in HIS', () => {
  test('comes back with number and cards, and clinical is told of it by opaque id', async () => {
    const { sessionId } = await world.signIn()
    const person = await world.person(sessionId, { idCard: nextIdCard('19580615', 'MALE'), name: '周建国', phone: '13800000003' })
    expect(person).toMatchObject({ name: '周建国', sex: 'MALE', birthDate: '1958-06-15', isMinor: false, isDefault: true, hisState: 'RECORDED', maskedPhone: '138****0003', hisPatientId: expect.any(String), recordNumber: expect.stringMatching(/^YX\d+$/) })
    expect(person.maskedIdCard).toMatch(/^330\*+.{2}$/)
    expect(person.cards.map(({ kind }: { kind: string }) => kind)).toEqual(expect.arrayContaining(['HOSPITAL', 'RECORD']))
    const { accountId, patientIds } = await world.viewer(sessionId)
    expect(patientIds).toEqual([person.id])
    expect(await world.emitted('patient.recorded')).toContainEqual({ patientId: person.id, accountId, hisPatientId: person.hisPatientId })
  })

  test('a person already in HIS is matched, not doubled', async () => {
    const idCard = nextIdCard()
    const before = await world.outside.his.createPatient({ idCard, name: '周文静', gender: 'FEMALE', birthDate: '1985-03-12' })
    const [one, two] = [await world.signIn(), await world.signIn()]
    const persons = [await world.person(one.sessionId, { idCard }), await world.person(two.sessionId, { idCard })]
    expect(persons.map(({ hisPatientId }) => hisPatientId)).toEqual([before.hisPatientId, before.hisPatientId])
    expect(persons[0].id).not.toBe(persons[1].id)
  })

  test('HIS down: refused, and nothing is kept', async () => {
    const { sessionId } = await world.signIn()
    for (const mode of ['down', 'garbage', 'error']) {
      await world.outside.control('faults', { system: 'his', mode })
      expect(await add(sessionId, {})).toBe('HIS_UNAVAILABLE')
    }
    expect((await people(sessionId)).patients).toEqual([])
    expect((await world.viewer(sessionId)).patientIds).toEqual([])
  })

  test('an answer lost on the way is asked for again, not guessed', async () => {
    const { sessionId } = await world.signIn()
    await world.outside.control('faults', { system: 'his', mode: 'commit-then-timeout', times: 1 })
    const idCard = nextIdCard()
    const person = await world.person(sessionId, { idCard })
    expect(person.hisPatientId).toBe((await world.outside.his.findPatient({ idCard }))!.hisPatientId)
  })

  test('another name under the same number is refused', async () => {
    const idCard = nextIdCard()
    await world.outside.his.createPatient({ idCard, name: '周文静', gender: 'FEMALE', birthDate: '1985-03-12' })
    const { sessionId } = await world.signIn()
    expect(await add(sessionId, { idCard, name: '李文静' })).toBe('HIS_REFUSED')
    expect((await people(sessionId)).patients).toEqual([])
  })
})

type Care = EventPayloads['care.ended']

describe('[A1-09] persons cared for', () => {
  test('a minor needs a guardian who is grown up and somebody else', async () => {
    const { sessionId } = await world.signIn()
    const child = { name: '周小雨', idCard: nextIdCard('20180908'), relationship: 'CHILD' }
    expect(await add(sessionId, child)).toBe('GUARDIAN_REQUIRED')
    expect(await add(sessionId, { ...child, guardian: { ...GUARDIAN(), idCard: child.idCard } })).toBe('GUARDIAN_INVALID')
    expect(await add(sessionId, { ...child, guardian: { ...GUARDIAN(), idCard: nextIdCard('20120101') } })).toBe('GUARDIAN_INVALID')
    expect(await add(sessionId, { ...child, guardian: { ...GUARDIAN(), idCard: '330109198503126227' } })).toBe('ID_CARD_INVALID')
    expect(await add(sessionId, { ...child, guardian: { ...GUARDIAN(), phone: '1' } })).toBe('PHONE_INVALID')
    expect(await world.person(sessionId, { ...child, guardian: GUARDIAN() })).toMatchObject({ isMinor: true, guardianName: '周文静' })
  })

  test('the same person is kept once, also when asked twice at the same time', async () => {
    const { sessionId } = await world.signIn()
    const idCard = nextIdCard()
    const answers = await Promise.all(Array.from({ length: 5 }, () => add(sessionId, { idCard })))
    expect(answers.filter((code) => code === undefined)).toHaveLength(1)
    expect(answers.filter((code) => code === 'PATIENT_EXISTS')).toHaveLength(4)
  })

  test('no more than the limit, which the hospital sets, under concurrency too', async () => {
    const { sessionId } = await world.signIn()
    const answers = await Promise.all(Array.from({ length: 12 }, () => add(sessionId, {})))
    expect(answers.filter((code) => code === undefined)).toHaveLength(8)
    expect(answers.filter((code) => code === 'PATIENT_LIMIT')).toHaveLength(4)
    const { patientLimit, patients } = await people(sessionId)
    expect([patientLimit, patients.length, patients.filter(({ isDefault }: { isDefault: boolean }) => isDefault).length]).toEqual([8, 8, 1])
  })

  test('one person is oneself', async () => {
    const { sessionId } = await world.signIn()
    await world.person(sessionId, { relationship: 'SELF' })
    expect(await add(sessionId, { relationship: 'SELF' })).toBe('INVALID_INPUT')
  })

  test('phone and relationship may change', async () => {
    const { sessionId } = await world.signIn()
    const { id } = await world.person(sessionId)
    const { updatePatient } = await world.must(await world.viewer(sessionId), 'mutation ($input: UpdatePatientInput!) { updatePatient(input: $input) { maskedPhone relationship } }', { input: { id, phone: '13811112222', relationship: 'SPOUSE' } })
    expect(updatePatient).toEqual({ maskedPhone: '138****2222', relationship: 'SPOUSE' })
  })

  test('removing the default passes it on; the session sees the person no more; adding again brings the same person back', async () => {
    const { sessionId } = await world.signIn()
    const idCard = nextIdCard()
    const [first, second] = [await world.person(sessionId, { idCard }), await world.person(sessionId)]
    const woken: (string | undefined)[] = []
    const off = world.installation.wakes.onPrefix('session:', (topic) => woken.push(topic))
    expect(await remove(sessionId, first.id)).toBeUndefined()
    await expect.poll(() => woken).toContain(`session:${sessionId}`)
    off()
    expect((await world.viewer(sessionId)).patientIds).toEqual([second.id])
    expect((await people(sessionId)).patients).toEqual([expect.objectContaining({ id: second.id, isDefault: true })])
    expect(await world.person(sessionId, { idCard })).toMatchObject({ id: first.id, isDefault: false })
  })

  test('a person in care is not removed before the care is over', async () => {
    const { sessionId } = await world.signIn()
    const { id } = await world.person(sessionId)
    await world.deliver('care.started', { patientId: id, practitionerId: newId(), subjectType: 'Appointment', subjectId: newId(), until: new Date(world.clock.now().getTime() + 3_600_000).toISOString() })
    expect(await remove(sessionId, id)).toBe('PATIENT_IN_USE')
    world.clock.advance(3_600_001)
    expect(await remove(sessionId, id)).toBeUndefined()
  })

  test('a person whose care has ended is removed at once, whichever news came first', async () => {
    const { sessionId } = await world.signIn()
    const { id } = await world.person(sessionId)
    const [early, late] = [{ subjectId: newId() }, { subjectId: newId() }].map((care) => ({ patientId: id, practitionerId: newId(), subjectType: 'Consultation', ...care })) as [Care, Care]
    const until = new Date(world.clock.now().getTime() + 3_600_000).toISOString()
    await world.deliver('care.started', { ...early, until })
    await world.deliver('care.ended', late)
    await world.deliver('care.started', { ...late, until })
    expect(await remove(sessionId, id)).toBe('PATIENT_IN_USE')
    await world.deliver('care.ended', early)
    expect(await remove(sessionId, id)).toBeUndefined()
  })

  test('the default person is one, whoever is chosen', async () => {
    const { sessionId } = await world.signIn()
    const persons = [await world.person(sessionId), await world.person(sessionId), await world.person(sessionId)]
    const viewer = await world.viewer(sessionId)
    await Promise.all(persons.map(({ id }) => world.must(viewer, 'mutation ($id: ID!) { setDefaultPatient(id: $id) { isDefault } }', { id })))
    expect((await people(sessionId)).patients.filter(({ isDefault }: { isDefault: boolean }) => isDefault)).toHaveLength(1)
  })

  test('id card and phone are unreadable at rest and in jobs', async () => {
    const { sessionId } = await world.signIn()
    const input = { idCard: nextIdCard('20180908'), phone: '13899990000', guardian: GUARDIAN() }
    await world.person(sessionId, input)
    const ctx = world.subgraph.contextFor({ viewer: await world.viewer(sessionId), requestId: '', origin: { ip: null, userAgent: null } })
    const dump = JSON.stringify([await ctx.db.execute('select * from patients.patient'), await world.waitingJobs()])
    for (const secret of [input.idCard, input.phone, input.guardian.idCard]) expect(dump).not.toContain(secret)
  })
})
