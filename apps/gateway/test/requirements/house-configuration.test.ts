import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, hospitalDay } from '@hospital/database/clock'
import { HOLD, slotsOf } from '../booking.ts'
import { createClient, type TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'
import { signInPatient } from '../sign-in.ts'

let hospital: TestHospital
let admin: TestClient
let operator: TestClient
let family: TestClient
let patientId: string
let fatherId: string
let freeSlot: () => Promise<string>
let institutionId: string
let practitionerId: string
let today: string

beforeAll(async () => {
  hospital = await openSeededHospital()
  today = hospitalDay(hospital.clock.now())
  admin = await hospital.signInStaff('admin')
  operator = await hospital.signInStaff('operator')
  const { staffMe } = await (await hospital.signInStaff('chenliqun')).query('{ staffMe { practitioner { id institution { id } departments { id } } } }')
  practitionerId = staffMe.practitioner.id
  institutionId = staffMe.practitioner.institution.id
  freeSlot = slotsOf(hospital, staffMe.practitioner.departments[0].id)
  family = await hospital.signInPatient('13800000001')
  ;[patientId, fatherId] = (await family.query('{ me { patients { id } } }')).me.patients.map(({ id }: { id: string }) => id)
}, 240_000)
afterAll(async () => { await hospital?.close() })

const SETTINGS = 'query ($id: ID) { institutionSettings(institutionId: $id) { key label value source sourceName revision } }'
const TERMINAL = 'query ($terminal: Terminal) { terminalSettings(terminal: $terminal) { key value source sourceName revision } }'
const SET = 'mutation ($input: SetSettingInput!) { setSetting(input: $input) { key value source sourceName revision } }'
const RESET = 'mutation ($input: SettingPlaceInput!) { resetSetting(input: $input) { value source revision } }'
const ADD = 'mutation ($input: AddPatientInput!) { addPatient(input: $input) { id } }'
const BUSINESSES = '{ institutions { id displayName brandColor businesses { business open closedText } } }'

interface Setting { key: string; value: unknown; source: string; sourceName: string | null; revision: number }

const settingAt = async (key: string, id?: string): Promise<Setting> => (await operator.query(SETTINGS, { id })).institutionSettings.find((one: Setting) => one.key === key)
const terminalAt = async (key: string, terminal?: string): Promise<Setting> => (await operator.query(TERMINAL, { terminal })).terminalSettings.find((one: Setting) => one.key === key)

const ofTerminals = (key: string) => key.startsWith('terminal.') || key === 'patients.limit'

async function set(key: string, value: unknown, place: { institutionId?: string; terminal?: string } = {}): Promise<void> {
  const { revision } = ofTerminals(key) ? await terminalAt(key, place.terminal) : await settingAt(key, place.institutionId)
  await operator.mutate(SET, { input: { key, value, revision, ...place } })
}
async function reset(key: string, place: { institutionId?: string; terminal?: string } = {}): Promise<void> {
  const { revision } = ofTerminals(key) ? await terminalAt(key, place.terminal) : await settingAt(key, place.institutionId)
  await operator.mutate(RESET, { input: { key, revision, ...place } })
}
const problemOf = async (client: TestClient, source: string, variables?: object) => (await client.send(source, variables as never)).errors?.[0]
/** What the event brings is in force within a moment, everywhere. */
const becomes = (client: TestClient, code: string | undefined, source: string, variables?: object) => until(async () => (await problemOf(client, source, variables))?.extensions.code === code, 5_000)

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
let serial = 500
function idCard(): string {
  const body = `33010919820304${++serial}`
  return body + '10X98765432'[[...body].reduce((sum, digit, at) => sum + Number(digit) * WEIGHTS[at]!, 0) % 11]
}

describe('[A2-01] configuration by institution', () => {
  it('a value is inherited from above, shows where it comes from, and is taken back', async () => {
    expect(await settingAt('registration.open', institutionId)).toMatchObject({ label: '预约挂号', value: true, source: 'DEFAULT', sourceName: null })
    await set('registration.closedText', '全院系统升级，暂停线上挂号。')
    expect(await settingAt('registration.closedText', institutionId)).toMatchObject({ value: '全院系统升级，暂停线上挂号。', source: 'INHERITED', sourceName: '全院' })
    await set('registration.closedText', '本院区门诊搬迁，请到东院区挂号。', { institutionId })
    expect(await settingAt('registration.closedText', institutionId)).toMatchObject({ value: '本院区门诊搬迁，请到东院区挂号。', source: 'OWN' })
    expect(await settingAt('registration.closedText')).toMatchObject({ value: '全院系统升级，暂停线上挂号。', source: 'OWN' })
    await reset('registration.closedText', { institutionId })
    expect(await settingAt('registration.closedText', institutionId)).toMatchObject({ source: 'INHERITED' })
  })

  it('registration switched off is refused by the API in the hospital\'s words, gone from the entries, and open again with no restart', async () => {
    const input = { slotId: await freeSlot(), patientId }
    await set('registration.open', false, { institutionId })
    await becomes(family, 'BUSINESS_CLOSED', HOLD, input)
    expect(await problemOf(family, HOLD, input)).toMatchObject({ message: '全院系统升级，暂停线上挂号。', extensions: { details: { business: 'REGISTRATION', institutionId } } })
    const { institutions } = await hospital.anonymous.query(BUSINESSES)
    const here = institutions.find(({ id }: { id: string }) => id === institutionId)
    expect(here.businesses).toContainEqual({ business: 'REGISTRATION', open: false, closedText: '全院系统升级，暂停线上挂号。' })
    await set('registration.open', true, { institutionId })
    await becomes(family, undefined, HOLD, { slotId: await freeSlot(), patientId: fatherId })
  })

  it('a switch above holds below, unless below says otherwise', async () => {
    await set('consultation.text.open', false)
    const { institutions } = await hospital.anonymous.query(BUSINESSES)
    for (const { businesses } of institutions) expect(businesses.find(({ business }: { business: string }) => business === 'TEXT_CONSULTATION').open).toBe(false)
    await set('consultation.text.open', true, { institutionId })
    expect((await settingAt('consultation.text.open', institutionId)).value).toBe(true)
    await reset('consultation.text.open', { institutionId })
    await reset('consultation.text.open')
  })

  it('text consultation and home care are closed the same way; staff still see the price list', async () => {
    await set('homecare.open', false)
    await becomes(hospital.anonymous, 'BUSINESS_CLOSED', '{ homecareItems { totalCount } }')
    expect((await operator.query('{ homecareItems { totalCount } }')).homecareItems.totalCount).toBeGreaterThan(0)
    await reset('homecare.open')
    await becomes(hospital.anonymous, undefined, '{ homecareItems { totalCount } }')
    await set('consultation.text.open', false, { institutionId })
    const ask = 'mutation ($input: RequestConsultationInput!) { requestConsultation(input: $input) { id } }'
    const input = { practitionerId, kind: 'TEXT', patientId, description: '最近一周早晨起来头晕，血压偏高', uploadReceipts: [], consentId: patientId }
    await becomes(family, 'BUSINESS_CLOSED', ask, { input })
    await reset('consultation.text.open', { institutionId })
  })

  it('the name and the colour that patients see are the institution\'s; a colour that cannot be read is refused', async () => {
    await set('hospital.name', '云溪互联网医院', { institutionId })
    await set('hospital.brandColor', '#8a2b0b', { institutionId })
    const here = (await hospital.anonymous.query(BUSINESSES)).institutions.find(({ id }: { id: string }) => id === institutionId)
    expect(here).toMatchObject({ displayName: '云溪互联网医院', brandColor: '#8a2b0b' })
    const { revision } = await settingAt('hospital.brandColor', institutionId)
    expect(await problemOf(operator, SET, { input: { key: 'hospital.brandColor', value: '#ffe066', revision, institutionId } })).toMatchObject({ message: expect.stringContaining('5.8:1'), extensions: { code: 'INVALID_INPUT', details: { field: 'value' } } })
  })

  it('refuses a stale form, a wrong kind, an unknown key or institution, and whoever may not; every change is in the log', async () => {
    const { revision } = await settingAt('registration.open')
    const input = { key: 'registration.open', value: false, revision: revision - 1 }
    expect(await operator.refused(SET, { input })).toBe('CONFLICT')
    expect(await operator.refused(SET, { input: { ...input, revision, value: 'no' } })).toBe('INVALID_INPUT')
    expect(await operator.refused(SET, { input: { ...input, key: 'constructor' } })).toBe('NOT_FOUND')
    expect(await operator.refused(SET, { input: { ...input, institutionId: patientId } })).toBe('NOT_FOUND')
    expect(await operator.refused(SET, { input: { ...input, revision, terminal: 'H5' } })).toBe('INVALID_INPUT')
    expect(await (await hospital.signInStaff('accountant')).refused(SET, { input })).toBe('FORBIDDEN')
    expect(await family.refused(SETTINGS)).toBe('FORBIDDEN')
    await until(async () => (await admin.query('{ auditEntries(filter: { action: "setting.changed", actor: "沈运营" }) { nodes { before after } } }')).auditEntries.nodes.some(({ before, after }: { before: { value: unknown }; after: { value: unknown } }) => before.value === true && after.value === false))
  })
})

describe('[A1-09] persons an account may keep', () => {
  let client: TestClient
  it('the limit is the hospital\'s, at once', async () => {
    client = await hospital.signInPatient('13600000001')
    await client.mutate(ADD, { input: { name: '吴若兰', idCard: idCard(), relationship: 'SELF' } })
    await set('patients.limit', 1)
    await until(async () => (await client.query('{ me { patientLimit } }')).me.patientLimit === 1)
    expect(await problemOf(client, ADD, { input: { name: '吴若梅', idCard: idCard(), relationship: 'OTHER' } })).toMatchObject({ extensions: { code: 'PATIENT_LIMIT', details: { limit: 1 } } })
    await set('patients.limit', 2)
    await becomes(client, undefined, ADD, { input: { name: '吴若梅', idCard: idCard(), relationship: 'OTHER' } })
    await reset('patients.limit')
  })

  it('differs at a terminal, where it was set', async () => {
    await set('patients.limit', 3, { terminal: 'WECHAT_OA' })
    expect([await terminalAt('patients.limit', 'WECHAT_OA'), await terminalAt('patients.limit', 'H5')]).toMatchObject([{ value: 3, source: 'OWN' }, { value: 8, source: 'DEFAULT' }])
    const limitAt = async (agent: string) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${client.accessToken}`, 'user-agent': agent }
      const { data } = await (await fetch(`${hospital.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: '{ me { patientLimit } }' }) })).json() as { data: { me: { patientLimit: number } } }
      return data.me.patientLimit
    }
    await until(async () => (await limitAt('MicroMessenger/8.0')) === 3)
    expect(await limitAt('Mozilla/5.0')).toBe(8)
    await reset('patients.limit', { terminal: 'WECHAT_OA' })
  })

  it('of one account is set by the console, with a reason; the log has it, and nobody else may', async () => {
    const SET_LIMIT = 'mutation ($input: SetPatientLimitInput!) { setPatientLimit(input: $input) { patientLimit ownPatientLimit } }'
    const limitOf = async () => (await client.query('{ me { id patientLimit patients { id } } }')).me
    const { id: accountId, patients } = await limitOf()
    const input = { accountId, limit: patients.length, reason: '家属代办已满' }
    expect((await operator.mutate(SET_LIMIT, { input })).setPatientLimit).toEqual({ patientLimit: patients.length, ownPatientLimit: patients.length })
    const full = await problemOf(client, ADD, { input: { name: '吴若菊', idCard: idCard(), relationship: 'OTHER' } })
    expect(full).toMatchObject({ message: `就诊人数量已达上限（${patients.length} 位），请先删除不再使用的就诊人。`, extensions: { code: 'PATIENT_LIMIT' } })
    expect([await operator.refused(SET_LIMIT, { input: { ...input, limit: 51 } }), await operator.refused(SET_LIMIT, { input: { ...input, reason: ' ' } }), await operator.refused(SET_LIMIT, { input: { ...input, accountId: patientId } })]).toEqual(['INVALID_INPUT', 'INVALID_INPUT', 'NOT_FOUND'])
    expect([await client.refused(SET_LIMIT, { input }), await (await hospital.signInStaff('accountant')).refused(SET_LIMIT, { input })]).toEqual(['FORBIDDEN', 'FORBIDDEN'])
    await operator.mutate(SET_LIMIT, { input: { accountId, reason: '恢复' } })
    expect(await limitOf()).toMatchObject({ patientLimit: 8 })
    await until(async () => (await admin.query('{ auditEntries(filter: { action: "account.patient-limit" }) { nodes { before after } } }')).auditEntries.nodes.some(({ before, after }: { before: { limit: unknown }; after: { limit: unknown; reason: string } }) => before.limit === null && after.limit === patients.length && after.reason === '家属代办已满'))
  })
})

