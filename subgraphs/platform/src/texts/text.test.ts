import { afterAll, beforeAll, expect, test } from 'vitest'
import { ANONYMOUS, type Viewer } from '@hospital/access/viewer'
import { newId } from '@hospital/database/identifier'
import { administratorViewer, doctorViewer, patientViewer } from '@hospital/subgraph/testing'
import { inTransaction } from '@hospital/subgraph/transaction'
import { openWorld, type World } from '../../test/world.ts'
import { publishText } from './text.ts'

let world: World
beforeAll(async () => { world = await openWorld() })
afterAll(() => world.close())

const KEY = 'consultation.text.consent'
const publish = (body: string, key = KEY) => inTransaction(world.house, (tx) => publishText(tx, { key, title: '知情同意书', body }))
const GIVE = 'mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { id patientId text { key version body } } }'
const give = (viewer: Viewer & { kind: 'PATIENT' }, part: object = {}) => world.execute<any>(viewer, GIVE, { input: { patientId: viewer.patientIds[0], textKey: KEY, version: 1, subjectType: 'Consultation', ...part } })

test('[R6] the version in force is what is read and agreed to, and the one agreed to stays', async () => {
  await publish('第一版')
  const patient = patientViewer()
  const { data } = await give(patient)
  expect(data.giveConsent.text).toEqual({ key: KEY, version: 1, body: '第一版' })
  expect(await world.emitted('consent.given')).toContainEqual({ consentId: data.giveConsent.id, patientId: patient.patientIds[0], textKey: KEY, version: 1, subjectType: 'Consultation', subjectId: null, institutionId: null, forInstitutionId: null })

  await publish('第二版')
  expect((await world.must(ANONYMOUS, 'query ($key: String!) { text(key: $key) { version body } }', { key: KEY })).text).toEqual({ version: 2, body: '第二版' })
  expect((await give(patient)).errors![0]!.extensions).toEqual({ code: 'CONSENT_OUTDATED', details: { version: 2 } })
  const { _entities } = await world.must(patient, 'query ($those: [_Any!]!) { _entities(representations: $those) { ... on Consent { text { body } } } }', { those: [{ __typename: 'Consent', id: data.giveConsent.id }] })
  expect(_entities[0].text.body).toBe('第一版')
})

test('nobody agrees for a person that is not his, to a text that is none, or for nothing', async () => {
  const patient = patientViewer()
  const codeOf = async (part: object) => (await give(patient, { version: 2, ...part })).errors?.[0]?.extensions.code
  expect(await codeOf({ patientId: newId() })).toBe('NOT_FOUND')
  expect(await codeOf({ textKey: 'no.such.text' })).toBe('NOT_FOUND')
  expect(await codeOf({ version: 3 })).toBe('CONSENT_OUTDATED')
  expect(await codeOf({ subjectType: '' })).toBe('INVALID_INPUT')
  for (const viewer of [doctorViewer(), administratorViewer()]) expect(await world.refusal(viewer, GIVE, { input: { patientId: newId(), textKey: KEY, version: 2, subjectType: 'Consultation' } })).toBe('FORBIDDEN')
})

test('a foreign consent is invisible', async () => {
  const { data } = await give(patientViewer(), { version: 2 })
  const those = [{ __typename: 'Consent', id: data.giveConsent.id }]
  for (const viewer of [ANONYMOUS, patientViewer(), doctorViewer(), administratorViewer('ACCOUNTANT')]) {
    expect((await world.must(viewer, 'query ($those: [_Any!]!) { _entities(representations: $those) { ... on Consent { id } } }', { those }))._entities).toEqual([null])
  }
})

test('what was published or agreed to cannot be changed', async () => {
  for (const statement of [`update platform.text set body = 'x'`, 'delete from platform.consent', 'delete from platform.text']) await expect(world.house.db.execute(statement)).rejects.toThrow()
})

test('publishing tells clinical which version is in force', async () => {
  await publish('须知', 'consultation.text.rules')
  expect(await world.emitted('text.published')).toContainEqual({ textKey: 'consultation.text.rules', version: 1, institutionId: null })
})
