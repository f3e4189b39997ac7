import { BinaryBitmap, DecodeHintType, HybridBinarizer, QRCodeReader, RGBLuminanceSource } from '@zxing/library'
import { strFromU8, unzipSync } from 'fflate'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, hospitalDay } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import type { TestClient } from '../client.ts'
import { openSeededHospital, until, type TestHospital } from '../hospital.ts'

let hospital: TestHospital
let operator: TestClient
let patient: TestClient
beforeAll(async () => {
  hospital = await openSeededHospital()
  // Late in the evening: what holds from tomorrow does so before sessions have ended.
  await hospital.advance(15 * 3_600_000)
  await hospital.sandbox.control('wechat/address', { url: `${hospital.url}/callbacks/wechat/push` })
  operator = await hospital.signInStaff('operator')
  patient = await hospital.signInPatient('13800000001')
}, 300_000)
afterAll(async () => { await hospital?.close() })

const PATIENT_APP = 'http://app.test'
const ended = (id: string) => until(async () => {
  const { job } = await operator.query('query ($id: ID!) { job(id: $id) { state done total messages file { name url } } }', { id })
  return ['SUCCEEDED', 'FAILED'].includes(job.state) && job
}, 60_000)

const CREATE = 'mutation ($input: CreateQrCodesInput!) { createQrCodes(input: $input) { id } }'
const ROW = 'id code url channel expiresAt practitioner { id name } counted { scans visitors newFollowers }'
const doctors = async (count: number): Promise<{ id: string; name: string }[]> => (await operator.query(`{ practitioners(first: ${count}, filter: { role: DOCTOR }) { nodes { id name } } }`)).practitioners.nodes
const codesOf = async (jobId: string) => (await operator.query(`query ($job: ID!) { qrCodes(first: 100, filter: { jobId: $job }) { totalCount nodes { ${ROW} } } }`, { job: jobId })).qrCodes.nodes
const codeOf = async (id: string) => (await operator.query(`query ($id: ID!) { qrCode(id: $id) { ${ROW} enabled lastScannedAt } }`, { id })).qrCode

async function makeBatch(input: Record<string, unknown>) {
  const { createQrCodes: { id } } = await operator.mutate(CREATE, { input: { target: 'DOCTOR', campaign: '门诊大厅', ...input } })
  const job = await ended(id)
  return { id: id as string, job, codes: await codesOf(id) }
}

/** What a phone reads off the picture; the hint spares the search for it, at which this reader sometimes fails. */
async function decode(png: Uint8Array): Promise<string> {
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true })
  return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(Uint8ClampedArray.from(data), info.width, info.height))), new Map([[DecodeHintType.PURE_BARCODE, true]])).getText()
}

