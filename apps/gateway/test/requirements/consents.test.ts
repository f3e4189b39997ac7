import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { administratorViewer } from '@hospital/subgraph/testing'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'

let hospital: TestHospital
let operator: TestClient
let patient: TestClient
let practitionerId: string
let institutionId: string
let elsewhere: string
let patientId: string

const KEY = 'consultation.text.consent'
const PHONE = '13800000001'

beforeAll(async () => {
  hospital = await openSeededHospital()
  operator = await hospital.as(administratorViewer('OPERATOR'))
  const doctor = await hospital.signInStaff('linruonan')
  const { staffMe } = await doctor.query('{ staffMe { practitioner { id institution { id } } } }')
  practitionerId = staffMe.practitioner.id
  institutionId = staffMe.practitioner.institution.id
  elsewhere = (await operator.query('{ institutions { id } }')).institutions.find(({ id }: { id: string }) => id !== institutionId).id
  const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: '00:00', end: '24:00' }))
  await doctor.mutate('mutation ($input: SetConsultationServiceInput!) { setConsultationService(input: $input) { id } }', { input: { kind: 'TEXT', enabled: true, priceFen: 3000, hours, messageLimit: 20, dailyLimit: 50 } })
  patient = await hospital.signInPatient(PHONE)
  patientId = (await patient.query('{ me { patients { id name } } }')).me.patients.find(({ name }: { name: string }) => name === '周建国').id
}, 300_000)
afterAll(async () => { await hospital?.close() })

const shown = async (at: string | null = institutionId, key = KEY) => (await patient.query('query ($key: String!, $at: ID) { text(key: $key, institutionId: $at) { version body title } }', { key, at })).text as { version: number; body: string; title: string }

/** The next version, of the hospital or of an institution; its news has then come to those who hold people to it. */
async function publish(body: string, { at = null as string | null, key = KEY } = {}): Promise<number> {
  const { texts } = await operator.query('query ($key: String!) { texts(filter: { search: $key }, first: 50) { nodes { key version institution { id } } } }', { key })
  const newest = texts.nodes.find((one: { key: string; institution: { id: string } | null }) => one.key === key && (one.institution?.id ?? null) === at)
  const { publishText } = await operator.mutate('mutation ($input: PublishTextInput!) { publishText(input: $input) { version } }', { input: { key, kind: 'CONSENT', title: '图文咨询知情同意书', body, institutionId: at, after: newest?.version ?? 0 } })
  const told = () => hospital.sql`select 1 from ${hospital.sql(key === KEY ? 'clinical' : 'patients')}.published_text where text_key = ${key} and place = ${at ?? '*'} and version = ${publishText.version}`
  await until(async () => (await told()).length > 0, 20_000)
  return publishText.version
}

/** Moves the doctor's institution in the tree; its news has then come to those who hold people to consents. */
async function hangBelow(parentId: string | null): Promise<void> {
  const { institutions } = await operator.query('{ institutions { id version } }')
  const { version } = institutions.find(({ id }: { id: string }) => id === institutionId)
  await operator.mutate('mutation ($input: UpdateInstitutionInput!) { updateInstitution(input: $input) { id } }', { input: { id: institutionId, version, parentId } })
  await until(async () => (await hospital.sql`select 1 from clinical.institution where id = ${institutionId} and parent_id is not distinct from ${parentId}`).length > 0, 20_000)
}

const GIVE = 'mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { id text { version body } } }'
const agreeTo = (version: number, at: string | null = institutionId) => ({ input: { patientId, textKey: KEY, version, institutionId: at, subjectType: 'Consultation' } })
const agree = async (version: number, at: string | null = institutionId) => (await patient.mutate(GIVE, agreeTo(version, at))).giveConsent as { id: string; text: { version: number; body: string } }

const REQUEST = 'mutation ($input: RequestConsultationInput!) { requestConsultation(input: $input) { id } }'
const asking = (consentId: string) => ({ input: { practitionerId, kind: 'TEXT', patientId, description: '最近一周早晨起来头晕，血压偏高', uploadReceipts: [], consentId } })
async function request(consentId: string): Promise<{ consent_id: string; consent_version: number }> {
  const { requestConsultation: { id } } = await patient.mutate(REQUEST, asking(consentId))
  const [kept] = await hospital.sql`select consent_id, consent_version from clinical.consultation where id = ${id}`
  await patient.mutate('mutation ($id: ID!) { cancelConsultation(id: $id) { id } }', { id })
  return kept as unknown as { consent_id: string; consent_version: number }
}

