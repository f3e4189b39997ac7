import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@hospital/database/identifier'
import { HOLD, holdSlot, slotsOf } from '../booking.ts'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'

let hospital: TestHospital
let operator: TestClient
let freeSlot: () => Promise<string>
let institutionId: string
beforeAll(async () => {
  hospital = await openSeededHospital()
  operator = await hospital.signInStaff('operator')
  const { staffMe } = await (await hospital.signInStaff('chenliqun')).query('{ staffMe { practitioner { institution { id } departments { id } } } }')
  institutionId = staffMe.practitioner.institution.id
  freeSlot = slotsOf(hospital, staffMe.practitioner.departments[0].id)
}, 240_000)
afterEach(() => hospital?.sandbox.heal())
afterAll(async () => { await hospital?.close() })

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
let people = 100
function idCardOf(birth = '19790503'): string {
  const first = `330110${birth}${++people}`
  return first + '10X98765432'[[...first].reduce((sum, digit, at) => sum + Number(digit) * WEIGHTS[at]!, 0) % 11]
}

const RETURN = 'http://app.test/identity/return'
const ADD = 'mutation ($input: AddPatientInput!) { addPatient(input: $input) { id } }'
const CONSENT = 'mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { id } }'
const START = 'mutation ($input: StartIdentityCheckInput!) { startIdentityCheck(input: $input) { id status subject url } }'
const FINISH = 'mutation ($input: FinishIdentityCheckInput!) { finishIdentityCheck(input: $input) { id status failure } }'
const STANDING = 'query ($id: ID!) { patient(id: $id) { identityProof { subject provenAt expiresAt } openIdentityCheck { id } healthCards { id channel tail boundAt } } }'
const APPLY = 'mutation ($input: ApplyHealthCardInput!) { applyHealthCard(input: $input) { id channel tail } }'
const SHOW = 'mutation ($id: ID!) { showHealthCard(id: $id) { text expiresAt seconds } }'

let phones = 13400000000
/** An account of its own with one person. */
async function family(part: object = {}): Promise<{ client: TestClient; patientId: string }> {
  const client = await hospital.signInPatient(String(++phones))
  const { addPatient } = await client.mutate(ADD, { input: { name: '沈若兰', idCard: idCardOf(), relationship: 'SELF', ...part } })
  return { client, patientId: addPatient.id }
}
const consent = async (client: TestClient, patientId: string, textKey: 'identity.consent' | 'healthCard.consent') =>
  (await client.mutate(CONSENT, { input: { patientId, textKey, version: 1, subjectType: 'Identity' } })).giveConsent.id as string
const start = async (client: TestClient, patientId: string) =>
  (await client.mutate(START, { input: { patientId, consentId: await consent(client, patientId, 'identity.consent'), returnUrl: RETURN } })).startIdentityCheck as { id: string; status: string; subject: string; url: string }
const standing = async (client: TestClient, id: string) => (await client.query(STANDING, { id })).patient
const finish = async (client: TestClient, id: string, token?: string) => (await client.mutate(FINISH, { input: { id, token } })).finishIdentityCheck
const finishRefused = (client: TestClient, id: string, token?: string) => client.refused(FINISH, { input: { id, token } })

