import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ANONYMOUS, type Viewer } from '@hospital/access/viewer'
import { administratorViewer, doctorViewer, patientViewer, type TestSubgraph } from '@hospital/subgraph/testing'
import { act, givenConsultation, openClinical, read, type Story } from '../../test/consultation.scenario.ts'

let clinical: TestSubgraph
let story: Story
beforeAll(async () => {
  clinical = await openClinical()
  story = await givenConsultation(clinical, 'WAITING')
})
afterAll(() => clinical?.close())

const entity = async (viewer: Viewer) => (await clinical.execute<{ _entities: unknown[] }>(viewer, 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Consultation { id description } } }', { r: [{ __typename: 'Consultation', id: story.id }] })).data?._entities[0] ?? null
const count = async (viewer: Viewer) => (await clinical.execute<{ consultations: { totalCount: number } }>(viewer, '{ consultations { totalCount } }')).data?.consultations.totalCount ?? 0

describe('[C1-04] who reaches a consultation', () => {
  it.each<[string, () => Viewer]>([
    ['another patient', () => patientViewer()], ['an account without persons', () => patientViewer([])], ['another doctor', () => doctorViewer()], ['an accountant', () => administratorViewer('ACCOUNTANT')], ['nobody signed in', () => ANONYMOUS],
  ])('%s sees nothing of it and does nothing to it', async (_who, viewer) => {
    const stranger = viewer()
    expect(await read(clinical, stranger, story.id)).toBeNull()
    expect(await entity(stranger)).toBeNull()
    expect(await count(stranger)).toBe(0)
    for (const mutation of ['acceptConsultation', 'cancelConsultation', 'completeConsultation']) expect((await act(clinical, stranger, mutation, story.id)).code).toMatch(/NOT_FOUND|FORBIDDEN|UNAUTHENTICATED/)
    expect((await act(clinical, stranger, 'refuseConsultation', story.id, '不接')).code).toMatch(/NOT_FOUND|FORBIDDEN|UNAUTHENTICATED/)
  })

  it('foreign and missing are answered alike', async () => {
    const [foreign, missing, nonsense] = await Promise.all([story.id, '01900000-0000-7000-8000-000000000000', 'x'].map((id) => act(clinical, patientViewer(), 'cancelConsultation', id)))
    expect([foreign!.code, missing!.code, nonsense!.code]).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
  })

  it('its patient, its doctor and an operator see it; each acts by his own part only', async () => {
    for (const viewer of [story.patient, story.doctor, administratorViewer('OPERATOR')]) {
      expect((await read(clinical, viewer, story.id))?.status).toBe('WAITING')
      expect(await entity(viewer)).not.toBeNull()
    }
    expect((await act(clinical, story.patient, 'acceptConsultation', story.id)).code).toBe('FORBIDDEN')
    expect((await act(clinical, story.doctor, 'cancelConsultation', story.id)).code).toBe('FORBIDDEN')
    expect((await act(clinical, administratorViewer('OPERATOR'), 'refuseConsultation', story.id, '不接')).code).toBe('FORBIDDEN')
  })
})
