import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ANONYMOUS } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import { administratorViewer, doctorViewer, patientViewer, type TestSubgraph } from '@hospital/subgraph/testing'
import { deliver, giveConsent, openClinical, request, setService } from '../../test/consultation.scenario.ts'

let clinical: TestSubgraph
beforeAll(async () => { clinical = await openClinical() })
afterAll(() => clinical?.close())

describe('[C1-01] a doctor\'s service', () => {
  it('is set, shown with what is left today, and logged', async () => {
    const doctor = doctorViewer()
    const { service } = await setService(clinical, doctor)
    expect(service).toMatchObject({ priceFen: 4900, openNow: true, remainingToday: 50, practitioner: { id: doctor.practitionerId } })
    await setService(clinical, doctor, { priceFen: 9900, enabled: false })
    const entries = (await clinical.waitingJobs()).filter(({ task, payload }) => task === 'platform.on.audit.recorded' && (payload.data as { subjectId: string }).subjectId === service!.id)
    expect(entries.map(({ payload }) => payload.data)).toMatchObject([{ action: 'consultation-service.set', before: null, actorId: doctor.practitionerId }, { before: { priceFen: 4900 }, after: { priceFen: 9900, enabled: false } }])
    const own = await clinical.execute<{ myConsultationServices: unknown[] }>(doctor, '{ myConsultationServices { enabled priceFen } }')
    expect(own.data!.myConsultationServices).toEqual([{ enabled: false, priceFen: 9900 }])
  })

  it.each([
    ['a negative price', { priceFen: -1 }], ['a price of 100,000 yuan', { priceFen: 10_000_000 }], ['no message', { messageLimit: 0 }], ['201 messages', { messageLimit: 201 }],
    ['no place a day', { dailyLimit: 0 }], ['no hours while open', { hours: [] }], ['a kind that is not offered yet', { kind: 'PHONE' }],
    ['hours that overlap', { hours: [{ weekday: 1, start: '08:00', end: '10:00' }, { weekday: 1, start: '09:00', end: '11:00' }] }],
  ])('refuses %s', async (_what, settings) => {
    expect((await setService(clinical, doctorViewer(), settings)).code).toBe('INVALID_INPUT')
  })

  it('is set by doctors only', async () => {
    for (const viewer of [patientViewer(), administratorViewer(), ANONYMOUS]) expect((await setService(clinical, viewer)).code).toMatch(/FORBIDDEN|UNAUTHENTICATED/)
  })

  it('is found by name, initials and department, in the hospital\'s order; a closed one by nobody but its doctor', async () => {
    const [first, second, closed, departmentId] = [doctorViewer(), doctorViewer(), doctorViewer(), newId()]
    const listed = [{ viewer: second, name: '林若楠', pinyin: 'lrn', priority: 2 }, { viewer: first, name: '陈立群', pinyin: 'clq', priority: 1 }, { viewer: closed, name: '陈关门', pinyin: 'cgm', priority: 0 }]
    await deliver(clinical, 'directory.synchronised', {
      jobId: newId(), institutions: [], departments: [],
      practitioners: listed.map(({ viewer, ...row }) => ({ id: viewer.practitionerId, hisId: newId(), institutionId: newId(), departmentIds: [departmentId], titleRank: 1, ...row })),
    })
    for (const doctor of [first, second]) await setService(clinical, doctor)
    const { service } = await setService(clinical, closed, { enabled: false })
    const found = async (args: string) => (await clinical.execute<{ consultingPractitioners: { nodes: { practitioner: { id: string } }[]; totalCount: number } }>(ANONYMOUS, `{ consultingPractitioners${args} { nodes { practitioner { id } } totalCount } }`)).data!.consultingPractitioners
    expect((await found(`(departmentId: "${departmentId}")`)).nodes.map(({ practitioner }) => practitioner.id)).toEqual([first.practitionerId, second.practitionerId])
    for (const search of ['立群', 'CLQ', '陈']) expect((await found(`(search: "${search}")`)).nodes.map(({ practitioner }) => practitioner.id)).toEqual([first.practitionerId])
    expect((await found('(search: "%")')).totalCount).toBe(0)
    const entity = (viewer: Parameters<TestSubgraph['execute']>[0]) => clinical.execute<{ _entities: ({ id: string } | null)[] }>(viewer, 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ConsultationService { id } } }', { r: [{ __typename: 'ConsultationService', id: service!.id }] })
    expect((await entity(patientViewer())).data?._entities).toEqual([null])
    expect((await entity(closed)).data?._entities).toEqual([{ id: service!.id }])
  })
})

describe('[C1-03] the rules', () => {
  it('are shown to anyone, with the consent form in force', async () => {
    const rules = async () => (await clinical.execute<{ consultationRules: { title: string; body: string; version: number; consentKey: string } }>(ANONYMOUS, '{ consultationRules(kind: TEXT) { title body version consentKey } }')).data!.consultationRules
    expect(await rules()).toMatchObject({ title: '图文咨询须知', consentKey: 'consultation.text.consent', version: 1, body: expect.stringContaining('24 小时') })
    await deliver(clinical, 'text.published', { textKey: 'consultation.text.consent', version: 3 })
    await deliver(clinical, 'text.published', { textKey: 'consultation.text.consent', version: 2 })
    expect((await rules()).version).toBe(3)
    const doctor = doctorViewer()
    const patient = patientViewer()
    await setService(clinical, doctor)
    const outdated = await giveConsent(clinical, patient.patientIds[0]!, { version: 2 })
    expect((await request(clinical, patient, doctor.practitionerId, { consentId: outdated })).code).toBe('CONSENT_OUTDATED')
  })
})