describe('[A2-02] configuration by terminal', () => {
  it('the sign-up flow of one terminal changes and the others\' does not', async () => {
    await set('terminal.signUp.person', 'REQUIRED', { terminal: 'WECHAT_OA' })
    const flow = async (terminal: string) => (await hospital.anonymous.query('query ($terminal: Terminal!) { terminalFlow(terminal: $terminal) { personAtSignUp realName mayAddOthers cardCode } }', { terminal })).terminalFlow
    expect(await flow('WECHAT_OA')).toEqual({ personAtSignUp: 'REQUIRED', realName: 'NONE', mayAddOthers: true, cardCode: 'BOTH' })
    expect((await flow('H5')).personAtSignUp).toBe('SKIPPABLE')
    await set('terminal.card.code', 'QR')
    expect((await flow('ALIPAY_MINI')).cardCode).toBe('QR')
    expect(await terminalAt('terminal.card.code', 'ALIPAY_MINI')).toMatchObject({ source: 'INHERITED', sourceName: '全部终端' })
  })

  it('whoever signed in at a terminal that asks for a real name gives it before a service', async () => {
    const client = await hospital.signInPatient('13600000002')
    const { addPatient } = await client.mutate(ADD, { input: { name: '郑秀英', idCard: idCard(), relationship: 'PARENT' } })
    const input = { slotId: await freeSlot(), patientId: addPatient.id }
    await set('terminal.realName', 'BEFORE_SERVICE', { terminal: 'H5' })
    await becomes(client, 'REAL_NAME_REQUIRED', HOLD, input)
    const { addPatient: self } = await client.mutate(ADD, { input: { name: '郑小雅', idCard: idCard(), relationship: 'SELF' } })
    await becomes(client, undefined, HOLD, { slotId: await freeSlot(), patientId: self.id })
    await reset('terminal.realName', { terminal: 'H5' })
  })

  it('where only oneself may be added, others are refused there and taken elsewhere', async () => {
    await set('terminal.person.others', false, { terminal: 'ALIPAY_MINI' })
    const client = await hospital.signInPatient('13600000003')
    const alipay = { 'content-type': 'application/json', authorization: `Bearer ${client.accessToken}`, 'user-agent': 'Mozilla/5.0 (Linux) AlipayClient/10.5' }
    const add = async () => {
      const response = await fetch(`${hospital.url}/graphql`, { method: 'POST', headers: alipay, body: JSON.stringify({ query: ADD, variables: { input: { name: '何佳宁', idCard: idCard(), relationship: 'SPOUSE' } } }) })
      return ((await response.json()) as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code
    }
    await until(async () => (await add()) === 'FAMILY_NOT_ALLOWED')
    await client.mutate(ADD, { input: { name: '何佳宁', idCard: idCard(), relationship: 'SPOUSE' } })
  })
})

describe('[A1-06] registered patients', () => {
  const LIST = 'query ($search: String) { patients(filter: { search: $search }) { nodes { id name maskedIdCard maskedPhone version account { id maskedPhone } } totalCount } }'

  it('are found by name, phone, id card and record number, masked', async () => {
    const number = '330109198503126226'
    for (const search of ['周文', '13800000001', number]) {
      const { patients } = await operator.query(LIST, { search })
      expect(patients.nodes.map(({ name }: { name: string }) => name)).toContain('周文静')
      expect(JSON.stringify(patients)).not.toContain('13800000001')
      expect(JSON.stringify(patients)).not.toContain(number)
    }
    expect((await operator.query(LIST, { search: '3301091985' })).patients.totalCount).toBe(0)
    for (const client of [family, await hospital.signInStaff('chenliqun'), await hospital.signInStaff('accountant')]) expect(await client.refused(LIST)).toBe('FORBIDDEN')
  })

  it('unmasking is a permission of its own, asks for a reason, and is logged without the numbers', async () => {
    const UNMASK = 'mutation ($id: ID!, $reason: String!) { unmaskPatient(id: $id, reason: $reason) { idCard accountPhone } }'
    const { id } = (await operator.query(LIST, { search: '周文静' })).patients.nodes[0]
    expect(await operator.refused(UNMASK, { id, reason: '核对身份' })).toBe('FORBIDDEN')
    expect(await admin.refused(UNMASK, { id, reason: ' ' })).toBe('INVALID_INPUT')
    expect((await admin.mutate(UNMASK, { id, reason: '核对身份' })).unmaskPatient).toEqual({ idCard: '330109198503126226', accountPhone: '13800000001' })
    const entry = await until(async () => (await admin.query('query ($id: ID!) { auditEntries(filter: { action: "patient.unmasked", subjectId: $id }) { nodes { actorName after } } }', { id })).auditEntries.nodes[0])
    expect(entry).toEqual({ actorName: '系统管理员', after: { reason: '核对身份' } })
  })

  it('a phone is put right with a reason; a stale form is refused', async () => {
    const CHANGE = 'mutation ($input: ChangePatientInput!) { changePatient(input: $input) { maskedPhone version } }'
    const { id, version } = (await operator.query(LIST, { search: '周建国' })).patients.nodes[0]
    const input = { id, version, phone: '13800009999', reason: '患者来电更正' }
    expect((await operator.mutate(CHANGE, { input })).changePatient).toEqual({ maskedPhone: '138****9999', version: version + 1 })
    expect(await operator.refused(CHANGE, { input })).toBe('CONFLICT')
    expect(await operator.refused(CHANGE, { input: { ...input, version: version + 1, phone: '123' } })).toBe('PHONE_INVALID')
    expect(await (await hospital.signInStaff('accountant')).refused(CHANGE, { input })).toBe('FORBIDDEN')
  })
})

describe('[A1-07] blacklist', () => {
  const PUT = 'mutation ($input: AddToBlacklistInput!) { addToBlacklist(input: $input) { id state endsAt } }'
  const LIFT = 'mutation ($id: ID!, $reason: String!) { liftFromBlacklist(id: $id, reason: $reason) { state liftReason } }'

  async function visitor(phone: string): Promise<{ client: TestClient; accountId: string; patientId: string }> {
    const client = await signInPatient(hospital, phone)
    const { addPatient } = await client.mutate(ADD, { input: { name: '冯立', idCard: idCard(), relationship: 'SELF' } })
    return { client, accountId: (await client.query('{ me { id } }')).me.id, patientId: addPatient.id }
  }

  it('no new service, told why and until when; what runs goes on; lifting acts at once and is logged', async () => {
    const { client, ...ids } = await visitor('13600000004')
    const { holdAppointment: running } = await client.mutate(HOLD, { slotId: await freeSlot(), patientId: ids.patientId })
    const { addToBlacklist: entry } = await operator.mutate(PUT, { input: { accountId: ids.accountId, reason: '多次爽约', lastDay: addDays(today, 30) } })
    const another = { slotId: await freeSlot(), patientId: ids.patientId }
    await becomes(client, 'RESTRICTED', HOLD, another)
    const refusal = await problemOf(client, HOLD, another)
    const [year, month, day] = addDays(today, 31).split('-').map(Number)
    expect(refusal!.message).toBe(`因“多次爽约”，您的账号在 ${year} 年 ${month} 月 ${day} 日 00:00 前不能使用新的服务，已有的服务不受影响。`)
    expect((await client.query('{ me { restrictedUntil restrictionReason } }')).me).toEqual({ restrictedUntil: entry.endsAt, restrictionReason: '多次爽约' })
    await until(async () => JSON.stringify(await client.query('{ messages { nodes { body } } }')).includes('多次爽约'))
    const appointment = async () => (await client.query('query ($id: ID!) { appointment(id: $id) { status order { id } } }', { id: running.id })).appointment
    const { order } = await until(async () => { const found = await appointment(); return found.order && found })
    const { startPayment } = await client.mutate('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { number } }', { input: { orderIds: [order.id], method: 'WECHAT_NATIVE' } })
    await hospital.sandbox.pay(startPayment.number)
    await until(async () => (await appointment()).status === 'BOOKED', 20_000)
    expect(await operator.refused(PUT, { input: { accountId: ids.accountId, reason: '再次', lastDay: addDays(today, 5) } })).toBe('ALREADY_RESTRICTED')
    expect((await operator.mutate(LIFT, { id: entry.id, reason: '申诉成立' })).liftFromBlacklist).toEqual({ state: 'LIFTED', liftReason: '申诉成立' })
    const { addPatient: sister } = await client.mutate(ADD, { input: { name: '冯梅', idCard: idCard(), relationship: 'OTHER' } })
    await becomes(client, undefined, HOLD, { slotId: await freeSlot(), patientId: sister.id })
    expect(await operator.refused(LIFT, { id: entry.id, reason: '再解' })).toBe('WRONG_STATE')
    const lifted = await until(async () => (await admin.query('query ($id: ID!) { auditEntries(filter: { action: "blacklist.lifted", subjectId: $id }) { nodes { actorName before after } } }', { id: ids.accountId })).auditEntries.nodes[0])
    expect(lifted).toMatchObject({ actorName: '沈运营', before: { reason: '多次爽约' }, after: { reason: '申诉成立' } })
  })

  it('ends by itself', async () => {
    const { client, ...ids } = await visitor('13600000005')
    const { addToBlacklist: entry } = await operator.mutate(PUT, { input: { accountId: ids.accountId, reason: '疑似倒卖号源', lastDay: today } })
    await becomes(client, 'RESTRICTED', HOLD, { slotId: await freeSlot(), patientId: ids.patientId })
    await hospital.advance(86_400_000)
    expect((await client.query('{ me { restrictedUntil } }')).me.restrictedUntil).toBeNull()
    await becomes(client, undefined, HOLD, { slotId: await freeSlot(), patientId: ids.patientId })
    operator = await hospital.as({ kind: 'ADMINISTRATOR', administratorId: entry.id, sessionId: '', permissions: ['blacklist:read'] })
    const { blacklistEntries } = await operator.query('{ blacklistEntries(filter: { state: ENDED }) { nodes { id state account { maskedPhone } } } }')
    expect(blacklistEntries.nodes).toMatchObject([{ id: entry.id, state: 'ENDED' }])
  })

  it('is for those whose role has it; a day that is past or too far is refused', async () => {
    const { accountId } = await visitor('13600000006')
    const manager = await hospital.as({ kind: 'ADMINISTRATOR', administratorId: accountId, sessionId: '', permissions: ['blacklist:manage'] })
    const input = { accountId, reason: '多次爽约', lastDay: '2020-01-01' }
    expect(await manager.refused(PUT, { input })).toBe('INVALID_INPUT')
    expect(await manager.refused(PUT, { input: { ...input, lastDay: '2099-01-01' } })).toBe('INVALID_INPUT')
    expect(await manager.refused(PUT, { input: { ...input, accountId: '0197', lastDay: addDays(today, 3) } })).toBe('NOT_FOUND')
    expect(await family.refused(PUT, { input })).toMatch(/FORBIDDEN|SESSION_EXPIRED/)
    expect(await createClient(hospital.url).refused('{ blacklistEntries { totalCount } }')).toBe('UNAUTHENTICATED')
  })
})