/** What happens before the camera. */
async function atCamera({ url }: { url: string }, outcome: string): Promise<string> {
  const back = await fetch(url, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' })
  return new URL(back.headers.get('location')!).searchParams.get('BizToken')!
}

async function set(key: string, value: unknown, place: { institutionId?: string; terminal?: string } = {}): Promise<void> {
  const query = key.startsWith('terminal.') ? 'query ($terminal: Terminal) { settings: terminalSettings(terminal: $terminal) { key revision } }' : 'query ($institutionId: ID) { settings: institutionSettings(institutionId: $institutionId) { key revision } }'
  const { revision } = (await operator.query(query, place)).settings.find((one: { key: string }) => one.key === key)
  await operator.mutate('mutation ($input: SetSettingInput!) { setSetting(input: $input) { key } }', { input: { key, value, revision, ...place } })
}

const codeOf = async (client: TestClient, source: string, variables: object) => (await client.send(source, variables as never)).errors?.[0]?.extensions.code

/** Held now, or before the news of a setting had come. */
const HELD = [undefined, 'APPOINTMENT_DUPLICATE']

describe('[A5-01] real name by live face', () => {
  it('is asked for where the institution has set it, binds to the person, and opens the service at once', async () => {
    const { client, patientId } = await family()
    await set('registration.faceCheck', true, { institutionId })
    const input = { slotId: await freeSlot(), patientId }
    await until(async () => (await codeOf(client, HOLD, input)) === 'IDENTITY_REQUIRED')
    expect((await client.send(HOLD, input)).errors![0]!.extensions.details).toEqual({ patientId })
    const check = await start(client, patientId)
    expect(check).toMatchObject({ status: 'STARTED', subject: 'PERSON' })
    const token = await atCamera(check, 'PASS')
    // That the browser came back proves nothing.
    expect((await standing(client, patientId)).identityProof).toBeNull()
    expect(await codeOf(client, HOLD, input)).toBe('IDENTITY_REQUIRED')
    expect(await finish(client, check.id, token)).toMatchObject({ status: 'PASSED', failure: null })
    const { identityProof, openIdentityCheck } = await standing(client, patientId)
    expect([identityProof.subject, openIdentityCheck]).toEqual(['PERSON', null])
    expect(new Date(identityProof.expiresAt).getTime() - new Date(identityProof.provenAt).getTime()).toBe(365 * 86_400_000)
    await until(async () => HELD.includes(await codeOf(client, HOLD, input)), 5_000)
    const { addPatient: other } = await client.mutate(ADD, { input: { name: '沈国栋', idCard: idCardOf(), relationship: 'PARENT' } })
    expect(await codeOf(client, HOLD, { slotId: await freeSlot(), patientId: other.id })).toBe('IDENTITY_REQUIRED')
    await set('registration.faceCheck', false, { institutionId })
    await until(async () => (await operator.query('{ auditEntries(filter: { action: "identity.proven" }) { totalCount } }')).auditEntries.totalCount > 0)
  }, 60_000)

  it('is asked for at a terminal that wants it, for registration, consultation and health card alike', async () => {
    const { client, patientId } = await family()
    await set('terminal.realName', 'FACE_BEFORE_SERVICE', { terminal: 'H5' })
    const hold = { slotId: await freeSlot(), patientId }
    await until(async () => (await codeOf(client, HOLD, hold)) === 'IDENTITY_REQUIRED')
    await until(async () => (await codeOf(client, APPLY, { input: { patientId, channel: 'ALIPAY', consentId: newId(), nation: '汉族' } })) === 'IDENTITY_REQUIRED')
    await set('terminal.realName', 'NONE', { terminal: 'H5' })
    await until(async () => HELD.includes(await codeOf(client, HOLD, hold)))
  }, 60_000)

  it.each([['OTHER_FACE', 'OTHER_FACE'], ['NOT_ALIVE', 'NOT_ALIVE'], ['OTHER_CARD', 'WRONG_PERSON'], ['CANCELLED', 'CANCELLED']])('%s before the camera proves nobody', async (outcome, failure) => {
    const { client, patientId } = await family()
    const check = await start(client, patientId)
    expect(await finish(client, check.id, await atCamera(check, outcome))).toMatchObject({ status: 'FAILED', failure })
    expect((await standing(client, patientId)).identityProof).toBeNull()
    expect(await finishRefused(client, check.id)).toBe('IDENTITY_CHECK_SETTLED')
  })

  it('a token that is unfinished, another\'s, used before or stale is refused', async () => {
    const [own, other] = [await family(), await family()]
    const [check, foreign] = [await start(own.client, own.patientId), await start(other.client, other.patientId)]
    expect(await finishRefused(own.client, check.id)).toBe('IDENTITY_CHECK_UNFINISHED')
    const token = await atCamera(check, 'PASS')
    const foreignToken = await atCamera(foreign, 'PASS')
    expect(await finishRefused(own.client, check.id, foreignToken)).toBe('NOT_FOUND')
    expect(await finishRefused(other.client, check.id, token)).toBe('NOT_FOUND')
    expect(await finishRefused(own.client, newId())).toBe('NOT_FOUND')
    expect(await other.client.query('query ($id: ID!) { identityCheck(id: $id) { id } }', { id: check.id })).toEqual({ identityCheck: null })
    const answers = await Promise.all([1, 2, 3].map(() => codeOf(own.client, FINISH, { input: { id: check.id, token } })))
    expect(answers.filter((code) => code === undefined).length).toBeGreaterThan(0)
    expect(await finishRefused(own.client, check.id, token)).toBe('IDENTITY_CHECK_SETTLED')
    expect((await hospital.sql`select 1 from patients.identity_proof where check_id = ${check.id}`).length).toBe(1)
    const stale = await family()
    const late = await start(stale.client, stale.patientId)
    await hospital.advance(30 * 60_000)
    expect(await finishRefused(stale.client, late.id, await atCamera(late, 'PASS'))).toMatch(/EXPIRED|SETTLED/)
  }, 60_000)

  it('whoever closed the app after the camera is proven all the same, by the house\'s own look', async () => {
    const { client, patientId } = await family()
    const check = await start(client, patientId)
    expect((await start(client, patientId)).id).toBe(check.id)
    await atCamera(check, 'PASS')
    await hospital.advance(30 * 60_000)
    await until(async () => (await standing(client, patientId)).identityProof, 20_000)
    expect((await client.query('query ($id: ID!) { identityCheck(id: $id) { status url } }', { id: check.id })).identityCheck).toEqual({ status: 'PASSED', url: null })
    const forgotten = await family()
    const open = await start(forgotten.client, forgotten.patientId)
    await hospital.advance(30 * 60_000)
    await until(async () => (await forgotten.client.query('query ($id: ID!) { identityCheck(id: $id) { status } }', { id: open.id })).identityCheck.status === 'EXPIRED', 20_000)
  }, 60_000)

  it('[A1-09] a minor is proven by the guardian, and by nobody else', async () => {
    const guardian = { name: '沈若兰', idCard: idCardOf(), phone: '13400009999' }
    const { client, patientId } = await family({ idCard: idCardOf('20180908'), name: '沈小雨', relationship: 'CHILD', guardian })
    const check = await start(client, patientId)
    expect(check.subject).toBe('GUARDIAN')
    const [asked] = await hospital.sandbox.control<{ name: string }[]>('faceid/checks')
    expect(asked!.name).toBe(guardian.name)
    expect(await finish(client, check.id, await atCamera(check, 'OTHER_CARD'))).toMatchObject({ status: 'FAILED', failure: 'WRONG_PERSON' })
    const second = await start(client, patientId)
    await atCamera(second, 'PASS')
    await finish(client, second.id)
    expect((await standing(client, patientId)).identityProof.subject).toBe('GUARDIAN')
    const replace = 'mutation ($input: UpdatePatientInput!) { updatePatient(input: $input) { guardianName } }'
    const [young, other] = [{ ...guardian, idCard: idCardOf('20150101') }, { ...guardian, name: '沈国栋', idCard: idCardOf() }]
    expect(await client.refused(replace, { input: { id: patientId, guardian: young } })).toBe('GUARDIAN_INVALID')
    expect((await client.mutate(replace, { input: { id: patientId, guardian: other } })).updatePatient.guardianName).toBe('沈国栋')
    // Who answers for the child is another now.
    expect((await standing(client, patientId)).identityProof).toBeNull()
    const adult = await family()
    expect(await adult.client.refused(replace, { input: { id: adult.patientId, guardian: other } })).toBe('INVALID_INPUT')
  })

  it('the provider down is said in words and leaves nothing half-done; a result is asked for again', async () => {
    const { client, patientId } = await family()
    const consentId = await consent(client, patientId, 'identity.consent')
    await hospital.sandbox.break('faceid', { mode: 'down' })
    expect(await client.refused(START, { input: { patientId, consentId, returnUrl: RETURN } })).toBe('IDENTITY_UNAVAILABLE')
    expect((await standing(client, patientId)).openIdentityCheck).toBeNull()
    await hospital.sandbox.heal()
    const check = await start(client, patientId)
    await atCamera(check, 'PASS')
    await hospital.sandbox.break('faceid', { mode: 'garbage' })
    expect(await finishRefused(client, check.id)).toBe('IDENTITY_UNAVAILABLE')
    await hospital.sandbox.heal()
    expect(await finish(client, check.id)).toMatchObject({ status: 'PASSED' })
    await client.mutate('mutation ($id: ID!) { removePatient(id: $id) }', { id: patientId })
    expect((await hospital.sql`select 1 from patients.identity_proof where patient_id = ${patientId} and voided_at is null`).length).toBe(0)
  }, 60_000)

  it('consent comes first, the browser is sent back to own pages alone, and a day has its limit', async () => {
    const [own, other] = [await family(), await family()]
    const input = { patientId: own.patientId, returnUrl: RETURN }
    expect(await own.client.refused(START, { input: { ...input, consentId: newId() } })).toBe('CONSENT_REQUIRED')
    expect(await own.client.refused(START, { input: { ...input, consentId: await consent(own.client, own.patientId, 'healthCard.consent') } })).toBe('CONSENT_REQUIRED')
    expect(await own.client.refused(START, { input: { ...input, consentId: newId(), returnUrl: 'https://elsewhere.test/' } })).toBe('INVALID_INPUT')
    expect(await other.client.refused(START, { input: { ...input, consentId: newId() } })).toBe('NOT_FOUND')
    expect(await operator.refused(START, { input: { ...input, consentId: newId() } })).toBe('FORBIDDEN')
    for (let i = 0; i < 5; i++) {
      const check = await start(own.client, own.patientId)
      await finish(own.client, check.id, await atCamera(check, 'CANCELLED'))
    }
    expect(await own.client.refused(START, { input: { ...input, consentId: await consent(own.client, own.patientId, 'identity.consent') } })).toBe('IDENTITY_CHECK_LIMIT')
  }, 60_000)
})

const userCode = async (cardId?: string) => (await hospital.sandbox.control<{ code: string }>('healthcard/user-codes', { cardId })).code
const scan = (text: string) => hospital.sandbox.control<{ name: string; recordNumber: string; appointments: { status: string }[] }>('healthcard/scan', { text })
const application = async (client: TestClient, patientId: string, part: object = {}) =>
  ({ input: { patientId, channel: 'TENCENT', consentId: await consent(client, patientId, 'healthCard.consent'), nation: '汉族', wechatCode: await userCode(), ...part } })
async function cardHolder() {
  const own = await family()
  const { applyHealthCard } = await own.client.mutate(APPLY, await application(own.client, own.patientId))
  return { ...own, cardId: applyHealthCard.id as string }
}
const show = async (client: TestClient, id: string) => (await client.mutate(SHOW, { id })).showHealthCard as { text: string; seconds: number }

describe('[A1-11] electronic health card', () => {
  it('is given after consent, tied to the record, and the same person keeps the same card', async () => {
    const { client, patientId } = await family()
    const input = await application(client, patientId)
    expect(await client.refused(APPLY, { input: { ...input.input, consentId: newId() } })).toBe('CONSENT_REQUIRED')
    expect(await client.refused(APPLY, { input: { ...input.input, nation: '火星族' } })).toBe('INVALID_INPUT')
    expect(await client.refused(APPLY, { input: { ...input.input, wechatCode: null } })).toBe('HEALTH_CARD_AUTHORIZE')
    expect(await client.refused(APPLY, { input: { ...input.input, channel: 'NONE' } })).toBe('INVALID_INPUT')
    const { applyHealthCard: card } = await client.mutate(APPLY, input)
    expect((await client.mutate(APPLY, input)).applyHealthCard).toEqual(card)
    await until(async () => (await standing(client, patientId)).healthCards[0].boundAt)
    const other = await family()
    const reused = await application(other.client, other.patientId, { wechatCode: input.input.wechatCode })
    expect(await other.client.refused(APPLY, reused)).toBe('HEALTH_CARD_CODE_USED')
    expect((await standing(other.client, other.patientId)).healthCards).toEqual([])
  })

  it('another channel is there by configuration, one card of each', async () => {
    const { client, patientId } = await cardHolder()
    const { healthCardChannels } = await client.query('query ($url: String!) { healthCardChannels { code label authorizeUrl(returnUrl: $url) } }', { url: 'http://app.test/back' })
    expect(healthCardChannels).toMatchObject([{ code: 'TENCENT', label: '腾讯电子健康卡', authorizeUrl: expect.stringContaining('redirect_uri=') }, { code: 'ALIPAY', authorizeUrl: null }])
    await client.mutate(APPLY, await application(client, patientId, { channel: 'ALIPAY', wechatCode: null }))
    expect((await standing(client, patientId)).healthCards.map(({ channel }: { channel: string }) => channel)).toEqual(['TENCENT', 'ALIPAY'])
  })

  it('shows codes of the minute: read once, and in time', async () => {
    const { client, patientId, cardId } = await cardHolder()
    await until(async () => (await standing(client, patientId)).healthCards[0].boundAt)
    const [one, two] = [await show(client, cardId), await show(client, cardId)]
    expect(one.text).toMatch(/^[0-9A-F]{64}:0:/)
    expect(one.text).not.toBe(two.text)
    expect(one.seconds).toBeGreaterThan(50)
    expect(one.seconds).toBeLessThanOrEqual(60)
    const { recordNumber } = (await client.query('query ($id: ID!) { patient(id: $id) { recordNumber } }', { id: patientId })).patient
    expect(await scan(one.text)).toEqual({ name: '沈若兰', recordNumber, appointments: [] })
    await expect(scan(one.text)).rejects.toThrow('已使用')
    await hospital.advance(60_000)
    await expect(scan(two.text)).rejects.toThrow('已过期')
    await expect(scan(`${two.text.slice(0, 64)}:1`)).rejects.toThrow('不是动态健康码')
    // Nothing of a code, and no number of a card, is kept in the clear.
    expect(JSON.stringify(await hospital.sql`select * from patients.health_card`)).not.toContain(one.text.slice(0, 64))
  })

  it('is for the own persons alone, and takes nobody else\'s card', async () => {
    const [own, other] = [await cardHolder(), await family()]
    expect(await other.client.refused(SHOW, { id: own.cardId })).toBe('NOT_FOUND')
    expect(await other.client.refused(SHOW, { id: newId() })).toBe('NOT_FOUND')
    expect(await operator.refused(SHOW, { id: own.cardId })).toBe('FORBIDDEN')
    expect(await codeOf(other.client, APPLY, { input: { patientId: own.patientId, channel: 'TENCENT', consentId: newId(), nation: '汉族' } })).toBe('NOT_FOUND')
    const outside = (await hospital.sandbox.control<{ cardId: string }[]>('healthcard/cards'))[0]!
    expect(await other.client.refused(APPLY, await application(other.client, other.patientId, { wechatCode: null, healthCode: await userCode(outside.cardId) }))).toBe('HEALTH_CARD_PERSON')
    expect((await standing(other.client, other.patientId)).healthCards).toEqual([])
  })

  it('the platform down is said in words and leaves nothing half-done; a lost answer is not a second card', async () => {
    const { client, patientId } = await family()
    await hospital.sandbox.break('healthcard', { mode: 'down' })
    expect(await client.refused(APPLY, await application(client, patientId))).toBe('HEALTH_CARD_UNAVAILABLE')
    expect((await standing(client, patientId)).healthCards).toEqual([])
    await hospital.sandbox.heal()
    const { applyHealthCard } = await client.mutate(APPLY, await application(client, patientId))
    await hospital.sandbox.break('healthcard', { mode: 'garbage' })
    expect(await client.refused(SHOW, { id: applyHealthCard.id })).toBe('HEALTH_CARD_UNAVAILABLE')
    await hospital.sandbox.heal()
    expect((await show(client, applyHealthCard.id)).text).toContain(':0:')
  })

  it('a token that was killed outside is fetched anew once, however many ask', async () => {
    const { client, patientId, cardId } = await cardHolder()
    await until(async () => (await standing(client, patientId)).healthCards[0].boundAt)
    await hospital.sandbox.control('healthcard/tokens/kill', {})
    const issued = async () => (await hospital.sandbox.control<{ issued: number }[]>('healthcard/tokens')).reduce((sum, one) => sum + one.issued, 0)
    const before = await issued()
    const codes = await Promise.all(Array.from({ length: 8 }, () => show(client, cardId)))
    expect(new Set(codes.map(({ text }) => text)).size).toBe(8)
    expect(await issued()).toBe(before + 1)
    await hospital.advance(7_200_000)
    await Promise.all(Array.from({ length: 4 }, () => show(client, cardId)))
    expect(await issued()).toBe(before + 2)
  }, 60_000)

  it('booking and paying are told to the platform once each; the reader finds the booking by the card', async () => {
    const { client, patientId, cardId } = await cardHolder()
    const { id, orderId } = await holdSlot(client, await freeSlot(), patientId)
    const { startPayment } = await client.mutate('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number } }', { input: { orderIds: [orderId], method: 'WECHAT_NATIVE' } })
    // The platform is away when it happens: it hears of it later.
    await hospital.sandbox.break('healthcard', { mode: 'down', times: 2 })
    await hospital.sandbox.pay(startPayment.number)
    await until(async () => (await client.query('query ($id: ID!) { appointment(id: $id) { status } }', { id })).appointment.status === 'BOOKED', 30_000)
    const told = () => hospital.sql`select scene, reported_at from patients.health_card_usage where health_card_id = ${cardId} order by scene` as unknown as Promise<{ scene: string; reported_at: Date | null }[]>
    await until(async () => (await told()).length === 2, 20_000)
    await hospital.sandbox.heal()
    await until(async () => { await hospital.advance(30_000); return (await told()).every(({ reported_at: at }) => at) }, 30_000)
    expect((await told()).map(({ scene }) => scene)).toEqual(['BOOK', 'PAY'])
    const { text } = await show(client, cardId)
    expect((await scan(text)).appointments).toMatchObject([{ status: 'booked' }])
    const references = (await hospital.sandbox.control<{ cardId: string; scene: string }[]>('healthcard/usages')).filter((one) => one.cardId === text.slice(0, 64))
    expect(references.map(({ scene }) => scene).sort()).toEqual(['0101011', '0101051'])
  }, 120_000)
})

describe('[A1-10] card numbers', () => {
  it('are masked for those who run the platform, whole for the account', async () => {
    const { client, patientId } = await family()
    const CARDS = 'query ($id: ID!) { patient(id: $id) { cards { number maskedNumber } } }'
    const [card] = (await client.query(CARDS, { id: patientId })).patient.cards
    expect(card.maskedNumber).toBe(`${card.number.slice(0, 4)}****${card.number.slice(-4)}`)
    expect((await operator.query(CARDS, { id: patientId })).patient.cards[0]).toEqual({ number: card.maskedNumber, maskedNumber: card.maskedNumber })
  })
})