describe('[A2-05] a consultation keeps the very version that was shown', () => {
  it('the one that an institution between words: what was agreed to before is refused, and the new one is shown', async () => {
    const middle = (await operator.mutate('mutation { createInstitution(input: { name: "城东片区" }) { id } }')).createInstitution.id as string
    await hangBelow(middle)
    const before = await agree((await shown()).version)
    const own = await publish('片区的知情同意书', { at: middle })
    expect(await patient.refused(REQUEST, asking(before.id))).toBe('CONSENT_OUTDATED')
    expect((await patient.send(GIVE, agreeTo(before.text.version))).errors![0]!.extensions).toMatchObject({ code: 'CONSENT_OUTDATED', details: { version: own } })
    expect(await shown()).toMatchObject({ version: own, body: '片区的知情同意书' })
    const given = await agree(own)
    expect(await request(given.id)).toEqual({ consent_id: given.id, consent_version: own })
    // What the hospital words anew does not hold below the institution between; what that one words anew does.
    await publish('全院的知情同意书')
    expect((await request(given.id)).consent_version).toBe(own)
    const next = await publish('片区的知情同意书，第二版', { at: middle })
    expect(await patient.refused(REQUEST, asking(given.id))).toBe('CONSENT_OUTDATED')
    const last = await agree(next)
    expect((await request(last.id)).consent_version).toBe(next)
    // Once it stands below no longer, its wording is not what holds there.
    await hangBelow(null)
    expect(await patient.refused(REQUEST, asking(last.id))).toBe('CONSENT_OUTDATED')
    expect((await shown()).body).toBe('全院的知情同意书')
  })

  it('the one that the doctor’s institution words, once it words its own; before, the hospital’s', async () => {
    const whole = await shown()
    const first = await agree(whole.version)
    expect(await request(first.id)).toEqual({ consent_id: first.id, consent_version: whole.version })
    const own = await publish('本院区的知情同意书', { at: institutionId })
    expect(await shown()).toMatchObject({ version: own, body: '本院区的知情同意书' })
    const second = await agree(own)
    expect(second.text).toEqual({ version: own, body: '本院区的知情同意书' })
    expect(await request(second.id)).toEqual({ consent_id: second.id, consent_version: own })
    // What was agreed to before the institution had its own is not what holds there now.
    expect(await patient.refused(REQUEST, asking(first.id))).toBe('CONSENT_OUTDATED')
    expect(await patient.refused(REQUEST, asking((await agree(whole.version, null)).id))).toBe('CONSENT_OUTDATED')
  })

  it('a change between showing and agreeing, or between agreeing and asking, is refused and shown anew', async () => {
    const seen = await shown()
    const given = await agree(seen.version)
    const next = await publish('本院区的知情同意书，第二版', { at: institutionId })
    const refusal = (await patient.send(GIVE, agreeTo(seen.version))).errors![0]!.extensions
    expect(refusal).toMatchObject({ code: 'CONSENT_OUTDATED', details: { version: next } })
    expect(await patient.refused(REQUEST, asking(given.id))).toBe('CONSENT_OUTDATED')
    expect((await shown()).version).toBe(next)
    expect((await request((await agree(next)).id)).consent_version).toBe(next)
  })

  it('another institution’s wording, another version than is in force, and one to come are not agreed to', async () => {
    const { version } = await shown(elsewhere)
    expect(await patient.refused(REQUEST, asking((await agree(version, elsewhere)).id))).toBe('CONSENT_REQUIRED')
    for (const wrong of [0, (await shown()).version + 1]) expect(await patient.refused(GIVE, agreeTo(wrong))).toBe('CONSENT_OUTDATED')
  })

  it('what was agreed to can be read for good, and no version before its day', async () => {
    const READ = 'query ($version: Int!) { textVersion(key: "consultation.text.consent", version: $version) { version body state } }'
    const { version } = await shown()
    await publish('本院区的知情同意书，第三版', { at: institutionId })
    expect((await hospital.anonymous.query(READ, { version })).textVersion).toEqual({ version, body: '本院区的知情同意书，第二版', state: 'REPLACED' })
    expect((await hospital.anonymous.query(READ, { version: 999 })).textVersion).toBeNull()
  })
})

describe('[A2-05] signing in keeps which agreement and which privacy policy were shown', () => {
  const SIGN_IN = 'mutation ($input: SignInBySmsInput!) { signInBySms(input: $input) { accessToken } }'
  const AGREEMENTS = ['user.agreement', 'user.privacy'] as const

  async function codeFor(phone: string): Promise<string> {
    const before = (await hospital.sandbox.lastSms(phone))?.serialNo
    await hospital.anonymous.mutate('mutation ($phone: String!) { requestSmsCode(input: { phone: $phone }) { retryAfterSeconds } }', { phone })
    return until(async () => {
      const sms = await hospital.sandbox.lastSms(phone)
      return sms && sms.serialNo !== before && sms.params[0]
    }, 20_000) as Promise<string>
  }

  it('refuses what has changed since, with the code still good, and keeps each version once', async () => {
    const phone = '13900009999'
    const read = () => Promise.all(AGREEMENTS.map(async (key) => ({ key, version: (await shown(null, key)).version })))
    const before = await read()
    const code = await codeFor(phone)
    await publish('新的隐私政策', { key: 'user.privacy' })
    const input = (agreements: object) => ({ input: { phone, code, agreed: true, agreements } })
    expect(await hospital.anonymous.refused(SIGN_IN, input(before))).toBe('CONSENT_OUTDATED')
    expect(await hospital.anonymous.refused(SIGN_IN, input([{ key: 'identity.consent', version: 1 }]))).toBe('INVALID_INPUT')
    const now = await read()
    await hospital.anonymous.mutate(SIGN_IN, input(now))
    const kept = await hospital.sql`select text_key as key, version from patients.account_agreement order by text_key`
    expect(kept.map(({ key, version }) => ({ key, version }))).toEqual(now)
  })
})