describe('[A2-06] a batch of codes', () => {
  it('leaves one archive: a picture for each doctor that says his own link, and the list', async () => {
    const chosen = await doctors(12)
    const { job, codes } = await makeBatch({ channel: 'LINK', targetIds: chosen.map(({ id }) => id) })
    expect(job).toMatchObject({ state: 'SUCCEEDED', done: 12, total: 12 })
    const answer = await operator.open(job.file.url)
    expect([answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual(['application/zip', expect.stringContaining('.zip')])
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
    expect(Object.keys(files)).toHaveLength(13)
    const namesakes = (name: string) => chosen.filter((other) => other.name === name).length > 1
    for (const { name, id } of chosen.filter((one) => !namesakes(one.name)).slice(0, 3)) {
      const picture = Object.keys(files).find((file) => file.includes(` ${name} `) || file.endsWith(` ${name}.png`))!
      const code = codes.find((row: { practitioner: { id: string } }) => row.practitioner.id === id)
      const read = await decode(files[picture]!)
      expect(read).toMatch(new RegExp(`^${PATIENT_APP}/q/[2-9a-z]{10}$`))
      expect(read).toBe(code.url)
    }
    const sheet = unzipSync(files['二维码清单.xlsx']!)
    expect(strFromU8(sheet['xl/worksheets/sheet1.xml']!)).toContain(codes[0].code)
    await until(async () => (await operator.query('{ auditEntries(filter: { action: "qr-code.create" }) { totalCount } }')).auditEntries.totalCount > 0)
  }, 90_000)

  it('of WeChat goes on where it broke off: no code is made twice', async () => {
    const before = (await hospital.sandbox.control<unknown[]>('wechat/codes')).length
    await hospital.sandbox.control('wechat/answers', { errcode: -1, after: 4 })
    const chosen = await doctors(9)
    const { job, codes } = await makeBatch({ channel: 'WECHAT_TEMPORARY', holdsDays: 7, targetIds: chosen.map(({ id }) => id) })
    expect(job.state).toBe('SUCCEEDED')
    expect((await hospital.sandbox.control<unknown[]>('wechat/codes')).length - before).toBe(9)
    expect(codes.every(({ url, expiresAt }: { url: string; expiresAt: string }) => url.startsWith('http://weixin.qq.com/q/') && Date.parse(expiresAt) > hospital.clock.now().getTime())).toBe(true)
  }, 90_000)

  it('that cannot be is refused: too many, nobody, a stranger to the house, no name, a temporary code for too long', async () => {
    const refused = (part: object) => operator.refused(CREATE, { input: { target: 'DOCTOR', channel: 'LINK', campaign: '门诊', ...part } })
    expect(await refused({ targetIds: Array.from({ length: 1_001 }, () => newId()) })).toBe('INVALID_INPUT')
    expect(await refused({ targetIds: [newId()] })).toBe('NOT_FOUND')
    expect(await refused({ institutionId: newId() })).toBe('INVALID_INPUT')
    expect(await refused({ campaign: '  ' })).toBe('INVALID_INPUT')
    expect(await refused({ channel: 'WECHAT_TEMPORARY', holdsDays: 31 })).toBe('INVALID_INPUT')
    for (const client of [patient, hospital.anonymous, await hospital.signInStaff('chenliqun'), await hospital.signInStaff('accountant')]) {
      expect(await client.refused(CREATE, { input: { target: 'ACCOUNT', channel: 'LINK', campaign: '门诊' } })).toMatch(/FORBIDDEN|UNAUTHENTICATED/)
      expect(await client.refused('{ qrCodes { totalCount } }')).toMatch(/FORBIDDEN|UNAUTHENTICATED/)
    }
  })

  it('ends with a sentence when the account has no codes left', async () => {
    await hospital.sandbox.control('wechat/answers', { errcode: 45029 })
    const { job } = await makeBatch({ target: 'ACCOUNT', channel: 'WECHAT_PERMANENT' })
    expect(job).toMatchObject({ state: 'FAILED', messages: [expect.stringContaining('永久二维码已用完')] })
  }, 60_000)
})

describe('[A2-06] scans are counted', () => {
  const visit = (code: string, visitor: string | null) => hospital.anonymous.mutate('mutation ($code: String!, $visitor: String) { visitQrCode(code: $code, visitor: $visitor) { path } }', { code, visitor })

  it('an own link once a visitor and half hour, and it leads to the doctor', async () => {
    const [doctor] = await doctors(1)
    const { codes: [code] } = await makeBatch({ channel: 'LINK', targetIds: [doctor!.id] })
    const [one, other] = [newId(), newId()]
    expect((await visit(code.code, one)).visitQrCode.path).toBe(`/doctors/${doctor!.id}`)
    await Promise.all([visit(code.code, one), visit(code.code, one), visit(code.code, other), visit(code.code, null)])
    expect((await codeOf(code.id)).counted).toEqual({ scans: 2, visitors: 2, newFollowers: 0 })
    await hospital.advance(31 * 60_000)
    await visit(code.code, one)
    expect((await codeOf(code.id)).counted).toEqual({ scans: 3, visitors: 2, newFollowers: 0 })
    await operator.mutate('mutation ($id: ID!) { setQrCodeEnabled(id: $id, enabled: false) { enabled } }', { id: code.id })
    const refused = (variables: object) => hospital.anonymous.refused('mutation ($code: String!, $visitor: String) { visitQrCode(code: $code, visitor: $visitor) { path } }', { visitor: one, ...variables })
    expect([await refused({ code: code.code }), await refused({ code: 'nosuchcode' }), await refused({ code: code.code, visitor: '<script>' })]).toEqual(['NOT_FOUND', 'NOT_FOUND', 'INVALID_INPUT'])
  }, 60_000)

  it('WeChat’s by its push: a new follower, then a follower; each answered with the way to the doctor, each counted once', async () => {
    const [doctor] = await doctors(1)
    const { codes: [code] } = await makeBatch({ channel: 'WECHAT_PERMANENT', campaign: '义诊', targetIds: [doctor!.id] })
    const scan = (openId?: string) => hospital.sandbox.control<{ openId: string; status: number; reply: string }>('wechat/scan', { ticket: code.url, openId })
    const first = await scan()
    expect(first).toMatchObject({ status: 200, reply: expect.stringContaining(`<Url><![CDATA[${PATIENT_APP}/doctors/${doctor!.id}]]></Url>`) })
    const trick = (kind: string) => hospital.sandbox.control<{ status: number; reply: string }>('wechat/trick', { openId: first.openId, trick: kind })
    expect(await trick('duplicate')).toMatchObject({ status: 200, reply: expect.stringContaining('doctors') })
    expect((await codeOf(code.id)).counted).toEqual({ scans: 1, visitors: 1, newFollowers: 1 })
    for (const kind of ['tampered', 'forged', 'stale', 'plain']) expect((await trick(kind)).status, kind).toBe(401)
    expect((await codeOf(code.id)).counted.scans).toBe(1)
    await until(async () => { await scan(first.openId); return (await codeOf(code.id)).counted.scans === 2 })
    expect((await codeOf(code.id)).counted).toEqual({ scans: 2, visitors: 1, newFollowers: 1 })
  }, 60_000)

  it('a temporary code that has ended is scanned by nobody', async () => {
    const { codes: [code] } = await makeBatch({ target: 'ACCOUNT', channel: 'WECHAT_TEMPORARY', holdsDays: 1 })
    await hospital.sandbox.control('clock/advance', { ms: 86_400_001 })
    await expect(hospital.sandbox.control('wechat/scan', { ticket: code.url })).rejects.toThrow('expired')
  }, 60_000)

  it('by day, channel and campaign, and the list leaves as a workbook', async () => {
    const today = hospitalDay(hospital.clock.now())
    const STATISTICS = 'query ($filter: QrStatisticsFilter!) { qrStatistics(filter: $filter) { total { scans newFollowers } days { day scans } channels { channel scans newFollowers } campaigns { campaign scans } } }'
    const { qrStatistics } = await operator.query(STATISTICS, { filter: { from: addDays(today, -6), to: today } })
    expect(qrStatistics.days).toHaveLength(7)
    expect(qrStatistics.channels).toEqual(expect.arrayContaining([{ channel: 'WECHAT_PERMANENT', scans: 2, newFollowers: 1 }, { channel: 'LINK', scans: 3, newFollowers: 0 }]))
    expect(qrStatistics.campaigns).toEqual(expect.arrayContaining([{ campaign: '义诊', scans: 2 }]))
    expect(qrStatistics.total).toEqual({ scans: 5, newFollowers: 1 })
    expect((await operator.query(STATISTICS, { filter: { from: today, to: today, campaign: '义诊' } })).qrStatistics.total.scans).toBe(2)
    expect(await operator.refused(STATISTICS, { filter: { from: today, to: addDays(today, -1) } })).toBe('INVALID_INPUT')
    const { startExport } = await operator.mutate('mutation { startExport(input: { list: "qrCodes", filter: { search: "义诊" } }) { id } }')
    expect(await ended(startExport.id)).toMatchObject({ state: 'SUCCEEDED', done: 1 })
  }, 60_000)
})

describe('[A2-05] texts', () => {
  const PUBLISH = 'mutation ($input: PublishTextInput!) { publishText(input: $input) { id key version state publishedAt } }'
  const publish = async (part: object) => (await operator.mutate(PUBLISH, { input: { key: 'homecare.notice', kind: 'PROMPT', title: '上门护理须知', body: '第一版', after: 0, ...part } })).publishText
  const refused = (part: object, client = operator) => client.refused(PUBLISH, { input: { key: 'homecare.notice', kind: 'PROMPT', title: '上门护理须知', body: '再一版', after: 1, ...part } })
  const read = async (institutionId?: string) => (await hospital.anonymous.query('query ($institution: ID) { text(key: "homecare.notice", institutionId: $institution) { version body } }', { institution: institutionId })).text

  it('a version is published at once or from a day on; until then the one before is in force', async () => {
    expect(await publish({})).toMatchObject({ version: 1, state: 'IN_FORCE' })
    const day = addDays(hospitalDay(hospital.clock.now()), 1)
    const next = await publish({ body: '第二版', after: 1, from: day })
    expect(next).toMatchObject({ version: 2, state: 'SCHEDULED' })
    expect(await read()).toEqual({ version: 1, body: '第一版' })
    const withdrawn = await publish({ body: '误发', after: 2, from: day })
    await operator.mutate('mutation ($id: ID!) { withdrawText(id: $id) { state } }', { id: withdrawn.id })
    await hospital.advance(Date.parse(next.publishedAt) - hospital.clock.now().getTime() + 1_000)
    expect(await read()).toEqual({ version: 2, body: '第二版' })
    const { textVersions } = await operator.query('query ($id: ID!) { textVersions(id: $id) { nodes { version state } } }', { id: next.id })
    expect(textVersions.nodes).toEqual([{ version: 3, state: 'WITHDRAWN' }, { version: 2, state: 'IN_FORCE' }, { version: 1, state: 'REPLACED' }])
    expect(await operator.refused('mutation ($id: ID!) { withdrawText(id: $id) { id } }', { id: next.id })).toBe('IN_USE')
  }, 60_000)

  it('an institution has its own wording, others the hospital’s', async () => {
    const { institutions } = await operator.query('{ institutions { id kind } }')
    const branch = institutions.find(({ kind }: { kind: string }) => kind === 'BRANCH').id
    await publish({ body: '院区自己的', institutionId: branch })
    expect([await read(branch), await read()]).toMatchObject([{ body: '院区自己的' }, { body: '第二版' }])
    const { texts } = await operator.query('query ($id: ID!) { texts(filter: { institutionId: $id }) { nodes { key institution { id } } } }', { id: branch })
    expect(texts.nodes).toEqual([{ key: 'homecare.notice', institution: { id: branch } }])
  })

  it('who agreed to which version is counted, and the consent keeps its version', async () => {
    const key = 'consultation.text.consent'
    const [{ me }, { text }] = [await patient.query('{ me { patients { id } } }'), await patient.query('query ($key: String!) { text(key: $key) { id version } }', { key })]
    const { giveConsent } = await patient.mutate('mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { id text { version } } }', { input: { patientId: me.patients[0].id, textKey: key, version: text.version, subjectType: 'Consultation' } })
    await publish({ key, kind: 'CONSENT', title: '图文咨询知情同意书', body: '新的一版', after: text.version })
    const { textVersions } = await operator.query('query ($id: ID!) { textVersions(id: $id) { nodes { version consentCount body } } }', { id: text.id })
    expect(textVersions.nodes).toMatchObject([{ version: text.version + 1, consentCount: 0 }, { version: text.version, consentCount: 1 }])
    expect(giveConsent.text.version).toBe(text.version)
    expect(await patient.refused('mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { id } }', { input: { patientId: me.patients[0].id, textKey: key, version: text.version, subjectType: 'Consultation' } })).toBe('CONSENT_OUTDATED')
    expect((await patient.query('query ($key: String!) { text(key: $key) { consentCount note } }', { key })).text).toEqual({ consentCount: null, note: null })
  })

  it('what was published is never changed: two who publish on the same version are told so, and bad wording is refused', async () => {
    expect(await refused({})).toBe('CONFLICT')
    expect(await refused({ after: 3, body: ' ' })).toBe('INVALID_INPUT')
    expect(await refused({ after: 3, key: '中文' })).toBe('INVALID_INPUT')
    expect(await refused({ after: 3, from: addDays(hospitalDay(hospital.clock.now()), -1) })).toBe('INVALID_INPUT')
    expect(await refused({ after: 3, institutionId: newId() })).toBe('NOT_FOUND')
    for (const client of [patient, hospital.anonymous, await hospital.signInStaff('accountant')]) expect(await refused({}, client)).toMatch(/FORBIDDEN|UNAUTHENTICATED/)
    await until(async () => (await operator.query('{ auditEntries(filter: { action: "text.published" }) { totalCount } }')).auditEntries.totalCount > 2)
  })
})
